"""`jwt-playground size`: what a token weighs, by claim and against limits."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .inputs import Inputs, read_token
from .output import print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "size",
        help="say what a token weighs, by claim",
        description="Counts a token's bytes by claim, compares them with limits, and says what to "
        "save. It verifies nothing.",
    )
    parser.add_argument(
        "token", nargs="?", help="the token; standard input if it is not given or is “-”"
    )
    shared_options.add_json(parser, "all of it")
    parser.add_argument(
        "--requests-per-day",
        metavar="N",
        type=shared_options.whole_number,
        default=0,
        help="say what the token takes per month with so many requests",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    size = ask(
        "size",
        options.limit,
        token=read_token(options.token, Inputs()),
        requests_per_day=options.requests_per_day,
    )
    if options.json:
        print_json(size)
    else:
        _print_size(size)
    return OK if size["bytes"] else NOT_VALID


def _print_size(size: dict[str, Any]) -> None:
    print(f"{size['bytes']:,} bytes; an opaque session id has {size['session_bytes']}")
    for item in size["items"]:
        name = item["kind"] if item["name"] is None else item["name"]
        print(f"  {item['bytes']:>7,}  {safe(item['part'])}: {safe(name)}")
    for limit in size["limits"]:
        left = limit["left"]
        told = f"{left:,} bytes left" if left >= 0 else f"{-left:,} bytes too many"
        print(f"{limit['name']} ({limit['bytes']:,} bytes): {told}")
    traffic = size["traffic"]
    if traffic["requests_per_day"]:
        print(
            f"{traffic['days']} days of {traffic['requests_per_day']:,} requests: "
            f"{traffic['token']:,} bytes; with a session id {traffic['session']:,}"
        )
    print_findings(size["findings"])
