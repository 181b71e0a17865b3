"""Limits, traffic and suggestions; the command line; what a request must not ask."""

from __future__ import annotations

import json

import pytest

from jwt_playground.cli import main
from tests.unit.support.calls import call, codes, reply

from .test_division import token

Output = pytest.CaptureFixture[str]


def test_the_limits_count_what_stands_beside_the_token() -> None:
    one = token(json.dumps({"a": "x" * 3100}))
    limits = {limit["name"]: limit for limit in call("size", token=one)["limits"]}
    assert limits["cookie"]["used"] == len(one) + len("token=")
    assert limits["cookie"]["left"] == 4096 - limits["cookie"]["used"] < 0
    assert limits["header-8k"]["used"] == len(one) + len("Authorization: Bearer ") + 2
    assert limits["header-8k"]["left"] > 0
    assert {name: limit["bytes"] for name, limit in limits.items()} == {
        "cookie": 4096,
        "header-8k": 8192,
        "header-16k": 16384,
        "url": 2048,
    }


def test_traffic_is_bytes_times_requests_times_30_days() -> None:
    one = token('{"sub":"ada"}')
    traffic = call("size", token=one, requests_per_day=1000)["traffic"]
    assert traffic["token"] == len(one) * 1000 * 30
    assert traffic["session"] == 22 * 1000 * 30
    assert call("size", token=one)["traffic"]["token"] == 0


@pytest.mark.parametrize(
    ("payload", "header", "code", "quotes"),
    [
        ({"groups": ["x" * 40] * 9}, {"alg": "HS256"}, "size-large-claim", "“groups” takes"),
        ({"https://example.com/roles": 1}, {"alg": "HS256"}, "size-long-name", "example.com/roles"),
        ({}, {"alg": "ES256", "x5c": ["A" * 99]}, "size-key-in-header", "“x5c” takes"),
        ({}, {"alg": "ES256", "jwk": {}}, "size-key-in-header", "“jwk” takes"),
    ],
)
def test_a_suggestion_quotes_the_claim(
    payload: dict[str, object], header: dict[str, object], code: str, quotes: str
) -> None:
    text = token(json.dumps(payload, separators=(",", ":")), json.dumps(header))
    [found] = [one for one in call("size", token=text)["findings"] if one["code"] == code]
    assert quotes in found["message"]
    start, end = found["range"]
    where = json.dumps(payload, separators=(",", ":")) if payload else json.dumps(header)
    assert where[start:end].startswith('"')


def test_a_long_signature_and_white_space_are_told() -> None:
    one = token('{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ]\n}', '{"alg":"RS256"}')
    long = f"{one.rpartition('.')[0]}.{'A' * 342}"
    assert codes(call("size", token=long)) == ["size-signature", "size-white-space"]
    assert codes(call("size", token=one.replace("RS256", "HS256"))) == ["size-white-space"]


def test_a_small_token_gets_no_advice() -> None:
    assert codes(call("size", token=token('{"sub":"ada","text":"a  b    c        d"}'))) == []


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({}, "params.token is missing"),
        ({"token": "x", "requests_per_day": 1.5}, "must be a whole number"),
        ({"token": "x", "requests_per_day": -1}, "must not be negative"),
        ({"token": "x", "requests_per_day": 1_000_000_001}, "must not be more than 1,000,000,000"),
    ],
)
def test_a_wrong_request_is_refused(params: dict[str, object], told: str) -> None:
    assert told in reply("size", **params)["error"]["message"]


def test_the_command_line_tells_the_same(capsys: Output) -> None:
    one = token('{"sub":"ada"}')
    assert main(["size", one, "--requests-per-day", "1000"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{len(one)} bytes; an opaque session id has 22\n")
    assert "payload: sub" in printed
    assert f"30 days of 1,000 requests: {len(one) * 30_000:,} bytes" in printed
    assert main(["size", one, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == call("size", token=one, requests_per_day=0)
    assert main(["size", ""]) == 1
    assert main(["size", one, "--requests-per-day", "-1"]) == 2
