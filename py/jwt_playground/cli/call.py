"""`jwt-playground call`: the raw door. Requests as JSON go in, replies as JSON come out."""

from __future__ import annotations

import argparse
import json
import time

from .engine import replies
from .inputs import Inputs, text_of
from .shared_options import Commands
from .statuses import BAD_USAGE, OK

CLOCKED = (
    "inspect",
    "inspect_many",
    "describe_key",
    "check_dpop",
    "sd_present",
    "read_status",
)
"""Operations with a parameter `now`, which this room fills in: the engine reads no clock."""


def register(commands: Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "call",
        help="answer requests in JSON",
        description="Answers one request, or an array of them, as JSON on standard input.",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    text = text_of(Inputs().standard_input("the request"), "standard input")
    try:
        value = json.loads(text)
        if isinstance(value, list):
            requests = [json.dumps(_with_clock(request)) for request in value]
            before, after = "[", "]"
        else:
            clocked = _with_clock(value)
            # As it was given, where nothing was filled in: the engine sees every fault of it.
            requests = [text if clocked is value else json.dumps(clocked)]
            before = after = ""
    except (ValueError, RecursionError):
        requests, before, after = [text], "", ""
    answered = replies(requests, options.limit)
    print(before + ",\n".join(answered) + after)
    return OK if all(json.loads(reply)["ok"] for reply in answered) else BAD_USAGE


def _with_clock(request: object) -> object:
    """Returns the request with the time filled in where it has none."""
    params = request.get("params") if isinstance(request, dict) else None
    if (
        isinstance(request, dict)
        and isinstance(params, dict)
        and request.get("op") in CLOCKED
        and params.get("now") is None
    ):
        return {**request, "params": {**params, "now": time.time()}}
    return request
