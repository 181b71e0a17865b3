"""`jwt-playground dpop`: checks a DPoP proof, alone or with its access token."""

from __future__ import annotations

import argparse
import time
from typing import Any

from . import shared_options
from .inputs import Inputs, read_token, text_of, without_line_break
from .key_options import add_key, read_key
from .output import print_findings, print_json, safe
from .request import ask
from .statuses import NOT_VALID, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "dpop",
        help="check a DPoP proof and its access token",
        description="Checks a DPoP proof as RFC 9449 section 4.3 says, and with it the access token. "
        "The key is that of the access token; the proof brings its own.",
    )
    parser.add_argument(
        "proof", nargs="?", help="the proof; standard input if it is not given or is “-”"
    )
    shared_options.add_json(parser, "both reports and the checks")
    add_key(parser)
    group = parser.add_argument_group("what is checked")
    tokens = group.add_mutually_exclusive_group()
    tokens.add_argument(
        "--access-token", metavar="TEXT", help="the access token; other users can see it"
    )
    tokens.add_argument("--access-token-file", metavar="FILE", help="a file with the access token")
    group.add_argument("--method", help="the method of the request, such as POST")
    group.add_argument("--url", help="the URL of the request")
    group.add_argument("--nonce", help="the nonce that the server gave")
    group.add_argument(
        "--max-age",
        metavar="SECONDS",
        type=shared_options.duration,
        help="how old the proof may be; 300 if not given",
    )
    group.add_argument(
        "--algorithms",
        metavar="A,B",
        type=shared_options.names,
        help="algorithms that the proof may have; all of public keys if not given",
    )
    group.add_argument(
        "--now",
        metavar="SECONDS",
        type=shared_options.seconds,
        help="the time to check for, since 1970; the clock if not given",
    )
    group.add_argument(
        "--leeway",
        metavar="SECONDS",
        type=shared_options.duration,
        default=0,
        help="how far clocks may differ; 0 if not given",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    pair = ask(
        "check_dpop",
        options.limit,
        proof=read_token(options.proof, inputs),
        access_token=_access_token(options, inputs),
        key=read_key(options, inputs),
        method=options.method,
        url=options.url,
        nonce=options.nonce,
        max_age=options.max_age,
        algorithms=options.algorithms,
        now=time.time() if options.now is None else options.now,
        leeway=options.leeway,
    )
    if options.json:
        print_json(pair)
    else:
        _print(pair)
    return OK if pair["verdict"] == "valid" else NOT_VALID


def _access_token(options: argparse.Namespace, inputs: Inputs) -> str | None:
    if options.access_token_file is None:
        given: str | None = options.access_token
        return given
    data = inputs.file(options.access_token_file, "the access token")
    return without_line_break(text_of(data, options.access_token_file))


def _print(pair: dict[str, Any]) -> None:
    print(f"verdict: {pair['verdict']}")
    for check in pair["checks"]:
        print(f"  {check['status']:4}  {check['name']}: {safe(check['message'])}")
    print_findings(pair["findings"])
    if pair["thumbprint"] is not None:
        print(f"thumbprint of the proof's key: {safe(pair['thumbprint'])}")
