"""What a header may ask for, and where it must ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, check
from tests.unit.support.json_tokens import b64, inspect_json, signed_entry


def test_signatures_that_disagree_on_b64_are_refused() -> None:
    payload = b64('{"admin":true}')
    other = {"protected": b64('{"alg":"RS256"}'), "signature": "AAAA"}
    unencoded = signed_entry({"alg": "HS256", "b64": False, "crit": ["b64"]}, payload)
    report = inspect_json({"payload": payload, "signatures": [other, unencoded]})
    assert report["verdict"] == "invalid"


@pytest.mark.parametrize(
    ("protected", "unprotected"),
    [
        ({"alg": "HS256", "crit": ["b64"]}, {"b64": False}),
        ({"alg": "HS256", "crit": ["b64"], "b64": "x"}, {}),
        ({"alg": "HS256", "b64": False}, {}),
    ],
)
def test_b64_counts_only_where_rfc_7797_puts_it(
    protected: dict[str, Any], unprotected: dict[str, Any]
) -> None:
    token: dict[str, Any] = {"payload": "hello", **signed_entry(protected, "hello")}
    if unprotected:
        token["header"] = unprotected
    report = inspect_json(token)
    assert report["verdict"] == "invalid"
    assert check(report, "crit")["code"] == "crit-malformed"


def _checked(header: dict[str, Any], **params: Any) -> dict[str, Any]:
    token = f"{b64(json.dumps(header))}.e30.AAAA"
    return call("inspect", token=token, now=1, **params)


@pytest.mark.parametrize(
    ("header", "code", "said"),
    [
        ({}, "crit-none", ""),
        ({"crit": ["b64"], "b64": True}, "crit-understood", ""),
        ({"crit": []}, "crit-malformed", "at least one name"),
        ({"crit": "b64"}, "crit-malformed", "must be an array"),
        ({"crit": ["b64", 5]}, "crit-malformed", "must be an array"),
        ({"crit": None}, "crit-malformed", "must be an array"),
        ({"crit": ["b64", "b64"], "b64": True}, "crit-malformed", "lists “b64” twice"),
        ({"crit": ["exp"], "exp": 5}, "crit-not-understood", "“exp” as critical"),
        ({"crit": ["exp"]}, "crit-not-understood", "“exp” as critical"),
        ({"crit": ["b64"]}, "crit-malformed", "the header does not have it"),
        ({"b64": False}, "crit-malformed", "crit must list “b64”"),
        ({"b64": "x", "crit": ["b64"]}, "crit-malformed", "true or false"),
        *[
            ({"crit": [name], name: 5}, "crit-malformed", f"must not list “{name}”")
            for name in ("alg", "kid", "x5t#S256", "enc", "p2c")
        ],
    ],
)
def test_what_is_critical_must_be_understood(header: dict[str, Any], code: str, said: str) -> None:
    found = check(_checked({"alg": "HS256", **header}), "crit")
    assert found["code"] == code
    assert found["status"] == ("pass" if code in ("crit-none", "crit-understood") else "fail")
    assert said in found["message"]


@pytest.mark.parametrize(
    ("typ", "expected", "status", "code"),
    [
        (None, None, "skip", "absent"),
        ("JWT", None, "skip", "no-expectation"),
        (5, None, "fail", "typ-malformed"),
        (5, "JWT", "fail", "typ-malformed"),
        (None, "JWT", "fail", "typ-missing"),
        ("JWT", "JWT", "pass", "typ-matches"),
        ("jwt", "JWT", "pass", "typ-matches"),
        ("application/jwt", "JWT", "pass", "typ-matches"),
        ("JWT", "application/JWT", "pass", "typ-matches"),
        ("at+jwt", "application/at+jwt", "pass", "typ-matches"),
        ("text/jwt", "jwt", "fail", "typ-mismatch"),
        ("JWT", "at+jwt", "fail", "typ-mismatch"),
    ],
)
def test_typ_is_compared_as_a_media_type(
    typ: object, expected: str | None, status: str, code: str
) -> None:
    header = {"alg": "HS256"} | ({} if typ is None else {"typ": typ})
    params = {} if expected is None else {"expect": {"typ": expected}}
    found = check(_checked(header, **params), "typ")
    assert (found["status"], found["code"]) == (status, code)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({}, ["alg-missing"]),
        ({"alg": 5}, ["alg-not-a-string"]),
        ({"alg": "XS1"}, ["alg-unknown"]),
        ({"alg": "XS1", "enc": "A128GCM"}, []),
        ({"alg": "HS256", "kid": 5}, ["kid-not-a-string"]),
        ({"alg": "HS256", "kid": "x"}, []),
        ({"alg": "HS256", "jku": "x"}, ["header-key-ignored"]),
        ({"alg": "HS256", "x5u": "x"}, ["header-key-ignored"]),
        ({"alg": "HS256", "jwk": {}}, ["header-key-ignored"]),
        ({"alg": "HS256", "x5c": []}, ["header-key-ignored"]),
        ({"alg": "HS256", "jku": "x", "x5c": []}, ["header-key-ignored"] * 2),
    ],
)
def test_what_is_odd_about_a_header_is_remarked(
    header: dict[str, Any], expected: list[str]
) -> None:
    found = [f for f in _checked(header)["findings"] if f["where"] == "header"]
    assert [finding["code"] for finding in found] == expected


def test_an_algorithm_in_other_letters_is_guessed() -> None:
    for alg, guess in (("hs256", "“HS256”"), ("Es256k", "“ES256K”"), ("XS256", None)):
        [finding] = [f for f in _checked({"alg": alg})["findings"] if f["code"] == "alg-unknown"]
        assert ("did the issuer mean" in finding["message"]) == (guess is not None)
        assert guess is None or guess in finding["message"]


def test_what_a_parameter_brings_is_named() -> None:
    for name, what in (
        ("jku", "key set"),
        ("x5u", "link to a cert"),
        ("jwk", "key of"),
        ("x5c", "cert"),
    ):
        found = _checked({"alg": "HS256", name: []})["findings"]
        [finding] = [f for f in found if f["code"] == "header-key-ignored"]
        assert finding["message"].startswith(f"{name} brings a")
        assert what in finding["message"]
