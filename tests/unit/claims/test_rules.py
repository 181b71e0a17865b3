"""Claims: our checks at their boundaries, beside what PyJWT itself says."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

import jwt
import pytest

from tests.unit.support.calls import call, check, codes

SECRET = "correct horse battery staple, and salt"


def _report(claims: dict[str, Any], now: float | None = 1000, **params: Any) -> dict[str, Any]:
    token = call(
        "sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key={"text": SECRET}
    )["token"]
    clock = {} if now is None else {"now": now}
    return call("inspect", token=token, key={"text": SECRET}, **clock, **params)


@pytest.mark.parametrize(
    ("claims", "now", "leeway", "name", "code"),
    [
        ({"exp": 1000}, 999, 0, "exp", "not-expired"),
        ({"exp": 1000}, 1000, 0, "exp", "expired"),
        ({"exp": 1000}, 1009.9, 10, "exp", "not-expired"),
        ({"exp": 1000}, 1010, 10, "exp", "expired"),
        ({"nbf": 1000}, 1000, 0, "nbf", "active"),
        ({"nbf": 1000}, 999, 0, "nbf", "not-yet-valid"),
        ({"nbf": 1000}, 990, 10, "nbf", "active"),
        ({"iat": 1000}, 1000, 0, "iat", "issued"),
        ({"iat": 1000}, 999, 0, "iat", "not-yet-valid"),
        ({"iat": 1000}, 990, 10, "iat", "issued"),
        ({"exp": None}, 1, 0, "exp", "malformed"),
        ({"nbf": "1"}, 1, 0, "nbf", "malformed"),
        ({"iat": [1]}, 1, 0, "iat", "malformed"),
        ({}, 1, 0, "exp", "absent"),
        ({"exp": 5}, None, 0, "exp", "no-time"),
        ({"iss": "a"}, 1, 0, "iss", "no-expectation"),
        ({"iss": 1}, 1, 0, "iss", "malformed"),
        ({"jti": 1}, 1, 0, "jti", "malformed"),
        ({"aud": None}, 1, 0, "aud", "malformed"),
    ],
)
def test_each_claim_is_judged_at_its_boundary(
    claims: dict[str, Any], now: float | None, leeway: float, name: str, code: str
) -> None:
    report = _report(claims, now, leeway=leeway)
    found = check(report, name)
    assert (found["code"], found["claim"]) == (code, name)
    fails = code in ("expired", "not-yet-valid", "malformed")
    usual = "unverified" if code == "no-time" else "valid"
    assert report["verdict"] == ("invalid" if fails else usual)
    # PyJWT agrees, but for strings that look like numbers and what it is not asked.
    if report["pyjwt"] and claims != {"nbf": "1"} and claims not in ({"iss": 1}, {"aud": None}):
        assert report["pyjwt"]["ok"] != fails


@pytest.mark.parametrize(
    ("claims", "expect", "code"),
    [
        ({"iss": "a"}, {"iss": "a"}, "matches"),
        ({"iss": "a"}, {"iss": ["b", "a"]}, "matches"),
        ({"iss": "a"}, {"iss": "A"}, "mismatch"),
        ({"iss": "a"}, {"iss": ["b"]}, "mismatch"),
        ({}, {"iss": "a"}, "missing"),
        ({"aud": "a"}, {"aud": "a"}, "matches"),
        ({"aud": ["x", "a"]}, {"aud": "a"}, "matches"),
        ({"aud": ["x", "a"]}, {"aud": ["b", "a"]}, "matches"),
        ({"aud": "ab"}, {"aud": "a"}, "mismatch"),
        ({"aud": ["x", 1]}, {"aud": "x"}, "malformed"),
        ({"aud": []}, {"aud": "x"}, "missing"),
        ({}, {"aud": "x"}, "missing"),
        ({"sub": "a"}, {"sub": "a"}, "matches"),
        ({"sub": "a"}, {"sub": "b"}, "mismatch"),
        ({"jti": "a"}, {"jti": "b"}, "mismatch"),
    ],
)
def test_an_expected_claim_must_match(
    claims: dict[str, Any], expect: dict[str, Any], code: str
) -> None:
    report = _report(claims, expect=expect)
    [name] = expect
    assert check(report, name)["code"] == code
    assert (report["verdict"] == "valid") == (code == "matches")
    if name != "jti" and not (name == "sub" and not claims):
        assert report["pyjwt"]["ok"] == (code == "matches")


def test_every_failing_check_is_listed_not_only_the_first() -> None:
    claims = {"exp": 1, "nbf": 2000, "iss": "x", "aud": "y", "sub": 5}
    report = _report(claims, expect={"iss": "a", "aud": "b", "require": ["jti", "iat"]})
    failed = [c["name"] for c in report["checks"] if c["status"] == "fail"]
    assert failed == ["exp", "nbf", "iss", "aud", "sub", "require", "require"]
    assert report["pyjwt"]["exception"] == "MissingRequiredClaimError"


def test_milliseconds_are_explained_and_not_drawn_as_a_far_year() -> None:
    report = _report({"exp": 1_700_000_000_000})
    [finding] = [f for f in report["findings"] if f["code"] == "date-milliseconds"]
    assert "2023-11-14" in finding["message"]


def test_a_missing_expiry_is_remarked() -> None:
    assert "no-expiry" in codes(_report({}))


def test_pyjwts_verdict_is_what_jwt_decode_says() -> None:
    """For the real time, our clock-given PyJWT and `jwt.decode` itself must not differ."""
    now = int(time.time())
    times = [None, now - 100, now + 100, "x"]
    for exp, nbf, iat, aud in itertools.product(times, times, [None, now - 5], [None, "a", ["b"]]):
        claims = {
            name: value
            for name, value in {"exp": exp, "nbf": nbf, "iat": iat, "aud": aud}.items()
            if value is not None
        }
        token = jwt.encode({}, SECRET) if not claims else _encode(claims)
        verdict = call("inspect", token=token, key={"text": SECRET}, now=now, expect={"aud": "a"})[
            "pyjwt"
        ]
        try:
            jwt.decode(token, SECRET, algorithms=["HS256"], audience="a")
            said: dict[str, Any] = {"ok": True, "exception": None, "message": None}
        except jwt.PyJWTError as error:
            said = {"ok": False, "exception": type(error).__name__, "message": str(error)}
        assert verdict == {**said, "stands_in": None}, claims


def test_pyjwts_verdict_is_for_the_given_time() -> None:
    assert _report({"exp": 500}, now=400)["pyjwt"]["ok"]
    assert _report({"exp": 500}, now=600)["pyjwt"]["exception"] == "ExpiredSignatureError"
    assert _report({"nbf": 2**40}, now=2**41)["pyjwt"]["ok"]


def _encode(claims: dict[str, Any]) -> str:
    token = call(
        "sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key={"text": SECRET}
    )["token"]
    return str(token)
