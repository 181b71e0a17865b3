"""`jwt-playground status`: reads a status list token, and one status in it."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .check_options import add_checks, read_checks
from .inputs import Inputs, read_token, text_of, without_line_break
from .key_options import add_key, read_key
from .output import print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "status",
        help="read a status list, and one status in it",
        description="Takes a status list token apart, counts its statuses, and reads one of them.",
    )
    parser.add_argument(
        "token",
        nargs="?",
        help="the status list token, or the JSON of a list; standard input if it is not given or is “-”",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--idx", metavar="N", type=shared_options.whole_number, help="the index to read"
    )
    which.add_argument(
        "--referenced", metavar="FILE", help="a file with the token whose status is to be read"
    )
    shared_options.add_json(parser, "all of it")
    add_key(parser)
    add_checks(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    referenced = options.referenced
    if referenced is not None:
        data = inputs.file(referenced, "the other token")
        referenced = without_line_break(text_of(data, referenced))
    status = ask(
        "read_status",
        options.limit,
        token=read_token(options.token, inputs),
        key=read_key(options, inputs),
        idx=options.idx,
        referenced=referenced,
        **read_checks(options),
    )
    if options.json:
        print_json(status)
    else:
        _print_status(status)
    return OK if _is_good(status) else NOT_VALID


def _is_good(status: dict[str, Any]) -> bool:
    """Tells whether the list can be trusted, and the status, if one was asked for, is VALID."""
    trusted = status["report"] is None or status["report"]["verdict"] == "valid"
    return (
        trusted
        and status["value"] in (None, 0)
        and not any(check["status"] == "fail" for check in status["checks"])
    )


def _print_status(status: dict[str, Any]) -> None:
    if status["report"]:
        print(f"verdict on the list's token: {status['report']['verdict']}")
        for check in status["report"]["checks"]:
            if check["status"] == "fail":
                print(f"  fail  {check['name']}: {safe(check['message'])}")
    if status["size"] is not None:
        bits = "1 bit" if status["bits"] == 1 else f"{status['bits']} bits"
        print(f"statuses: {status['size']:,}, of {bits} each")
        for count in status["counts"]:
            print(f"  {count['value']:>3} {count['meaning']}: {count['count']:,}")
    for check in status["checks"]:
        print(f"  {check['status']:4}  {check['name']}: {safe(check['message'])}")
    print_findings(status["findings"])
