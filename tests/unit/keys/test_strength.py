"""Weak keys are told, and fail; just strong enough is strong enough."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes, sign, verify
from tests.unit.support.key_texts import PKCS8, private_text


def test_a_small_rsa_key_is_weak() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    report = verify(sign("RS256", {"text": private_text(small, PKCS8)}), private_text(small, PKCS8))
    assert "weak-rsa-key" in codes(report)
    assert (report["signature"], report["verdict"]) == ("valid", "invalid")
    assert check(report, "strength")["code"] == "key-too-small"


def test_an_rsa_key_of_2048_bits_is_strong() -> None:
    made = call("generate_key", alg="RS256", bits=2048)["private"]["jwk"]
    report = verify(sign("RS256", {"text": made}), made)
    found = check(report, "strength")
    assert (found["status"], found["code"]) == ("pass", "key-strong")
    assert "2048 bits" in found["message"]
    assert "weak-rsa-key" not in codes(report)


@pytest.mark.parametrize("bits", [512, 2047, 2048])
def test_the_size_is_that_of_the_modulus(bits: int) -> None:
    n = base64url.encode((2**bits - 1).to_bytes(256, "big").lstrip(b"\0"))
    key = {"text": json.dumps({"kty": "RSA", "n": n, "e": "AQAB"})}
    described = call("describe_key", key=key)
    assert described["keys"][0]["bits"] == bits
    assert codes(described) == ([] if bits == 2048 else ["weak-rsa-key"])


def test_a_modulus_of_511_bits_is_none() -> None:
    n = base64url.encode((2**511 - 1).to_bytes(64, "big"))
    described = call("describe_key", key={"text": json.dumps({"kty": "RSA", "n": n, "e": "AQAB"})})
    assert "511 bits, too few" in described["findings"][0]["message"]


@pytest.mark.parametrize(("alg", "least"), [("HS256", 32), ("HS384", 48), ("HS512", 64)])
def test_a_secret_has_at_least_the_bytes_of_the_hash(alg: str, least: int) -> None:
    for size in (least, least - 1, 1):
        key = {"text": "ab" * size, "encoding": "hex"}
        report = call("inspect", token=sign(alg, key), key=key, now=1)
        weak = [f["message"] for f in report["findings"] if f["code"] == "weak-secret"]
        assert bool(weak) == (size < least)
        if weak:
            assert (
                f"has {size} byte{'' if size == 1 else 's'}; {alg} needs at least {least}"
                in weak[0]
            )
        assert report["signature"] == "valid"
    with_key = [c["name"] for c in report["checks"]]
    assert "strength" not in with_key  # keys of other types have no rule to fail


def test_a_description_judges_a_secret_by_the_weakest_algorithm() -> None:
    for size, expected in ((32, []), (31, ["weak-secret"])):
        described = call("describe_key", key={"text": "cd" * size, "encoding": "hex"})
        assert codes(described) == expected


def test_a_set_of_one_kind_is_not_mixed() -> None:
    secret = {"kty": "oct", "k": "A" * 43}
    public = json.loads(call("generate_key", alg="ES256")["public"]["jwk"])
    for keys, mixed in (([secret, secret], False), ([public], False), ([secret, public], True)):
        described = call("describe_key", key={"text": json.dumps({"keys": keys})})
        assert ("key-set-mixed" in codes(described)) == mixed
