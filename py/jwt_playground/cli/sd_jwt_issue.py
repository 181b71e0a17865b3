"""`jwt-playground sd-jwt issue`: an SD-JWT of a payload and the claims that can be left out."""

from __future__ import annotations

import argparse
import json

from . import shared_options
from .errors import UsageError
from .inputs import Inputs
from .key_bytes import key_of_bytes
from .key_options import add_key, read_key
from .making import read_payload, show_made
from .request import ask


def add_issue(actions: shared_options.Commands) -> None:
    """Adds the action."""
    parser = actions.add_parser(
        "issue",
        help="issue an SD-JWT",
        description="Signs a payload so that the holder can leave claims out, and prints the SD-JWT.",
    )
    parser.add_argument(
        "payload", nargs="?", help="JSON text; standard input if it is not given or is “-”"
    )
    parser.add_argument(
        "--header", metavar="JSON", required=True, help='such as {"alg":"ES256","typ":"dc+sd-jwt"}'
    )
    parser.add_argument(
        "--selective",
        metavar="PATH",
        action="append",
        default=[],
        help="a claim that can be left out: names and indexes with “/” between them, or a JSON array "
        "of them; may be given several times",
    )
    parser.add_argument(
        "--decoys",
        metavar="N",
        type=shared_options.whole_number,
        default=0,
        help="add so many digests without a claim, to hide how many claims there are",
    )
    parser.add_argument(
        "--sd-alg", metavar="NAME", help="the hash of the digests; sha-256 if not given"
    )
    parser.add_argument(
        "--holder-key-file", metavar="FILE", help="the holder's public key, which goes into cnf"
    )
    parser.add_argument(
        "--serialization",
        choices=("compact", "flattened", "general"),
        help="how the token is written; compact if not given",
    )
    shared_options.add_json(parser, "token and findings")
    shared_options.add_limit(parser)
    add_key(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    holder = options.holder_key_file
    if holder is not None:
        holder = key_of_bytes(inputs.file(holder, "the holder's key"), None, holder)
    signed = ask(
        "sd_issue",
        options.limit,
        header=options.header,
        payload=read_payload(options.payload, inputs),
        key=read_key(options, inputs) or {"text": ""},
        selective=[_path(text) for text in options.selective],
        decoys=options.decoys,
        sd_alg=options.sd_alg,
        holder_key=holder,
        serialization=options.serialization,
    )
    return show_made(signed, as_json=options.json)


def _path(text: str) -> list[str | int]:
    if not text.startswith("["):
        steps = text.removeprefix("/").split("/")
        return [int(step) if step.isascii() and step.isdigit() else step for step in steps]
    try:
        path = json.loads(text)
    except (ValueError, RecursionError):
        path = None
    if not isinstance(path, list):
        raise UsageError(f"“{text}” is no JSON array of names and indexes")
    return path
