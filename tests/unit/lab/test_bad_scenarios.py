"""What is wrong with a scenario is told at its path, and every limit holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call

from .played import SMALL, Json, problems, run


def changed(path: str, value: Any) -> Json:
    """The small scenario with another value at a path such as `services.0.cache`."""
    scenario: Any = json.loads(json.dumps(SMALL))
    place = scenario
    *names, last = path.split(".")
    for name in names:
        place = place[int(name)] if name.isdigit() else place[name]
    place[last] = value
    return dict(scenario)


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        ("start", 0, 4_102_444_800),
        ("lifetime", 3, 604_800),
        ("services.0.cache", 0, 604_800),
        ("services.0.drift", -86_400, 86_400),
        ("services.0.leeway", 0, 86_400),
        ("clients.0.first", 0, 600),
        ("clients.0.every", 1, 604_800),
        ("clients.0.last", 0, 600),
        ("clients.0.logout", 0, 600),
    ],
)
def test_every_number_has_its_limits(path: str, least: int, most: int) -> None:
    place = path.replace(".0.", "[0].")
    for value in (least, most):
        scenario = changed(path, value)
        if value == 1:
            scenario["duration"] = 100
        run(scenario)
    below = 0 if path == "lifetime" else least - 1
    for value in (below, most + 1):
        assert "This must be a number from" in problems(changed(path, value))[place]
    assert problems(changed(path, 1.5))[place] == "This must be a whole number."
    assert problems(changed(path, True))[place] == "This must be a whole number."


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        ("duration", 604_801, "duration", "from 1 to 604,800"),
        ("alg", "ES256", "alg", "RS256, EdDSA, HS256"),
        ("services", [], "services", "at least 1"),
        ("services", [{"name": f"{n}"} for n in range(21)], "services", "20 or fewer"),
        ("clients", [{"name": f"{n}", "every": 600} for n in range(11)], "clients", "10 or fewer"),
        ("services", [{"name": "a"}, {"name": "a"}], "services[1].name", "there twice"),
        ("services", {"name": "a"}, "services", "array of objects"),
        ("services", [5], "services[0]", "must be an object"),
        ("services.0.name", "n" * 201, "services[0].name", "200 or fewer"),
        ("services.0.name", "", "services[0].name", "not empty"),
        ("services.0.name", "\ud800", "services[0].name", "surrogate"),
        ("services.0.cash", 5, "services[0].cash", "no such member"),
        ("services.0.ignores", ["typ"], "services[0].ignores[0]", "“typ” is not known"),
        ("services.0.refetch", 1, "services[0].refetch", "true or false"),
        ("clients.0.services", ["nobody"], "clients[0].services[0]", "no service “nobody”"),
        ("clients.0.kind", "evil", "clients[0].kind", "honest, stolen-key, forged"),
        ("clients.0.roles", ["r"] * 101, "clients[0].roles", "100 or fewer"),
        ("clients.0.every", 1, "clients", "601 requests"),
        ("rotations", [{"at": 1}] * 4, "rotations", "3 or fewer"),
        ("rotations", [{"at": 9}, {"at": 9}], "rotations[1].at", "later"),
        ("outage", {"from": 9, "until": 8}, "outage.until", "must not come before"),
        ("about", "a" * 2001, "about", "2,000 or fewer"),
    ],
)
def test_a_wrong_member_is_told_at_its_path(path: str, value: Any, place: str, words: str) -> None:
    assert words in problems(changed(path, value))[place]


def test_too_many_tokens_are_told() -> None:
    scenario = changed("lifetime", 1) | {"clients": [{"name": "anna", "every": 2}]}
    assert "301 tokens" in problems(scenario)["lifetime"]


def test_all_problems_are_told_at_once_but_no_more_than_fifty() -> None:
    scenario = changed("lifetime", 0) | {"alg": "none", "extra": 1}
    assert set(problems(scenario)) == {"lifetime", "alg", "extra"}
    assert len(problems({f"m{n}": 1 for n in range(90)})) == 50


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ("[]", "must be an object"),
        ('{"alg":"RS256","alg":"HS256"}', "more than once"),
        (" " * 100_001, "100,000 or fewer"),
    ],
)
def test_a_text_that_is_no_scenario_is_told(text: str, words: str) -> None:
    played = call("simulate", scenario=text)
    assert played["run"] is None
    assert words in played["problems"][0]["message"]
    assert played["problems"][0]["path"] == ""


def test_names_that_lie_are_escaped_in_sentences() -> None:
    message = problems(changed("clients.0.services", ["a\u202eb"]))["clients[0].services[0]"]
    assert "a\\u{202E}b" in message
