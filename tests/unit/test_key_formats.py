"""Every format of a key is recognized, and what cannot be used is explained."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, x25519

from tests.unit.calls import call, codes, sign, verify
from tests.unit.key_texts import EC, OLD, PKCS8, PRIVATE, PUBLIC, RSA, private_text


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_key_of_any_format_verifies(name: str) -> None:
    alg, text, key = PUBLIC[name]
    report = verify(sign(alg, {"text": private_text(key, PKCS8)}), text)
    assert report["verdict"] == "valid", report
    assert report["engine"] == "cryptography"
    assert report["pyjwt"]["ok"]


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_key_of_any_format_signs_and_verifies(name: str) -> None:
    alg, text, passphrase = PRIVATE[name]
    key = {"text": text} if passphrase is None else {"text": text, "passphrase": passphrase}
    report = verify(sign(alg, key), **key)
    assert report["verdict"] == "valid"
    assert codes(report) == ["key-private-given", "no-expiry"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a secret of thirty-two characters", "utf8"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz", "base64"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz\n", "base64url"),
        ("6120736563726574206f66207468697274792d74776f2063686172616374657273", "hex"),
    ],
)
def test_one_secret_in_four_encodings_is_one_secret(text: str, encoding: str) -> None:
    token = sign("HS256", {"text": "a secret of thirty-two characters"})
    assert verify(token, text, encoding=encoding)["verdict"] == "valid"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("xyz", "hex", "digits"),
        ("abc", "hex", "even"),
        ("a*b", "base64", "“*”"),
        ("abcde", "base64url", "5"),
    ],
)
def test_a_secret_that_is_not_of_its_encoding_says_so(text: str, encoding: str, named: str) -> None:
    [finding] = call("describe_key", key={"text": text, "encoding": encoding})["findings"]
    assert finding["code"] == "secret-encoding"
    assert named in finding["message"]


@pytest.mark.parametrize(
    ("text", "passphrase", "code"),
    [
        (private_text(EC, PKCS8, b"right"), None, "key-passphrase-needed"),
        (private_text(EC, PKCS8, b"right"), "wrong", "key-passphrase-wrong"),
        (private_text(RSA, OLD, b"right"), None, "key-passphrase-needed"),
        (private_text(RSA, OLD, b"right"), "wrong", "key-passphrase-wrong"),
        (private_text(EC, PKCS8), "none needed", "key-passphrase-unused"),
        (private_text(EC, PKCS8)[:-40], None, "key-unreadable"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", None, "key-unreadable"),
        ("-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----", None, "key-unreadable"),
        (private_text(x25519.X25519PrivateKey.generate(), PKCS8), None, "key-unreadable"),
        (private_text(dsa.generate_private_key(2048), PKCS8), None, "key-unreadable"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA", None, "key-unreadable"),
        ('{"kty":"RSA"', None, "json-invalid"),
        ('{"kty":"RSA"}', None, "key-unreadable"),
        ('{"kty":"RSA","n":1,"e":"AQAB"}', None, "key-unreadable"),
        ('{"kty":"RSA","n":"AAAA","e":"AQAB"}', None, "key-unreadable"),
        ('{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"EC","crv":"P-999","x":"AAAA","y":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"OKP","crv":"Ed25519","x":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"oct","k":"***"}', None, "key-unreadable"),
        ('{"kty":"oct","k":""}', None, "key-unreadable"),
        ('{"kty":5}', None, "key-unreadable"),
        ('{"kty":"PQC"}', None, "key-unreadable"),
        ('{"keys":[]}', None, "key-unreadable"),
        ('{"keys":{}}', None, "key-unreadable"),
        ('{"keys":[5]}', None, "key-not-in-set"),
    ],
)
def test_a_key_that_cannot_be_used_is_explained(
    text: str, passphrase: str | None, code: str
) -> None:
    key = {"text": text, "passphrase": passphrase} if passphrase else {"text": text}
    described = call("describe_key", key=key)
    assert codes(described)[-1] == code
    message = described["findings"][-1]["message"]
    assert message.endswith(".")
    assert "object" not in message.replace("JSON object", "")
    assert "0x" not in message
    report = verify(sign("HS256", {"text": "x" * 32}), **key)
    assert report["signature"] != "valid"


def test_a_thumbprint_is_that_of_rfc_7638() -> None:
    # RFC 7638 section 3.1
    jwk = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    }
    [described] = call("describe_key", key={"text": json.dumps(jwk)})["keys"]
    assert described["thumbprint"] == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
