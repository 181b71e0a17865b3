"""`jwt-playground authorize`: asks a policy whether the bearer of a token may do something."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .access_requests import named_function, place, requests_of_text, written
from .check_options import add_checks, read_checks
from .errors import UsageError
from .inputs import Inputs, read_token, text_of
from .key_options import add_key, read_key
from .output import print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "authorize",
        help="ask a policy whether the bearer of a token may do something",
        description="Verifies a token, then has casbin decide requests by a model and a policy. "
        "A token that is not valid allows nothing.",
    )
    parser.add_argument(
        "token", nargs="?", help="the token; standard input if it is not given or is “-”"
    )
    shared_options.add_json(parser, "all decisions with their reasons")
    add_key(parser)
    add_checks(parser)
    group = parser.add_argument_group("the policy")
    group.add_argument(
        "--model", metavar="FILE", required=True, help="casbin's model, such as model.conf"
    )
    group.add_argument(
        "--policy", metavar="FILE", help="casbin's policy, such as policy.csv; empty if not given"
    )
    group.add_argument(
        "--request",
        metavar="A,B,C",
        action="append",
        default=[],
        help="values for the names of the model's request, or JSON; can be given several times",
    )
    group.add_argument(
        "--requests",
        metavar="FILE",
        help="a file with a request per line, each perhaps with “=> allow” or “=> deny” after it, "
        "or a JSON array of requests",
    )
    group.add_argument(
        "--grant",
        metavar="KIND=PATH",
        type=place,
        action="append",
        help="a further place of grants in the claims, such as role=team or a JSON array of names",
    )
    for option, what in (("--matching", "names"), ("--tenant-matching", "tenants")):
        group.add_argument(
            option,
            metavar="G=FUNCTION",
            type=named_function,
            action="append",
            default=[],
            help=f"compare {what} of roles as patterns, such as g=keyMatch2",
        )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    requests = _requests(options, inputs)
    result = ask(
        "authorize",
        options.limit,
        token=read_token(options.token, inputs),
        key=read_key(options, inputs),
        **read_checks(options),
        model=_text(options.model, "the model", inputs),
        policy="" if options.policy is None else _text(options.policy, "the policy", inputs),
        requests=requests,
        paths=options.grant,
        matching=[
            *options.matching,
            *({**each, "tenants": True} for each in options.tenant_matching),
        ],
    )
    if options.json:
        print_json(result)
    else:
        _print(result, requests)
    return OK if all(_is_good(decision) for decision in result["decisions"]) else NOT_VALID


def _requests(options: argparse.Namespace, inputs: Inputs) -> list[dict[str, Any]]:
    """Returns the contract's requests, those of the file last."""
    texts = "\n".join(options.request)
    requests = requests_of_text(texts, "--request") if options.request else []
    if options.requests is not None:
        text = _text(options.requests, "the requests", inputs)
        requests += requests_of_text(text, options.requests)
    if not requests:
        raise UsageError("there is no request: give --request or --requests")
    return requests


def _text(path: str, purpose: str, inputs: Inputs) -> str:
    return text_of(inputs.file(path, purpose), path)


def _is_good(decision: dict[str, Any]) -> bool:
    """Tells whether a request is allowed, or as expected where something is expected."""
    passed: bool | None = decision["passed"]
    return bool(decision["allowed"]) if passed is None else passed


def _print(result: dict[str, Any], requests: list[dict[str, Any]]) -> None:
    print(f"verdict: {result['verdict']}")
    for decision, request in zip(result["decisions"], requests, strict=True):
        word = "allow" if decision["allowed"] else "deny"
        missed = "  (not as expected)" if decision["passed"] is False else ""
        print(f"{word:5}  {safe(written(request))}{missed}")
        print(f"       {safe(decision['reason'])}")
    if result["unreached"]:
        lines = ", ".join(map(str, result["unreached"]))
        print(f"lines of the policy that no request reached: {lines}")
    print_findings(result["findings"])
