"""PyJWT is asked what the parameters say, and not where its answer would mean nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.inspect.pyjwt_verdict import COMPACT
from jwt_playground.text import base64url
from tests.unit.support.calls import call
from tests.unit.support.host import call_with_host

SECRET = {"text": "correct horse battery staple, and salt"}
OK = {"ok": True, "exception": None, "message": None, "stands_in": None}


def token(claims: dict[str, Any], **header: Any) -> str:
    text = json.dumps({"alg": "HS256", **header})
    signed = call("sign", header=text, payload=json.dumps(claims), key=SECRET)["token"]
    return str(signed)


def verdict(
    text: str, key: dict[str, Any] | None = SECRET, now: float | None = 1000, **more: Any
) -> Any:
    given = {} if key is None else {"key": key}
    moment = {} if now is None else {"now": now}
    return call("inspect", token=text, **given, **moment, **more)["pyjwt"]


@pytest.mark.parametrize(
    ("claims", "params", "exception"),
    [
        ({}, {}, None),
        ({"iss": "a"}, {"expect": {"iss": "a"}}, None),
        ({"iss": "a"}, {"expect": {"iss": "b"}}, "InvalidIssuerError"),
        ({"aud": "a"}, {"expect": {"aud": ["a", "b"]}}, None),
        ({"aud": "a"}, {"expect": {"aud": "b"}}, "InvalidAudienceError"),
        ({"aud": "a"}, {}, "InvalidAudienceError"),
        ({"sub": "a"}, {"expect": {"sub": "b"}}, "InvalidSubjectError"),
        ({}, {"expect": {"require": ["exp"]}}, "MissingRequiredClaimError"),
        ({"exp": 1000}, {}, "ExpiredSignatureError"),
        ({"exp": 1000}, {"leeway": 5}, None),
        ({"nbf": 1001}, {}, "ImmatureSignatureError"),
        ({"nbf": 1001}, {"leeway": 5}, None),
        ({}, {"algorithms": ["HS512"]}, "InvalidAlgorithmError"),
    ],
)
def test_pyjwt_is_given_what_the_request_says(
    claims: dict[str, Any], params: dict[str, Any], exception: str | None
) -> None:
    found = verdict(token(claims), **params)
    assert found["exception"] == exception
    assert found["ok"] == (exception is None)
    assert (found["message"] is None) == (exception is None)


@pytest.mark.parametrize(
    ("change", "exception"),
    [
        (lambda text: text[:-4] + "AAAA", "InvalidSignatureError"),
        (lambda text: text.rpartition(".")[0], "DecodeError"),
        (lambda text: text.replace(".", ".!", 1), "DecodeError"),
    ],
)
def test_pyjwt_says_what_is_wrong_with_the_token(change: Any, exception: str) -> None:
    assert verdict(change(token({})))["exception"] == exception


def test_pyjwt_is_not_asked_without_a_key_or_a_moment() -> None:
    assert verdict(token({})) == OK
    assert verdict(token({}), key=None) is None
    assert verdict(token({}), now=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "",
        "eyJhbGciOiJIUzI1NiJ9.e30.AAAA.AAAA",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA",
        f"eyJhbGciOiJIUzI1NiJ9.{base64url.encode(b'{' + b'[' * 300)}.AAAA",
    ],
)
def test_pyjwt_is_not_asked_about_what_it_cannot_take(text: str) -> None:
    assert verdict(text) is None


def test_a_json_serialization_is_handed_over_as_a_compact_one() -> None:
    header, payload, signature = token({"exp": 2000}).split(".")
    flat: dict[str, Any] = {"protected": header, "payload": payload, "signature": signature}
    assert verdict(json.dumps(flat)) == {**OK, "stands_in": COMPACT}
    assert verdict(json.dumps({**flat, "header": {"kid": "x"}})) is None
    bare = {"header": {"alg": "HS256"}, "payload": payload, "signature": signature}
    assert verdict(json.dumps(bare)) is None


def test_a_payload_that_travels_apart_is_handed_over_where_pyjwt_takes_it() -> None:
    header = base64url.encode(b'{"alg":"HS256","b64":false,"crit":["b64"]}')
    import hashlib
    import hmac

    mac = hmac.new(SECRET["text"].encode(), f"{header}.{{}}".encode(), hashlib.sha256).digest()
    text = f"{header}..{base64url.encode(mac)}"
    assert verdict(text, detached_payload="{}") == OK
    assert verdict(text, detached_payload="{ }")["exception"] == "InvalidSignatureError"
    usual = token({}).split(".")
    assert verdict(f"{usual[0]}..{usual[2]}", detached_payload="{}") is None


@pytest.mark.parametrize("alg", ["ES256", "RS256", "EdDSA"])
def test_pyjwt_says_the_same_where_the_browser_verifies(alg: str) -> None:
    made = call("generate_key", alg=alg)
    header = json.dumps({"alg": alg})
    key = {"text": made["private"]["jwk"]}
    good = call("sign", header=header, payload='{"exp":2000}', key=key)["token"]
    bad = good[:-6] + ("AAAAAA" if good[-6:] != "AAAAAA" else "BBBBBB")
    for text, exception in ((good, None), (bad, "InvalidSignatureError")):
        params: dict[str, Any] = {"token": text, "key": {"text": made["public"]["jwk"]}}
        reply, _ = call_with_host("inspect", **params, now=1000, engine="webcrypto")
        found = reply["result"]["pyjwt"]
        assert found == call("inspect", **params, now=1000)["pyjwt"]
        assert found["exception"] == exception
    reply, _ = call_with_host("inspect", token=good, key=key, now=3000, engine="webcrypto")
    # PyJWT cannot verify with a private RSA key: it has no method for that.
    wanted = "AttributeError" if alg == "RS256" else "ExpiredSignatureError"
    assert reply["result"]["pyjwt"]["exception"] == wanted


def test_a_key_of_another_algorithm_is_refused_by_pyjwt_with_either_engine() -> None:
    made = [call("generate_key", alg=alg) for alg in ("ES256", "ES384")]
    key = {"text": made[0]["private"]["jwk"]}
    text = call("sign", header='{"alg":"ES256"}', payload="{}", key=key)["token"]
    other = {"text": made[1]["public"]["jwk"]}
    params: dict[str, Any] = {"token": text, "key": other, "now": 1000, "algorithms": ["ES256"]}
    here = call("inspect", **params)["pyjwt"]
    reply, _ = call_with_host("inspect", **params, engine="webcrypto")
    assert not here["ok"]
    assert reply["result"]["pyjwt"] in (
        None,
        {**here, "message": reply["result"]["pyjwt"]["message"]},
    )
