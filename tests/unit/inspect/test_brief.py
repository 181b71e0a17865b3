"""The sentence of a brief: what fails first, or what is left open."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call

SECRET = {"text": "correct horse battery staple, and salt"}
JWE = (
    base64url.encode(json.dumps({"alg": "dir", "enc": "A128GCM"}).encode())
    + "..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ"
)


def token(payload: str) -> str:
    signed = call("sign", header='{"alg":"HS256"}', payload=payload, key=SECRET)["token"]
    return str(signed)


@pytest.mark.parametrize(
    ("text", "params", "verdict", "said"),
    [
        (token("{}"), {"key": SECRET}, "valid", "The signature matches, and no check fails."),
        (token('{"exp":5}'), {"key": SECRET}, "unverified", ""),
        (token('{"exp":5}'), {"key": SECRET, "now": 9}, "invalid", "Expired 4 seconds ago"),
        (token("{}"), {}, "unverified", "Not checked: give the key"),
        (token("{}")[:-4] + "AAAA", {"key": SECRET}, "invalid", "The signature does not match"),
        (f" {token('{}')}", {}, "unverified", "Not checked: give the key"),
        ("", {}, "unverified", "Paste a token"),
        ("hello", {}, "invalid", "No token can be made out"),
        (JWE, {}, "unverified", "The token is encrypted; its signature is inside."),
    ],
    ids=lambda value: str(value)[-20:],
)
def test_a_brief_says_what_matters_first(
    text: str, params: dict[str, Any], verdict: str, said: str
) -> None:
    briefs: Any = call("inspect_many", tokens=[text, text], **params)
    assert briefs[0] == briefs[1]
    assert briefs[0]["verdict"] == verdict
    assert briefs[0]["summary"].startswith(said)
    assert briefs[0]["verdict"] == call("inspect", token=text, **params)["verdict"]


def test_of_several_failures_the_first_one_is_told() -> None:
    params = {"key": SECRET, "now": 9, "expect": {"iss": "a"}}
    briefs: Any = call("inspect_many", tokens=[token('{"exp":5}')], **params)
    assert briefs[0]["failed"] == ["expired", "missing"]
    assert briefs[0]["summary"].startswith("Expired")


def test_briefs_of_one_batch_do_not_mix() -> None:
    texts = [token(f'{{"exp":{exp}}}') for exp in (5, 20, 7)]
    briefs: Any = call("inspect_many", tokens=texts, key=SECRET, now=9)
    assert [brief["verdict"] for brief in briefs] == ["invalid", "valid", "invalid"]
    assert briefs[0]["summary"].startswith("Expired 4 seconds ago")
    assert briefs[2]["summary"].startswith("Expired 2 seconds ago")
