"""One spelling per key: zero bytes, members of other keys; and RSA keys of a faulty generator."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from jwt_playground.keys.roca import is_roca
from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes, sign, verify
from tests.unit.support.key_texts import EC, PEM, PKCS8, RSA, SPKI, private_text, public_bytes_of

ROCA = int(
    "9e10abfaeee0d251afaf55dc255c9c7b0e0e29ef2e85f49086420afaa0cb1d3f"
    "7f7c08a6f48eccc720b40aba90f5505bd7bc14ba00c2333f767abcc2914851cc"
    "245c29ca35309210eaaacc3201f49bbcca57229480bf13344d82c14f87abd3cd"
    "85633d54e3a3db479c18a7e88b9777dd6df5ec03b9e4890351bdd98ec60bda09"
    "48feed88fb88114db920a3955b2f65722311fdae38cf3da17b88487d3de0cace"
    "1a8cad0ada9102803a460a43494c760c3806a883ebb78e33b04b15a1003f167e"
    "d38a32a7b2f1ad18e2ef1433b4fdd15c8bf8604673af3298df7990435f67bbe4"
    "7a9a9b4f7e19a5a551bd7805ad3cbf7ca72e8d183599f26c1323721dae39cc07",
    16,
)
"""A modulus made for this test as the faulty generator makes it, of primes of 1,024 bits."""
TOKEN = sign("RS256", {"text": private_text(RSA, PKCS8)})


def jwk(key: Any) -> dict[str, Any]:
    text = public_bytes_of(key, PEM, SPKI).decode()
    members: dict[str, Any] = json.loads(call("describe_key", key={"text": text})["keys"][0]["jwk"])
    return members


def padded(value: str) -> str:
    return base64url.encode(b"\0" + base64url.read(value, None, "n").data)


def test_zero_bytes_before_the_numbers_of_rsa_make_the_same_key() -> None:
    plain = jwk(RSA)
    text = json.dumps({**plain, "n": padded(plain["n"]), "e": padded(plain["e"])})
    [key] = call("describe_key", key={"text": text})["keys"]
    assert json.loads(key["jwk"]) == plain
    report = verify(TOKEN, text)
    assert report["signature"] == "valid"
    assert "key-repaired" in codes(report)
    [told] = [one["message"] for one in report["findings"] if one["code"] == "key-repaired"]
    assert "a zero byte at the beginning of “n” and “e”" in told
    listed = call("describe_key", key={"text": json.dumps({"keys": [plain, json.loads(text)]})})
    assert "Key 2 of the JWK Set has a zero byte" in listed["findings"][0]["message"]


@pytest.mark.parametrize("value", [1, "!", None, [], "AA"])
def test_a_member_of_another_kind_of_key_means_nothing_and_is_told(value: object) -> None:
    text = json.dumps({**jwk(RSA), "x": value, "priv": value})
    [key] = call("describe_key", key={"text": text})["keys"]
    assert not key["private"]
    report = verify(TOKEN, text)
    assert report["signature"] == "valid"
    assert "key-repaired" in codes(report)


def test_a_member_of_its_own_must_still_be_right() -> None:
    result = call("describe_key", key={"text": json.dumps({**jwk(RSA), "d": 1})})
    assert codes(result) == ["key-unreadable"]


@pytest.mark.parametrize("name", ["x", "y"])
def test_a_coordinate_with_a_zero_too_much_is_shown_as_it_must_be(name: str) -> None:
    plain = jwk(EC)
    result = call("describe_key", key={"text": json.dumps({**plain, name: padded(plain[name])})})
    assert result["keys"] == []
    message = result["findings"][0]["message"]
    assert f"“{name}” has 33 bytes; on P-256 it has 32" in message
    assert f"one zero byte too much at its beginning: write “{plain[name]}”" in message


def test_keys_of_the_faulty_generator_are_told() -> None:
    assert is_roca(ROCA)
    assert not is_roca(ROCA + 2)
    members = {"kty": "RSA", "n": base64url.encode(ROCA.to_bytes(256, "big")), "e": "AQAB"}
    assert "rsa-key-roca" in codes(call("describe_key", key={"text": json.dumps(members)}))
    assert "rsa-key-roca" in codes(verify(TOKEN, json.dumps(members)))


def test_other_keys_are_not_of_the_faulty_generator() -> None:
    moduli = [
        rsa.generate_private_key(65537, 1024).public_key().public_numbers().n  # noqa: S505
        for _ in range(20)
    ]
    assert not any(map(is_roca, [*moduli, RSA.public_key().public_numbers().n]))
