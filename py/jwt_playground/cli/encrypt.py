"""`jwt-playground encrypt`: encrypts a payload, as a token for one or several recipients."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .inputs import Inputs
from .key_bytes import key_of_bytes
from .key_options import add_key, read_key
from .making import read_payload, show_made
from .request import ask


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "encrypt",
        help="encrypt a payload, such as a signed token",
        description="Encrypts a payload exactly as it is given, and prints the token (JWE).",
    )
    parser.add_argument(
        "payload",
        nargs="?",
        help="claims, or a signed token; standard input if it is not given or is “-”",
    )
    parser.add_argument(
        "--header",
        metavar="JSON",
        required=True,
        help='JSON text, such as {"alg":"RSA-OAEP-256","enc":"A256GCM"}',
    )
    parser.add_argument(
        "--serialization",
        choices=("compact", "flattened", "general"),
        help="how the token is written; compact if not given",
    )
    parser.add_argument(
        "--unprotected",
        metavar="JSON",
        help="the unprotected header of a JSON serialization; the tag does not cover it",
    )
    parser.add_argument(
        "--aad",
        metavar="TEXT",
        help="text that a JSON serialization carries in the clear, covered by the tag",
    )
    parser.add_argument(
        "--also-for",
        metavar="FILE",
        action="append",
        help="a file with the key of a further recipient; only with “general”",
    )
    shared_options.add_json(parser, "token and findings")
    add_key(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    made = ask(
        "encrypt",
        options.limit,
        header=options.header,
        payload=read_payload(options.payload, inputs),
        key=read_key(options, inputs) or {"text": ""},
        serialization=options.serialization,
        unprotected=options.unprotected,
        aad=options.aad,
        more=_further(options, inputs),
    )
    return show_made(made, as_json=options.json)


def _further(options: argparse.Namespace, inputs: Inputs) -> list[dict[str, Any]]:
    """Returns the further recipients."""
    purpose = "the key of a further recipient"
    return [
        {"key": key_of_bytes(inputs.file(path, purpose), options.encoding, path)}
        for path in options.also_for or ()
    ]
