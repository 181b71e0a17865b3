"""Plays scenarios: those of the page, and small ones."""

from __future__ import annotations

import json
from typing import Any

from buildtools.common import ROOT
from tests.unit.support.calls import call

Json = dict[str, Any]

SCENARIOS: dict[str, Json] = {
    one["id"]: one["scenario"]
    for one in json.loads((ROOT / "site/content/scenarios.json").read_text("utf-8"))
}
"""The scenarios that the page offers, by their ids."""
SMALL: Json = {
    "alg": "HS256",
    "duration": 600,
    "services": [{"name": "orders"}],
    "clients": [{"name": "anna"}],
}


def simulate(scenario: Json, **params: Any) -> Json:
    """What the operation returns."""
    return call("simulate", scenario=json.dumps(scenario), **params)


def run(scenario: Json, **params: Any) -> Json:
    """The run of a scenario in which nothing is wrong."""
    played = simulate(scenario, **params)
    assert played["problems"] == []
    found: Json = played["run"]
    return found


def problems(scenario: Json, **params: Any) -> dict[str, str]:
    """What is wrong with a scenario: sentences by their paths."""
    played = simulate(scenario, **params)
    assert played["run"] is None
    return {one["path"]: one["message"] for one in played["problems"]}


def refusals(played: Json) -> list[tuple[str, str, str, int, int | None]]:
    """Who refused whom, why, from when and until when."""
    return [
        (
            played["services"][one["service"]]["name"],
            played["clients"][one["client"]]["name"],
            one["reason"],
            one["from"],
            one["until"],
        )
        for one in played["refusals"]
    ]


def sides(played: Json, words: str) -> list[str]:
    """In whose favour the sentences with these words are."""
    return [one["side"] for one in played["told"] if words in one["message"]]
