"""`jwt-playground inspect`: takes a token apart and verifies it."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .check_options import add_checks, read_checks
from .decryption_options import add_decryption_key, read_decryption_key
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
    add_decryption_key(parser)
    add_checks(parser)
    binding = parser.add_argument_group("key binding of an SD-JWT")
    binding.add_argument(
        "--key-binding", action="store_true", help="require a key-binding JWT of the holder"
    )
    binding.add_argument("--kb-nonce", metavar="NONCE", help="the nonce that it must have")
    binding.add_argument("--kb-aud", metavar="AUD", help="the audience that it must have")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    report = ask(
        "inspect",
        options.limit,
        token=read_token(options.token, inputs),
        key=read_key(options, inputs),
        **_key_binding(options),
        **read_decryption_key(options, inputs),
        **read_checks(options),
    )
    if options.json:
        print_json(report)
    else:
        _print_report(report)
    return OK if report["verdict"] == "valid" else NOT_VALID


def _key_binding(options: argparse.Namespace) -> dict[str, Any]:
    given = {"required": options.key_binding, "nonce": options.kb_nonce, "aud": options.kb_aud}
    asked = {name: value for name, value in given.items() if value not in (None, False)}
    return {"key_binding": asked} if asked else {}


def _print_disclosures(token: dict[str, Any]) -> None:
    for index, each in enumerate(token["disclosures"]):
        where = " → ".join(map(str, each["path"] or [])) or each["status"]
        value = "" if each["value"] is None else f" = {each['value']}"
        print(f"disclosure {index}: {safe(where + value)}")
    if token["undisclosed"]:
        print(f"digests without a disclosure: {len(token['undisclosed'])}")
    if token["processed"] is not None:
        print(f"processed payload\n{foreign(token['processed'])}")
    if token["key_binding"]:
        print("key-binding JWT")
        for check in token["key_binding"]["checks"]:
            print(f"  {check['status']:4}  {check['name']}: {safe(check['message'])}")


def _print_report(report: dict[str, Any]) -> None:
    for name in ("header", "payload"):
        if report[name] is not None:
            print(f"{name}\n{foreign(report[name])}")
    if report["sd_jwt"]:
        _print_disclosures(report["sd_jwt"])
    print(f"verdict: {report['verdict']}")
    for check in report["checks"]:
        print(f"  {check['status']:4}  {check['name']}: {safe(check['message'])}")
    print_findings(report["findings"])
    if report["encryption"]:
        print("encryption")
        for step in report["encryption"]["steps"]:
            print(f"  {safe(step)}")
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
    if report["inner"]:
        print("the token inside")
        _print_report(report["inner"])
