"""What a report shows of the token: its parts, its members, and where they stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes

SECRET = {"text": "correct horse battery staple, and salt"}


def token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    return str(call("sign", header=header, payload=payload, key=SECRET)["token"])


def units(text: str, part: str) -> list[int]:
    """Where a part stands in a text, in UTF-16 units."""
    start = text.index(part)
    before, inside = (len(t.encode("utf-16-le")) // 2 for t in (text[:start], part))
    return [before, before + inside]


@pytest.mark.parametrize("around", ["{}", "Bearer {}", "😀 {} 😀"])
def test_segments_are_where_they_stand_in_the_text_that_was_given(around: str) -> None:
    inner = token('{"a":1}')
    text = around.replace("{}", inner)
    report = call("inspect", token=text)
    names = ("header", "payload", "signature")
    expected = [
        {"name": name, "start": start, "end": end}
        for name, part in zip(names, inner.split("."), strict=True)
        for start, end in [units(text, part)]
    ]
    assert report["segments"] == expected


def test_members_are_shown_with_their_text_and_place() -> None:
    payload = '{ "😀" : [1, {"x":2}] ,"exp":1.50, "exp" : 99999999999999999999,"n":null}'
    report = call("inspect", token=token(payload), now=1)
    assert report["payload"] == payload
    shown = [(m["name"], m["value"], m["seconds"]) for m in report["payload_members"]]
    assert shown == [
        ("😀", '[1, {"x":2}]', None),
        ("exp", "1.50", None),  # the last one of a name counts
        ("exp", "99999999999999999999", 1e20),
        ("n", "null", None),
    ]
    places = [m["range"] for m in report["payload_members"]]
    assert places == [
        units(payload, '"😀" : [1, {"x":2}]'),
        units(payload, '"exp":1.50'),
        units(payload, '"exp" : 99999999999999999999'),
        units(payload, '"n":null'),
    ]


@pytest.mark.parametrize(
    ("member", "seconds"),
    [
        ('"exp":5', 5),
        ('"iat":1.5', 1.5),
        ('"auth_time":7', 7),
        ('"exp":"5"', None),
        ('"exp":true', None),
        ('"other":5', None),
    ],
)
def test_dates_are_shown_in_seconds(member: str, seconds: float | None) -> None:
    [shown] = call("inspect", token=token(f"{{{member}}}"))["payload_members"]
    assert shown["seconds"] == seconds


def test_the_header_is_shown_as_the_payload_is() -> None:
    header = '{"alg" : "HS256","kid":"é"}'
    report = call("inspect", token=token("{}", header))
    assert report["header"] == header
    assert [m["name"] for m in report["header_members"]] == ["alg", "kid"]
    assert report["header_members"][1]["range"] == units(header, '"kid":"é"')
    assert report["payload_members"] == []


@pytest.mark.parametrize("text", ["", "hello"])
def test_without_a_token_nothing_is_shown(text: str) -> None:
    report = call("inspect", token=text, now=5)
    nothing = {"header": None, "payload": None, "engine": None, "pyjwt": None, "now": 5}
    assert {name: report[name] for name in nothing} == nothing
    for name in ("segments", "header_members", "payload_members", "keys", "certificates"):
        assert report[name] == []
    assert (report["signature"], report["verdict"]) == (
        "unchecked",
        "invalid" if text else "unverified",
    )
    assert [c["name"] for c in report["checks"]] == (["format"] if text else [])


def test_findings_point_into_the_text_that_they_are_about() -> None:
    header = '{"alg":"HS256","😀":1,"a":1,"a":2}'
    payload = '{"😀":1,"b":1,"b":2}'
    text = f"😀 {token(payload, header)}!"
    found = {
        f["where"]: f["range"]
        for f in call("inspect", token=text)["findings"]
        if f["code"] in ("json-duplicate-member", "surrounding-text")
    }
    assert found["header"] == [header.rindex('"a"') + 1, header.rindex('"a"') + 4]
    assert found["payload"] == [payload.rindex('"b"') + 1, payload.rindex('"b"') + 4]
    assert found["token"] == [0, 3]


def test_the_engine_that_verified_is_named() -> None:
    assert call("inspect", token=token("{}"), key=SECRET)["engine"] == "python"
    assert call("inspect", token=token("{}"))["engine"] is None
    made = call("generate_key", alg="ES256")
    key = {"text": made["private"]["jwk"]}
    signed = call("sign", header='{"alg":"ES256"}', payload="{}", key=key)["token"]
    assert call("inspect", token=signed, key=key)["engine"] == "cryptography"


@pytest.mark.parametrize(
    ("payload", "code", "status"),
    [
        ("{}", "well-formed", "pass"),
        ("", "no-payload", "skip"),
        ("hello", "not-claims", "skip"),
        ("[]", "json-not-an-object", "fail"),
        ("{", "json-invalid", "fail"),
    ],
)
def test_the_claims_are_a_check_of_their_own(payload: str, code: str, status: str) -> None:
    text = f"eyJhbGciOiJIUzI1NiJ9.{base64url.encode(payload.encode())}.AAAA"
    found = check(call("inspect", token=text, now=1), "claims")
    assert (found["code"], found["status"]) == (code, status)


def test_claims_that_are_expected_where_there_are_none_are_missing() -> None:
    text = "eyJhbGciOiJIUzI1NiJ9.aGVsbG8.AAAA"
    for expect, missing in (({}, False), ({"typ": "JWT"}, False), ({"iss": "a"}, True)):
        report = call("inspect", token=text, expect=expect, now=1)
        names = [(c["name"], c["code"]) for c in report["checks"]]
        assert (("require", "missing") in names) == missing


@pytest.mark.parametrize(
    ("text", "detached", "expected"),
    [
        ("{0}..{2}", None, ["detached-payload"]),
        ("{0}..{2}", "{}", []),
        ("{0}.{1}.{2}", None, []),
        ("{0}.{1}.{2}", "{}", ["detached-payload-unused"]),
        ("hello", "{}", []),
        ("", "{}", []),
    ],
)
def test_a_detached_payload_is_used_where_the_token_has_none(
    text: str, detached: str | None, expected: list[str]
) -> None:
    given = text.format(*token("{}").split("."))
    more = {} if detached is None else {"detached_payload": detached}
    report = call("inspect", token=given, key=SECRET, now=1, **more)
    told = [code for code in codes(report) if code.startswith("detached")]
    assert told == expected
    if text.startswith("{0}"):
        used = "{}" if (detached or "{1}" in text) else ""
        assert report["payload"] == used
        assert (report["signature"] == "valid") == bool(used)


def test_an_encrypted_token_is_not_opened() -> None:
    report = call("inspect", token=JWE, key=SECRET, now=1, expect={"iss": "a"})
    assert report["form"] == "jwe-compact"
    assert "jwe-not-opened" in codes(report)
    assert check(report, "claims")["code"] == "encrypted"
    assert (report["signature"], report["verdict"]) == ("unchecked", "unverified")
    assert not {"iss", "require"} & {c["name"] for c in report["checks"]}


JWE = (
    base64url.encode(json.dumps({"alg": "dir", "enc": "A128GCM"}).encode())
    + "..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ"
)


def test_parameters_that_nobody_signed_are_named() -> None:
    header, payload, signature = token("{}").split(".")
    flat: dict[str, Any] = {"protected": header, "payload": payload, "signature": signature}
    report = call("inspect", token=json.dumps({**flat, "header": {"b": 1, "a": 2}}), key=SECRET)
    [finding] = [f for f in report["findings"] if f["code"] == "unprotected-header"]
    assert "Not covered by the signature: a, b." in finding["message"]
    assert "unprotected-header" not in codes(call("inspect", token=json.dumps(flat), key=SECRET))
