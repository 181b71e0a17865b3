"""`jwt-playground inspect`: takes a token apart and verifies it."""

from __future__ import annotations

import argparse
import time
from typing import Any

from . import shared_options
from .inputs import STANDARD_INPUT, Inputs, text_of, without_line_break
from .key_options import add_key, read_key
from .output import foreign, print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK

EXPECTED = ("iss", "aud", "sub", "jti", "typ")


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
    checks = parser.add_argument_group("what is checked")
    checks.add_argument(
        "--algorithms",
        metavar="A,B",
        type=shared_options.names,
        help="allowed algorithms; those that the key allows if not given",
    )
    for name in EXPECTED:
        checks.add_argument(f"--{name}", help=f"the {name} to expect")
    checks.add_argument(
        "--require", metavar="A,B", type=shared_options.names, help="claims that must be there"
    )
    checks.add_argument(
        "--now",
        metavar="SECONDS",
        type=shared_options.seconds,
        help="the time to check for, since 1970; the clock if not given",
    )
    checks.add_argument(
        "--leeway",
        metavar="SECONDS",
        type=shared_options.duration,
        default=0,
        help="how far clocks may differ; 0 if not given",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    report = ask(
        "inspect",
        options.limit,
        token=token_of(options.token, inputs),
        key=read_key(options, inputs),
        algorithms=options.algorithms,
        expect={name: getattr(options, name) for name in (*EXPECTED, "require")},
        now=time.time() if options.now is None else options.now,
        leeway=options.leeway,
    )
    if options.json:
        print_json(report)
    else:
        _print_report(report)
    return OK if report["verdict"] == "valid" else NOT_VALID


def token_of(given: str | None, inputs: Inputs) -> str:
    """Returns the token exactly as it is given, but for the line break that a shell adds."""
    if given is not None and given != STANDARD_INPUT:
        return given
    return without_line_break(text_of(inputs.standard_input("the token"), "standard input"))


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
