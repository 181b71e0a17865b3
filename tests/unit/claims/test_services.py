"""Tokens for services, times with a fraction, durations, and claims that PyJWT refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.claims.services import service_findings
from jwt_playground.claims.warnings import claim_findings
from tests.unit.support.calls import call, codes
from tests.unit.support.near import SECRET

GRAPH = "00000003-0000-0000-c000-000000000000"
CUSTOM = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"
KEY = {"text": SECRET}


@pytest.mark.parametrize(
    ("header", "claims", "code"),
    [
        ({"nonce": "n"}, {"aud": GRAPH}, "token-for-microsoft-graph"),
        ({}, {"aud": "https://graph.microsoft.com/", "iss": "https://sts.windows.net/t/"},
         "token-for-microsoft-graph"),
        ({}, {"aud": CUSTOM}, "firebase-custom-token"),
        ({}, {"iss": "https://session.firebase.google.com/p"}, "firebase-session-cookie"),
        ({"nonce": "n"}, {"aud": "api"}, None),
        ({}, {"aud": GRAPH}, None),
        ({}, {"aud": [GRAPH], "iss": 5}, None),
        ({}, {"iss": "https://securetoken.google.com/p", "aud": "p"}, None),
    ],
)  # fmt: skip
def test_tokens_of_services_are_told_by_their_signs(
    header: dict[str, Any], claims: dict[str, Any], code: str | None
) -> None:
    assert [finding.code for finding in service_findings(header, claims)] == (
        [code] if code else []
    )


def report_on(claims: dict[str, Any], **params: Any) -> dict[str, Any]:
    token = call("sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key=KEY)["token"]
    return call("inspect", token=token, key=KEY, **params)


@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
@pytest.mark.parametrize(("value", "leeway"), [(1000.5, 0), (990.5, 10), (1010.5, 10), (1001, 0)])
def test_a_fraction_is_told_where_pyjwt_decides_otherwise(
    name: str, value: float, leeway: float
) -> None:
    report = report_on({name: value}, now=1000, leeway=leeway)
    differs = (report["verdict"] == "valid") != report["pyjwt"]["ok"]
    assert ("date-fraction" in codes(report)) == differs


def test_without_a_time_no_fraction_decides() -> None:
    assert "date-fraction" not in codes(report_on({"exp": 1000.5}))


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"iat": 1795599940, "exp": 600}, "here 1795599940 + 600 = 1795600540."),
        ({"iat": 1795599940, "exp": 86400}, "a duration of 1 day."),
        ({"iat": 1795599940, "exp": 1795600540}, ""),
        ({"iat": 1795599940, "exp": 0}, ""),
        ({"iat": 100, "exp": 600}, ""),
        ({"iat": "x", "exp": 600}, ""),
        ({"exp": 600}, ""),
    ],
)
def test_a_duration_is_told_beside_the_time_of_issue(claims: dict[str, Any], said: str) -> None:
    messages = [f.message for f in claim_findings(claims) if f.code == "date-duration"]
    assert bool(messages) == bool(said)
    assert said in "".join(messages)


@pytest.mark.parametrize(
    ("claims", "expect", "told"),
    [
        ({"aud": "api"}, {}, True),
        ({"aud": ["api", "b"]}, {}, True),
        ({"aud": "api"}, {"aud": "api"}, False),
        ({"aud": "api", "exp": 1}, {}, False),
        ({"aud": []}, {}, False),
        ({}, {}, False),
    ],
)
def test_an_audience_that_nobody_named_is_told_beside_the_verdict(
    claims: dict[str, Any], expect: dict[str, Any], told: bool
) -> None:
    report = report_on(claims, now=1000, expect=expect)
    messages = [f["message"] for f in report["findings"] if f["code"] == "audience-not-set"]
    assert bool(messages) == told
    assert all(
        m.startswith("Valid, for an audience that you have not named: “api”") for m in messages
    )
    if told:
        assert report["pyjwt"]["exception"] == "InvalidAudienceError"


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"iss": 123456}, 'PyJWT neither signs it nor takes it where an issuer is expected. Write it in quotes: "123456".'),
        ({"sub": 5}, "sub must be a string (RFC 7519 section 4.1); it is a number here."),
        ({"jti": 5.5}, '"5.5"'),
        ({"aud": ["a", 5]}, "aud must hold strings"),
        ({"sub": None}, "it is none here. PyJWT refuses the token since 2.10"),
        ({"sub": 10**500}, "Write a string."),
        ({"sub": "mailto:a@b.example", "aud": "https://push.example/x"}, "alone: “https://push.example”."),
    ],
)  # fmt: skip
def test_what_verifiers_refuse_is_told_when_signing(claims: dict[str, Any], said: str) -> None:
    signed = call("sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key=KEY)
    assert signed["token"]
    assert said in "".join(finding["message"] for finding in signed["findings"])


def test_good_claims_are_signed_without_a_remark() -> None:
    claims = {"iss": "1", "sub": "mailto:a@b", "aud": "https://push.example", "jti": "x", "n": 5}
    signed = call("sign", header='{"alg":"HS256"}', payload=json.dumps(claims), key=KEY)
    assert signed["findings"] == []
