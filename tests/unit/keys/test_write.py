"""A JWK is written as PEM byte for byte as `cryptography` writes the same key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x448, x25519

from jwt_playground.keys.write import to_pem
from tests.unit.support.calls import call
from tests.unit.support.key_texts import PKCS8, private_text, public_bytes_of

KEYS: dict[str, Any] = {
    "RSA": rsa.generate_private_key(65537, 2048),
    "P-256": ec.generate_private_key(ec.SECP256R1()),
    "P-384": ec.generate_private_key(ec.SECP384R1()),
    "P-521": ec.generate_private_key(ec.SECP521R1()),
    # Its number begins with zero bytes, which must not be lost.
    "P-256, a small number": ec.derive_private_key(5, ec.SECP256R1()),
    "secp256k1": ec.generate_private_key(ec.SECP256K1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
    "Ed448": ed448.Ed448PrivateKey.generate(),
    "X25519": x25519.X25519PrivateKey.generate(),
    "X448": x448.X448PrivateKey.generate(),
}
SPKI = form.PublicFormat.SubjectPublicKeyInfo


@pytest.mark.parametrize("name", KEYS)
def test_both_halves_are_written_as_cryptography_writes_them(name: str) -> None:
    private = private_text(KEYS[name], PKCS8)
    public = public_bytes_of(KEYS[name], form.Encoding.PEM, SPKI).decode()
    [described] = call("describe_key", key={"text": private})["keys"]
    assert (described["pem"], described["public_pem"]) == (private, public)
    [described] = call("describe_key", key={"text": described["jwk"]})["keys"]
    assert (described["pem"], described["public_pem"]) == (private, public)
    [described] = call("describe_key", key={"text": described["public_jwk"]})["keys"]
    assert (described["pem"], described["public_pem"]) == (public, public)


def test_a_private_rsa_key_without_its_primes_is_written_as_a_public_one() -> None:
    jwk = json.loads(call("generate_key", alg="RS256")["private"]["jwk"])
    short = {name: jwk[name] for name in ("kty", "n", "e", "d")}
    private, public = to_pem(short)
    assert private is None
    assert public == to_pem(jwk)[1]


@pytest.mark.parametrize(
    "jwk",
    [
        {"kty": "oct", "k": "AAAA"},
        {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA"},
    ],
)
def test_what_has_no_pem_here_is_written_as_none(jwk: dict[str, Any]) -> None:
    assert to_pem(jwk) == (None, None)
