"""`jwt-playground sign`: signs a header and a payload, byte for byte."""

from __future__ import annotations

import argparse

from . import shared_options
from .inputs import Inputs
from .key_options import add_key, read_key
from .making import read_payload, show_made
from .request import ask


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "sign",
        help="sign a header and a payload",
        description="Signs a header and a payload exactly as they are given, and prints the token.",
    )
    parser.add_argument(
        "payload", nargs="?", help="JSON text; standard input if it is not given or is “-”"
    )
    parser.add_argument(
        "--header", metavar="JSON", required=True, help='JSON text, such as {"alg":"HS256"}'
    )
    parser.add_argument(
        "--serialization",
        choices=("compact", "flattened", "general"),
        help="how the token is written; compact if not given",
    )
    parser.add_argument(
        "--unprotected",
        metavar="JSON",
        help="the unprotected header of a JSON serialization; the signature does not cover it",
    )
    parser.add_argument(
        "--detached", action="store_true", help="leave the payload out of the token"
    )
    shared_options.add_json(parser, "token and findings")
    add_key(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    key = read_key(options, inputs) or {"text": ""}
    signed = ask(
        "sign",
        options.limit,
        header=options.header,
        payload=read_payload(options.payload, inputs),
        key=key,
        serialization=options.serialization,
        unprotected=options.unprotected,
        detached=options.detached,
    )
    return show_made(signed, as_json=options.json)
