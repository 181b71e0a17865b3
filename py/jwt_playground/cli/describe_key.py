"""`jwt-playground describe-key`: says what a key is."""

from __future__ import annotations

import argparse
import time
from typing import Any

from . import shared_options
from .inputs import STANDARD_INPUT, Inputs
from .key_options import add_key_to_describe, has_key, read_key
from .output import print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "describe-key",
        help="say what a key is",
        description="Says what a key is, and which algorithms it can be used with.",
    )
    shared_options.add_json(parser, "every form of the key")
    add_key_to_describe(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.key == STANDARD_INPUT or not has_key(options):
        options.key, options.key_file = None, STANDARD_INPUT
    key = read_key(options, Inputs())
    described = ask("describe_key", options.limit, key=key, now=time.time())
    if options.json:
        print_json(described)
    else:
        for key in described["keys"]:
            _print_key(key)
        print_findings(described["findings"])
    return OK if described["keys"] else NOT_VALID


def _print_key(key: dict[str, Any]) -> None:
    half = "private" if key["private"] else "public"
    size = f"{key['bits']} bits" if key["bits"] else None
    kind = " ".join(filter(None, (key["kty"], key["curve"], size, half)))
    print(safe(f"{kind} ({key['source']}), thumbprint {key['thumbprint']}"))
    print(f"  algorithms: {', '.join(key['algorithms']) or 'none that sign'}")
