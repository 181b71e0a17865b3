"""What keys for encryption can be used with, and that keys for signatures stay what they were."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes

RSA = json.loads(call("generate_key", alg="RS256")["public"]["jwk"])
OAEP = ["RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "RSA1_5"]
ECDH = ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"]
PBES2 = ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"]
RSA_SIGNS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
BARE_RSA = {name: RSA[name] for name in ("kty", "n", "e")}
# RFC 7748 section 6.1: Alice's public key.
X25519 = {"kty": "OKP", "crv": "X25519", "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"}
X448 = {"kty": "OKP", "crv": "X448", "x": base64url.encode(bytes(range(1, 57)))}
# RFC 7517 appendix A.1.
EC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}


def secret(octets: int, **more: Any) -> dict[str, Any]:
    return {"kty": "oct", "k": base64url.encode(bytes(range(octets))), **more}


def algorithms(jwk: dict[str, Any]) -> list[str]:
    [described] = call("describe_key", key={"text": json.dumps(jwk)})["keys"]
    found: list[str] = described["algorithms"]
    return found


@pytest.mark.parametrize(
    ("jwk", "expected"),
    [
        (X25519, ECDH),
        (X448, ECDH),
        (EC | {"use": "enc"}, ECDH),
        (EC | {"alg": "ECDH-ES+A192KW"}, ["ECDH-ES+A192KW"]),
        (EC | {"key_ops": ["deriveBits"]}, ECDH),
        (BARE_RSA | {"use": "enc"}, OAEP),
        (BARE_RSA | {"alg": "RSA-OAEP-384"}, ["RSA-OAEP-384"]),
        (BARE_RSA | {"key_ops": ["wrapKey", "encrypt"]}, OAEP),
        (secret(16, use="enc"), ["dir", "A128KW", "A128GCMKW", *PBES2]),
        (secret(24, use="enc"), ["dir", "A192KW", "A192GCMKW", *PBES2]),
        (secret(32, use="enc"), ["dir", "A256KW", "A256GCMKW", *PBES2]),
        (secret(48, use="enc"), ["dir", *PBES2]),
        (secret(11, use="enc"), PBES2),
        (secret(32, alg="A128CBC-HS256"), ["dir"]),
        (secret(32, alg="A256GCMKW"), ["A256GCMKW"]),
        (secret(16, alg="A256GCMKW"), []),
        (EC | {"use": "enc", "alg": "ES256"}, []),
    ],
)
def test_a_key_for_encryption_is_told_its_algorithms(
    jwk: dict[str, Any], expected: list[str]
) -> None:
    assert algorithms(jwk) == expected


@pytest.mark.parametrize(
    ("jwk", "expected"),
    [
        (EC, ["ES256"]),
        (EC | {"use": "sig"}, ["ES256"]),
        (EC | {"key_ops": []}, ["ES256"]),
        (EC | {"key_ops": ["sign", "encrypt"]}, ["ES256"]),
        (BARE_RSA, RSA_SIGNS),
        (BARE_RSA | {"alg": "PS384"}, ["PS384"]),
        (secret(32), ["HS256", "HS384", "HS512"]),
    ],
)
def test_a_key_that_does_not_say_so_is_one_for_signatures(
    jwk: dict[str, Any], expected: list[str]
) -> None:
    assert algorithms(jwk) == expected


def test_the_length_of_a_secret_for_encryption_is_not_that_of_one_for_hmac() -> None:
    weak = secret(16)
    assert codes(call("describe_key", key={"text": json.dumps(weak)})) == ["weak-secret"]
    assert codes(call("describe_key", key={"text": json.dumps(weak | {"use": "enc"})})) == []
    known = {"kty": "oct", "k": base64url.encode(b"secret"), "use": "enc"}
    assert codes(call("describe_key", key={"text": json.dumps(known)})) == ["secret-well-known"]
