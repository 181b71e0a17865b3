"""A leeway that decides is told; one that no verifier would use is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, check, codes, reply

KEY = {"text": "k" * 40}


def token(**claims: Any) -> str:
    signed = call("sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key=KEY)
    return str(signed["token"])


def inspect(claims: dict[str, Any], **params: Any) -> dict[str, Any]:
    return call("inspect", token=token(**claims), key=KEY, **params)


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        ({"exp": 990}, "exp fails"),
        ({"exp": 2000, "nbf": 1005}, "nbf fails"),
        ({"exp": 2000, "iat": 1005}, "iat fails"),
        ({"exp": 990, "nbf": 1005, "iat": 1005}, "exp and nbf and iat fail"),
    ],
)
def test_a_leeway_that_decides_is_a_finding_and_in_the_sentence_of_the_check(
    claims: dict[str, Any], names: str
) -> None:
    report = inspect(claims, now=1000, leeway=30)
    assert report["verdict"] == "valid"
    [finding] = [f for f in report["findings"] if f["code"] == "leeway-decides"]
    assert finding["message"].endswith(f"without it, {names}.")
    for name in names.split(" fail")[0].split(" and "):
        assert "leeway of 30 seconds" in check(report, name)["message"]
    [brief] = call("inspect_many", tokens=[token(**claims)], key=KEY, now=1000, leeway=30)
    assert "leeway of 30 seconds" in brief["summary"]  # type: ignore[index]


@pytest.mark.parametrize(
    "claims", [{}, {"exp": 1001}, {"exp": 960}, {"exp": "x"}, {"exp": 2000, "nbf": 1000}]
)
def test_a_leeway_that_changes_nothing_is_not_told(claims: dict[str, Any]) -> None:
    assert "leeway-decides" not in codes(inspect(claims, now=1000, leeway=30))
    assert "leeway-decides" not in codes(inspect(claims, leeway=30))


def test_tokens_of_a_batch_that_need_the_leeway_are_told_apart_from_those_that_do_not() -> None:
    tokens = [token(exp=2000), token(exp=990), token(exp=2001), token(exp=989)]
    briefs: Any = call("inspect_many", tokens=tokens, key=KEY, now=1000, leeway=30)
    assert {brief["verdict"] for brief in briefs} == {"valid"}
    assert ["leeway" in brief["summary"] for brief in briefs] == [False, True, False, True]


@pytest.mark.parametrize("leeway", [86_401, 1e12, -1])
def test_a_leeway_that_no_verifier_would_use_is_refused(leeway: float) -> None:
    answer = reply("inspect", token=token(exp=1), key=KEY, now=1000, leeway=leeway)
    assert answer["error"]["code"] == "bad-request"
    assert "leeway" in answer["error"]["message"]
