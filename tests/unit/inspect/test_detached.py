"""A payload that travels beside its token, one that is empty, and one that is no claims."""

from __future__ import annotations

import hmac
import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes
from tests.unit.support.near import SECRET, key_of

BODY = '{"iss":"https://issuer.example"}'
KEYS = {"HS256": {"text": SECRET}, "ES256": key_of("ES256", private=True)}


def signed(payload: str, **header: Any) -> str:
    alg = header.setdefault("alg", "HS256")
    made = call("sign", header=json.dumps(header), payload=payload, key=KEYS[alg])
    return str(made["token"])


def report_on(token: str, **params: Any) -> dict[str, Any]:
    return call("inspect", token=token, key=KEYS["HS256"], now=1, **params)


def briefs(**params: Any) -> Any:
    return call("inspect_many", **params)


def detached(token: str) -> str:
    header, _, signature = token.split(".")
    return f"{header}..{signature}"


@pytest.mark.parametrize("header", [{}, {"typ": "JWT"}, {"alg": "ES256", "typ": "JWT"}])
def test_without_its_payload_a_detached_token_is_unverified(header: dict[str, Any]) -> None:
    token = detached(signed(BODY, **header))
    key = KEYS[header.get("alg", "HS256")]
    expect = {"iss": "https://issuer.example"}
    report = call("inspect", token=token, key=key, now=1, expect=expect)
    assert (report["verdict"], report["signature"]) == ("unverified", "unchecked")
    found = check(report, "signature")
    assert (found["status"], found["code"]) == ("skip", "payload-missing")
    assert found["message"].endswith("give it to verify the signature.")
    assert check(report, "require")["status"] == "skip"
    given = call("inspect", token=token, key=key, now=1, expect=expect, detached_payload=BODY)
    assert (given["verdict"], given["signature"]) == ("valid", "valid")
    [brief] = briefs(tokens=[token], key=key, now=1, expect=expect)
    assert (brief["verdict"], brief["summary"]) == ("unverified", found["message"])


def test_with_a_wrong_payload_it_is_invalid() -> None:
    token = detached(signed(BODY))
    for text in ("{}", "", f"{BODY} "):
        report = report_on(token, detached_payload=text)
        assert (report["verdict"], report["signature"]) == ("invalid", "invalid")
    [message] = [
        finding["message"]
        for finding in report_on(token, detached_payload=f"{BODY}\n")["findings"]
        if finding["code"] == "signature-fits-otherwise"
    ]
    assert "the line break at the payload's end is left out" in message


def test_a_signature_of_a_wrong_length_is_invalid_whatever_the_payload() -> None:
    header = signed(BODY).partition(".")[0]
    for signature in ("", "AAAA"):
        report = report_on(f"{header}..{signature}")
        assert check(report, "signature")["code"] == "signature-length"
        assert report["verdict"] == "invalid"


def test_each_key_of_a_set_was_tried_without_the_payload() -> None:
    jwk = json.loads(key_of("ES256")["text"])
    token = detached(signed(BODY, alg="ES256"))
    report = call("inspect", token=token, key={"text": json.dumps({"keys": [jwk]})}, now=1)
    assert report["verdict"] == "unverified"
    assert report["keys"][0]["reason"].endswith("but the payload is missing")


@pytest.mark.parametrize(
    ("payload", "header", "verdict"),
    [
        ("", {}, "valid"),
        ("", {"typ": "JWT"}, "invalid"),
        ("", {"typ": "at+jwt"}, "invalid"),
        (" ", {}, "valid"),
        (" ", {"typ": "JWT"}, "invalid"),
        ("foo", {}, "valid"),
        ("123400", {}, "valid"),
        ("true", {"typ": "JOSE"}, "valid"),
        ('"foo"', {}, "valid"),
        ("foo", {"typ": "JWT"}, "invalid"),
        ("123400", {"typ": "JWT"}, "invalid"),
        ("[1]", {}, "invalid"),
        ("[1", {}, "invalid"),
    ],
)
def test_what_is_no_claims_is_judged_alike(
    payload: str, header: dict[str, Any], verdict: str
) -> None:
    report = report_on(signed(payload, **header))
    assert (report["verdict"], report["signature"]) == (verdict, "valid")
    assert report["pyjwt"]["exception"] == "DecodeError"
    [brief] = briefs(tokens=[signed(payload, **header)], key=KEYS["HS256"], now=1)
    assert brief["verdict"] == verdict


def test_an_attached_payload_without_encoding_is_refused_by_pyjwt() -> None:
    head = base64url.encode(b'{"alg":"HS256","b64":false,"crit":["b64"]}')
    value = base64url.encode(hmac.digest(SECRET.encode(), f"{head}.{{}}".encode(), "sha256"))
    attached = report_on(f"{head}.{{}}.{value}")
    assert attached["verdict"] == "valid"
    assert not attached["pyjwt"]["ok"]
    assert "b64-attached" in codes(attached)
    beside = report_on(f"{head}..{value}", detached_payload="{}")
    assert (beside["verdict"], beside["pyjwt"]["ok"]) == ("valid", True)
    assert "b64-attached" not in codes(beside)


@pytest.mark.parametrize("digits", [20, 4300, 4301, 5000])
@pytest.mark.parametrize("place", ["header", "payload"])
def test_an_integer_that_python_refuses_is_told(digits: int, place: str) -> None:
    number = "9" * digits
    header = '{"alg":"HS256"' + (f',"n":{number}' if place == "header" else "") + "}"
    payload = '{"exp":4000000000' + (f',"n":{number}' if place == "payload" else "") + "}"
    token = call("sign", header=header, payload=payload, key=KEYS["HS256"])["token"]
    report = report_on(token)
    assert report["verdict"] == "valid"
    assert ("json-integer-refused" in codes(report)) == (digits > 4300)
    assert report["pyjwt"]["ok"] == (digits <= 4300)
