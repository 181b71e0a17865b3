"""`jwt-playground simulate`: plays a scenario of an issuer and services."""

from __future__ import annotations

import argparse
from typing import Any

from . import shared_options
from .inputs import STANDARD_INPUT, Inputs, text_of
from .key_options import add_key, read_key
from .output import print_json, safe, tell
from .request import ask
from .statuses import BAD_USAGE, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "simulate",
        help="play an issuer and services that verify its tokens",
        description=(
            "Plays a scenario for a virtual clock: who accepts which token, why not, and what it "
            "costs. It signs with the laboratory's keys, which everybody has, if no key is given."
        ),
    )
    parser.add_argument(
        "scenario",
        nargs="?",
        default=STANDARD_INPUT,
        help="a file with the scenario as JSON; standard input if it is not given or is “-”",
    )
    shared_options.add_json(parser, "every event and number")
    add_key(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    scenario = text_of(inputs.file(options.scenario, "the scenario"), "the scenario")
    key = read_key(options, inputs)
    played = ask("simulate", options.limit, scenario=scenario, key=key)
    if options.json:
        print_json(played)
    else:
        for problem in played["problems"]:
            tell(f"{problem['path'] or 'scenario'}: {problem['message']}")
        if played["run"]:
            _print_run(played["run"])
    return OK if played["run"] else BAD_USAGE


def _print_run(run: dict[str, Any]) -> None:
    print(safe(run["name"]))
    for service in run["services"]:
        print(
            f"  {safe(service['name'])}: {service['accepted']} accepted, {service['refused']} refused"
        )
    for refusal in run["refusals"]:
        until = "the end" if refusal["until"] is None else f"{refusal['until']} s"
        service, client = (run[of][refusal[of[:-1]]]["name"] for of in ("services", "clients"))
        print(
            f"refused: {safe(client)} at {safe(service)} from {refusal['from']} s to {until}: "
            f"{refusal['reason']} ({refusal['requests']})"
        )
    for told in run["told"]:
        print(f"{told['side']}: {told['message']}")
