"""Signing: what is refused, what is done with a remark, and which key of a set signs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.one_key import PUBLIC

SECRET = "correct horse battery staple, and salt"
OCT: dict[str, Any] = {"kty": "oct", "k": base64url.encode(SECRET.encode())}
HEADER = '{"alg":"HS256"}'
UNENCODED = '{"alg":"HS256","b64":false,"crit":["b64"]}'


def sign(header: str = HEADER, payload: str = "{}", key: object = SECRET, **more: Any) -> Any:
    text = key if isinstance(key, str) else json.dumps(key)
    return call("sign", header=header, payload=payload, key={"text": text, **more})


@pytest.mark.parametrize(
    ("header", "payload", "key", "expected"),
    [
        ("", "{}", SECRET, ["json-invalid"]),
        ("[]", "{}", SECRET, ["json-not-an-object"]),
        ("{}", "{}", SECRET, ["alg-missing", "alg-cannot-sign"]),
        ('{"alg":5}', "{}", SECRET, ["alg-not-a-string", "alg-cannot-sign"]),
        ('{"alg":"XS1"}', "{}", SECRET, ["alg-unknown", "alg-cannot-sign"]),
        (UNENCODED, "a.b", SECRET, ["b64-cannot-sign", "payload-not-json"]),
        (HEADER, "{}", "", ["key-missing"]),
        (HEADER, "{}", PUBLIC, ["key-does-not-fit"]),
        ('{"alg":"ES256"}', "{}", SECRET, ["key-does-not-fit"]),
        ('{"alg":"ES256"}', "{}", PUBLIC, ["key-public-only"]),
        (HEADER, "\ud800", SECRET, ["utf8-invalid", "payload-not-json"]),
        (HEADER, "{}", {"kty": "oct"}, ["key-unreadable"]),
    ],
)
def test_what_cannot_be_signed_says_why(
    header: str, payload: str, key: object, expected: list[str]
) -> None:
    signed = sign(header, payload, key)
    assert (signed["token"], sorted(codes(signed))) == (None, sorted(expected))


def test_half_a_character_is_found_at_its_place() -> None:
    signed = sign(payload='{"a":"\ud800"}')
    [finding] = [f for f in signed["findings"] if f["code"] == "utf8-invalid"]
    assert (finding["where"], finding["range"]) == ("payload", [6, 7])
    signed = sign(header='{"alg":"HS256","\ud800":1}')
    [finding] = [f for f in signed["findings"] if f["code"] == "utf8-invalid"]
    assert finding["where"] == "header"


def test_a_header_that_is_no_object_is_pointed_at() -> None:
    [finding] = [f for f in sign("[1]")["findings"] if f["code"] == "json-not-an-object"]
    assert (finding["where"], finding["range"]) == ("header", [0, 3])


@pytest.mark.parametrize(
    ("header", "payload", "key", "expected"),
    [
        (HEADER, "{}", SECRET, []),
        (HEADER, "hello", SECRET, ["payload-not-json"]),
        (HEADER, "[]", SECRET, ["payload-not-json"]),
        (HEADER, '{"a":1,"a":2}', SECRET, ["json-duplicate-member"]),
        ('{"alg":"none"}', "{}", SECRET, ["alg-none"]),
        (HEADER, "{}", "short", ["weak-secret"]),
        (HEADER, "{}", {**OCT, "use": "enc"}, ["key-declared-otherwise"]),
        (HEADER, "{}", {**OCT, "alg": "HS512"}, ["key-declared-otherwise"]),
        (HEADER, "{}", {**OCT, "key_ops": ["verify"]}, ["key-declared-otherwise"]),
        (HEADER, "{}", {**OCT, "key_ops": ["sign"], "use": "sig", "alg": "HS256"}, []),
        ('{"alg":"HS256","kid":5}', "{}", SECRET, ["kid-not-a-string"]),
        ('{"alg":"HS256","jku":"x"}', "{}", SECRET, ["header-key-ignored"]),
    ],
)
def test_what_is_signed_all_the_same_is_remarked(
    header: str, payload: str, key: object, expected: list[str]
) -> None:
    signed = sign(header, payload, key)
    assert codes(signed) == expected
    assert signed["token"]
    parts = signed["token"].split(".")
    assert base64url.decode_strict(parts[0]).decode() == header
    assert base64url.decode_strict(parts[1]).decode() == payload
    assert (parts[2] == "") == ("none" in header)


def test_a_payload_that_is_no_json_says_where() -> None:
    [finding] = sign(payload='{"a" 1}')["findings"]
    assert (finding["code"], finding["where"]) == ("payload-not-json", "payload")
    assert finding["range"] == [5, 6]
    assert "a colon is missing" in finding["message"]


def test_why_a_key_speaks_against_its_use_is_told() -> None:
    for member, said in (({"use": "enc"}, "its use"), ({"alg": "HS512"}, "its alg is “HS512”")):
        [finding] = sign(key={**OCT, **member})["findings"]
        assert said in finding["message"]


def test_a_set_signs_with_the_key_that_the_header_names() -> None:
    made = [json.loads(call("generate_key", alg="ES256")["private"]["jwk"]) for _ in range(2)]
    keys = [{**key, "kid": kid} for key, kid in zip(made, "ab", strict=True)]
    text = json.dumps({"keys": keys})
    header = '{"alg":"ES256","kid":"b"}'
    token = call("sign", header=header, payload="{}", key={"text": text})["token"]
    assert call("inspect", token=token, key={"text": text}, now=1)["verdict"] == "valid"
    assert call("sign", header=header, payload="{}", key={"text": text, "kid": ""})["token"]


def test_a_set_signs_with_a_key_that_is_meant_for_it() -> None:
    keys = [{**OCT, "use": "enc"}, {"kty": "oct", "k": "A" * 43, "use": "sig"}]
    signed = call(
        "sign", header='{"alg":"HS256"}', payload="{}", key={"text": json.dumps({"keys": keys})}
    )
    report = call("inspect", token=signed["token"], key={"text": json.dumps(keys[1])}, now=1)
    assert report["verdict"] == "valid"


def _by(header: str, keys: list[dict[str, Any]], **more: Any) -> int | None:
    """Which of the keys has signed."""
    signed = sign(header, key={"keys": keys}, **more)
    if signed["token"] is None:
        return None
    bare = [{"kty": key["kty"], "k": key["k"]} for key in keys]
    told = [
        call("inspect", token=signed["token"], key={"text": json.dumps(key)}, now=1)["signature"]
        for key in bare
    ]
    return told.index("valid")


def test_the_kid_that_the_user_gives_comes_before_the_headers() -> None:
    keys = [{"kty": "oct", "k": letter * 42 + "A", "kid": letter} for letter in "ABC"]
    assert _by('{"alg":"HS256"}', keys) == 0
    assert _by('{"alg":"HS256","kid":"B"}', keys) == 1
    assert _by('{"alg":"HS256","kid":"B"}', keys, kid="C") == 2
    assert _by('{"alg":"HS256","kid":"X"}', keys) == 0  # a name that none of them has
    assert _by('{"alg":"HS256","kid":5}', keys) == 0
    assert _by('{"alg":"HS256"}', keys, kid="X") is None
    single = sign('{"alg":"HS256","kid":"X"}', key={**OCT, "kid": "A"})
    assert single["token"]


def test_a_kid_that_no_key_has_is_told() -> None:
    [finding] = sign(key={"keys": [{**OCT, "kid": "a"}]}, kid="x")["findings"]
    assert finding["code"] == "key-does-not-fit"
    assert "None of the 1 keys has the kid “x”" in finding["message"]


def test_a_public_key_in_a_secret_is_refused() -> None:
    signed = sign(key=PUBLIC.encode().hex(), encoding="hex")
    [finding] = [f for f in signed["findings"] if f["severity"] == "error"]
    assert (signed["token"], finding["code"]) == (None, "key-does-not-fit")
    assert "must never serve as a secret" in finding["message"]
