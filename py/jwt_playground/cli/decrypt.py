"""`jwt-playground decrypt`: opens an encrypted token and prints what is inside."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from . import shared_options
from .decryption_options import add_max_inflated
from .inputs import Inputs, read_token
from .key_options import add_key, read_key
from .output import print_json, safe, tell
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "decrypt",
        help="open an encrypted token",
        description=(
            "Opens an encrypted token (JWE) and prints its plaintext: claims, or the signed token "
            "inside. “inspect” judges both."
        ),
    )
    parser.add_argument(
        "token", nargs="?", help="the token; standard input if it is not given or is “-”"
    )
    shared_options.add_json(parser, "the whole report")
    add_key(parser)
    add_max_inflated(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    report = ask(
        "inspect",
        options.limit,
        token=read_token(options.token, inputs),
        decryption_key=read_key(options, inputs),
        max_inflated=options.max_inflated,
        now=time.time(),
    )
    account = report["encryption"]
    is_open = account is not None and account["state"] == "opened"
    if options.json:
        print_json(report)
    elif is_open:
        _tell_of(report, "inner")
        _print_plaintext(report["payload"])
    elif account is None:
        tell("this is no encrypted token; “inspect” reads it")
    else:
        _tell_of(report, "decryption-key", "decryption")
    return OK if is_open else NOT_VALID


def _print_plaintext(text: str) -> None:
    """Prints it as it is, but for a terminal, which foreign text must not steer."""
    print(safe(text) if sys.stdout is not None and sys.stdout.isatty() else text)


def _tell_of(report: dict[str, Any], *names: str) -> None:
    """Prints on standard error what the checks of these names say, if they do not pass."""
    for check in report["checks"]:
        if check["name"] in names and check["status"] != "pass":
            tell(check["message"])
