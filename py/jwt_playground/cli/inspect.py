"""`jwt-playground inspect`: takes a token apart and verifies it."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .check_options import add_checks, read_checks
from .inputs import Inputs, read_token
from .key_options import add_key, read_key
from .output import foreign, print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "inspect",
        help="take a token apart and verify it",
        description="Takes a token apart, runs every check, and tells what PyJWT says about it.",
    )
    parser.add_argument(
        "token", nargs="?", help="the token; standard input if it is not given or is “-”"
    )
    shared_options.add_json(parser, "the whole report")
    add_key(parser)
    add_checks(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    report = ask(
        "inspect",
        options.limit,
        token=read_token(options.token, inputs),
        key=read_key(options, inputs),
        **read_checks(options),
    )
    if options.json:
        print_json(report)
    else:
        _print_report(report)
    return OK if report["verdict"] == "valid" else NOT_VALID


def _print_report(report: dict[str, Any]) -> None:
    for name in ("header", "payload"):
        if report[name] is not None:
            print(f"{name}\n{foreign(report[name])}")
    print(f"verdict: {report['verdict']}")
    for check in report["checks"]:
        print(f"  {check['status']:4}  {check['name']}: {safe(check['message'])}")
    print_findings(report["findings"])
    if report["pyjwt"]:
        verdict = report["pyjwt"]
        said = (
            "accepts it"
            if verdict["ok"]
            else f"raises {verdict['exception']}: {verdict['message']}"
        )
        print(f"PyJWT {safe(said)}")
        if verdict["stands_in"]:
            print(f"  ({safe(verdict['stands_in'])})")
