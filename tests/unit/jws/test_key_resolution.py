"""Which algorithm is allowed and which keys are tried: every way in which that ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes

SECRET = {"kty": "oct", "k": base64url.encode(b"k" * 32)}
EC = json.loads(call("generate_key", alg="ES256")["private"]["jwk"])
EC = {name: EC[name] for name in ("kty", "crv", "x", "y", "d")}


def report(header: dict[str, Any], key: object = None, **params: Any) -> dict[str, Any]:
    token = f"{base64url.encode(json.dumps(header).encode())}.e30.AAAA"
    given = {} if key is None else {"key": {"text": json.dumps(key)}}
    return call("inspect", token=token, now=1, **given, **params)


@pytest.mark.parametrize(
    ("header", "key", "algorithms", "expected"),
    [
        ({}, SECRET, None, ["alg-missing", "not-checked", "not-checked"]),
        ({"alg": 5}, SECRET, None, ["alg-missing", "not-checked", "not-checked"]),
        ({"alg": "XS1"}, SECRET, None, ["alg-not-allowed", "not-checked", "not-checked"]),
        ({"alg": "XS1"}, None, None, ["no-allow-list", "not-checked", "not-checked"]),
        ({"alg": "HS256"}, None, None, ["no-allow-list", "no-key", "no-key"]),
        ({"alg": "HS256"}, None, ["HS256"], ["alg-allowed", "no-key", "no-key"]),
        ({"alg": "HS256"}, None, ["RS256"], ["alg-not-allowed", "no-key", "not-checked"]),
        ({"alg": "HS256"}, SECRET, ["RS256"], ["alg-not-allowed", "key-fits", "not-checked"]),
        ({"alg": "HS256"}, SECRET, None, ["alg-allowed", "key-fits", "signature-mismatch"]),
        ({"alg": "ES256"}, SECRET, None, ["alg-not-allowed", "key-does-not-fit", "not-checked"]),
        ({"alg": "ES256"}, SECRET, ["ES256"], ["alg-allowed", "key-does-not-fit", "not-checked"]),
        ({"alg": "none"}, None, None, ["alg-none", "no-key-needed", "alg-none"]),
        ({"alg": "NONE"}, None, None, ["alg-none", "not-checked", "not-checked"]),
        ({"alg": "none"}, SECRET, None, ["alg-none", "no-key-needed", "alg-none"]),
        ({"alg": "none"}, None, ["none"], ["alg-allowed", "no-key-needed", "alg-allowed"]),
        (
            {"alg": "HS256"},
            {"kty": "RSA"},
            None,
            ["no-allow-list", "key-unreadable", "not-checked"],
        ),
    ],
)
def test_each_way_ends_in_its_codes(
    header: dict[str, Any], key: object, algorithms: list[str] | None, expected: list[str]
) -> None:
    more = {} if algorithms is None else {"algorithms": algorithms}
    found = report(header, key, **more)
    names = ("algorithm", "key", "signature")
    if "signature-mismatch" in expected:  # three bytes are no HMAC
        expected = [*expected[:2], "signature-length"]
    assert [check(found, name)["code"] for name in names] == expected
    assert found["verdict"] != "valid"


def test_the_allow_list_is_told_where_it_refuses() -> None:
    message = check(report({"alg": "HS256"}, SECRET, algorithms=["RS256", "ES256"]), "algorithm")
    assert "“HS256” is not allowed. Allowed: “RS256”, “ES256”." in message["message"]
    none = check(report({"alg": "HS256"}, SECRET, algorithms=[]), "algorithm")
    assert "Allowed: none at all." in none["message"]
    allowed = check(report({"alg": "HS256"}, SECRET), "algorithm")
    assert allowed["message"] == "HS256 is allowed by the key."
    explicit = check(report({"alg": "HS256"}, SECRET, algorithms=["HS256"]), "algorithm")
    assert explicit["message"] == "HS256 is allowed."


def test_a_wrong_key_is_told_by_its_kind_and_by_what_it_allows() -> None:
    def told(alg: str, key: object) -> str:
        found = check(report({"alg": alg}, key), "algorithm")
        assert (found["status"], found["code"]) == ("fail", "alg-not-allowed")
        return str(found["message"])

    assert told("RS256", EC) == (
        "The EC P-256 key allows only ES256, but the token says “RS256”. "
        "Either the key or the token is the wrong one."
    )
    assert told("ES256", SECRET).startswith(
        "The secret allows only HS256, HS384, HS512, but the token says “ES256”."
    )
    several = told("ES384", {"keys": [EC, EC]})
    assert several.startswith("The 2 keys allow only ES256, but the token says “ES384”.")
    assert several.endswith("Either the keys or the token is the wrong one.")


def test_a_key_beside_an_unsecured_token_is_told_to_be_of_no_use() -> None:
    assert "key-unused" in codes(report({"alg": "none"}, SECRET))
    assert "key-unused" not in codes(report({"alg": "none"}))
    assert "unsecured-with-signature" in codes(report({"alg": "none"}))


@pytest.mark.parametrize(
    ("entry", "kid", "status", "reason"),
    [
        ({**SECRET}, "a", "rejected", "it has no kid"),
        ({**SECRET, "kid": "b"}, "a", "rejected", "its kid is “b”, not “a”"),
        ({**SECRET, "kid": "a"}, "a", "tried", "matches in kid, type and use, but the signature"),
        ({**EC}, None, "rejected", "it is EC P-256"),
        ({**SECRET, "alg": "HS512"}, None, "rejected", "its alg is “HS512”, not “HS256”"),
        ({**SECRET, "use": "enc"}, None, "rejected", "its use is “enc”, not “sig”"),
        ({**SECRET, "key_ops": ["encrypt"]}, None, "rejected", "do not contain “verify”"),
    ],
)
def test_what_became_of_each_key_of_a_set_is_told(
    entry: dict[str, Any], kid: str | None, status: str, reason: str
) -> None:
    header = {"alg": "HS256"} | ({"kid": kid} if kid else {})
    other = {**SECRET, "k": base64url.encode(b"o" * 32)} | ({"kid": kid} if kid else {})
    token = f"{base64url.encode(json.dumps(header).encode())}.e30.{base64url.encode(b'x' * 32)}"
    text = json.dumps({"keys": [entry, other]})
    found = call("inspect", token=token, key={"text": text}, now=1)
    told, rest = found["keys"]
    assert told["status"] == status
    assert reason in told["reason"]
    assert (told["kid"], told["kty"], told["alg"]) == (
        entry.get("kid"),
        entry["kty"],
        entry.get("alg"),
    )
    assert rest["status"] == "tried"


def test_the_first_key_that_matches_ends_the_search() -> None:
    keys = [{**SECRET, "k": base64url.encode(bytes([n]) * 32)} for n in range(3)]
    header = '{"alg":"HS256"}'
    signed = call("sign", header=header, payload="{}", key={"text": json.dumps(keys[1])})
    text = json.dumps({"keys": keys})
    found = call("inspect", token=signed["token"], key={"text": text}, now=1)
    assert [key["status"] for key in found["keys"]] == ["tried", "verified", "unused"]


def test_a_single_key_with_another_kid_is_tried_all_the_same() -> None:
    found = report({"alg": "HS256", "kid": "a"}, {**SECRET, "kid": "b"})
    assert "kid-mismatch" in codes(found)
    assert check(found, "signature")["code"] == "signature-length"
    assert "kid-mismatch" not in codes(report({"alg": "HS256", "kid": "a"}, SECRET))
    assert "kid-mismatch" not in codes(report({"alg": "HS256"}, {**SECRET, "kid": "b"}))


@pytest.mark.parametrize(
    ("given", "names", "whose"),
    [({"kid": "x"}, {}, "you asked for"), ({}, {"kid": "x"}, "the token names")],
)
def test_a_kid_that_no_key_has_is_told_with_who_asked_for_it(
    given: dict[str, str], names: dict[str, str], whose: str
) -> None:
    keys = [{**SECRET, "kid": "a"}, {**SECRET, "kid": "b"}]
    token = f"{base64url.encode(json.dumps({'alg': 'HS256', **names}).encode())}.e30.AAAA"
    for many in (2, 1):
        key = {"text": json.dumps({"keys": keys[:many]}), **given}
        found = check(call("inspect", token=token, key=key, now=1), "key")
        assert found["code"] == "key-not-found"
        assert f"“x” that {whose}" in found["message"]
        assert ("None of the 2 keys" in found["message"]) == (many == 2)
