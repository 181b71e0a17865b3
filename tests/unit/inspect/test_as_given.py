"""PyJWT gets a key as a caller has it; what it does not take is told with the way out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.inspect import as_given
from jwt_playground.inspect.pyjwt_verdict import BARE, COMPACT
from tests.unit.support.calls import call, codes
from tests.unit.support.triples import KEYS, MOMENT, GivenKey, b64, signed

BY_NAME = {key.name: key for key in KEYS}


def _report(name: str, alg: str, **params: Any) -> dict[str, Any]:
    key = BY_NAME[name]
    token = signed(alg, key.kind, {"alg": alg}, "{}")
    params = {"token": token, "now": MOMENT, **params}
    return call("inspect", key={"text": key.text, "encoding": key.encoding}, **params)


@pytest.mark.parametrize(
    ("name", "alg", "exception", "way_out"),
    [
        ("RSA certificate utf8", "RS256", "InvalidKeyError", "openssl x509"),
        ("P-256 certificate utf8", "ES256", "ValueError", "openssl x509"),
        ("RSA PKCS#8 utf8", "RS256", "AttributeError", "openssl pkey"),
        ("RSA JWK private=True", "RS256", "AttributeError", "openssl pkey"),
        ("RSA DER utf8", "RS256", "InvalidKeyError", "public key in PEM"),
        ("RSA DER base64", "RS256", "InvalidKeyError", "public key in PEM"),
        ("Ed25519 SPKI utf8", "Ed25519", "InvalidAlgorithmError", "it calls the algorithm EdDSA"),
        ("RSA JWK private=False", "PS256", "InvalidAlgorithmError", 'jwt.PyJWK(jwk, "PS256")'),
        ("Ed448 JWK private=False", "EdDSA", "InvalidKeyError", 'jwt.PyJWK(jwk, "EdDSA")'),
        ("Ed25519 JWK with alg, private=False", "EdDSA", "PyJWKError", "Make it “EdDSA”."),
    ],
)
def test_a_key_that_pyjwt_does_not_take_is_told_with_the_way_out(
    name: str, alg: str, exception: str, way_out: str
) -> None:
    report = _report(name, alg)
    assert report["verdict"] == "valid"
    assert report["pyjwt"]["exception"] == exception
    assert report["pyjwt"]["stands_in"] is None
    [finding] = [one for one in report["findings"] if one["code"] == "pyjwt-refuses-key"]
    assert way_out in finding["message"]


@pytest.mark.parametrize(
    "name",
    [
        "RSA SPKI utf8",
        "RSA PKCS#1 utf8",
        "RSA OpenSSH utf8",
        "P-256 PKCS#8 utf8",
        "P-256 OpenSSH utf8",
    ],
)
def test_a_text_that_pyjwt_reads_is_given_as_it_is(name: str) -> None:
    report = _report(name, "RS256" if name.startswith("RSA") else "ES256")
    assert report["pyjwt"] == {"ok": True, "exception": None, "message": None, "stands_in": None}
    assert "pyjwt-refuses-key" not in codes(report)


def test_the_text_of_a_public_key_is_a_secret_for_pyjwt_only_where_it_cannot_tell() -> None:
    for name, exception in (("RSA SPKI utf8", "InvalidKeyError"), ("RSA DER utf8", None)):
        key = BY_NAME[name]
        token = signed("HS256", "oct", {"alg": "HS256"}, "{}", key.text.encode())
        report = _report(name, "RS256", token=token, algorithms=["HS256"])
        assert report["verdict"] == "invalid"
        assert report["pyjwt"]["exception"] == exception


def _one_of_a_set(keys: list[dict[str, Any]], **header: Any) -> Any:
    token = signed("RS256", "RSA", {"alg": "RS256", **header}, "{}")
    text = json.dumps({"keys": keys})
    return call("inspect", token=token, key={"text": text}, now=MOMENT)["pyjwt"]


def _jwk(key: GivenKey, **more: Any) -> dict[str, Any]:
    return {**json.loads(key.text), **more}


def test_the_kid_takes_a_key_of_a_set_and_without_one_the_answer_is_marked() -> None:
    good, other = BY_NAME["RSA JWK private=False"], BY_NAME["P-256 JWK private=False"]
    keys = [_jwk(other, kid="x"), _jwk(good, kid="y")]
    assert _one_of_a_set(keys, kid="y")["stands_in"] is None
    assert _one_of_a_set(keys, kid="y")["ok"]
    assert _one_of_a_set(keys)["stands_in"] == as_given.ALONE
    assert _one_of_a_set(keys, kid="z")["message"] == "'keyset has no key for kid: z'"
    broken = {"kty": "oct", "kid": "q"}  # PyJWT's set passes over most bad keys, but not this one.
    assert _one_of_a_set([*keys, broken], kid="y")["exception"] == "KeyError"
    unusable = [_jwk(good, kid="y", alg="XX")]
    assert _one_of_a_set(unusable, kid="y")["exception"] == "PyJWKSetError"


def test_no_secret_part_of_a_key_is_in_a_message() -> None:
    for name in ("Ed25519", "Ed448"):
        key = BY_NAME[f"{name} JWK with alg, private=True"]
        report = _report(key.name, "EdDSA")
        assert json.loads(key.text)["d"] not in json.dumps(report)
        assert report["pyjwt"]["message"] == "Unable to find an algorithm for key: {…}"
        assert report["pyjwt"]["stands_in"] == as_given.MASKED


def test_no_address_of_memory_is_in_a_message() -> None:
    for name in ("RSA SPKI utf8", "Ed448 SPKI utf8", "P-256 PKCS#8 utf8"):
        for alg in ("RS256", "ES256", "EdDSA", "Ed25519"):
            token = f"{b64(json.dumps({'alg': alg}))}.e30.AAAA"
            told = _report(name, "EdDSA", token=token, algorithms=[alg])["pyjwt"]
            assert " at 0x" not in told["message"]


def test_what_stands_around_a_token_is_told() -> None:
    key = BY_NAME["RSA SPKI utf8"]
    token = signed("RS256", "RSA", {"alg": "RS256"}, "{}")
    for text in (f"Bearer {token}", f"{token}\n", f"\ufeff{token}"):
        told = _report(key.name, "RS256", token=text)["pyjwt"]
        assert (told["ok"], told["stands_in"]) == (True, BARE)
    header, payload, signature = token.split(".")
    parts = {"protected": header, "payload": payload, "signature": signature}
    assert _report(key.name, "RS256", token=json.dumps(parts))["pyjwt"]["stands_in"] == COMPACT
