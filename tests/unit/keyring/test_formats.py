"""Every format of a key is recognized, and what cannot be used is explained."""

from __future__ import annotations

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa

from tests.unit.support.calls import call, codes, sign, verify
from tests.unit.support.key_texts import EC, OLD, PKCS8, PRIVATE, PUBLIC, RSA, private_text


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_key_of_any_format_verifies(name: str) -> None:
    alg, text, key = PUBLIC[name]
    token = sign(alg, {"text": private_text(key, PKCS8)})
    report = verify(token, text)
    assert report["verdict"] == "valid", report
    assert report["engine"] == "cryptography"
    assert report["pyjwt"]["exception"] == _raised_by_pyjwt(alg, token, text)
    assert report["pyjwt"]["stands_in"] is None


def _raised_by_pyjwt(alg: str, token: str, text: str) -> str | None:
    """What PyJWT raises for this text of a key: it reads no certificates and no DER."""
    try:
        jwt.decode(token, jwt.PyJWK.from_json(text) if text[0] == "{" else text, [alg])
    except Exception as error:
        return type(error).__name__
    return None


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_key_of_any_format_signs_and_verifies(name: str) -> None:
    alg, text, passphrase = PRIVATE[name]
    key = {"text": text} if passphrase is None else {"text": text, "passphrase": passphrase}
    token = sign(alg, key)
    report = verify(token, **key)
    assert report["verdict"] == "valid"
    # PyJWT reads no private key of OpenSSH and no DER, and cannot verify with one of RSA.
    is_taken = passphrase is not None or _raised_by_pyjwt(alg, token, text) is None
    advice = [] if is_taken else ["pyjwt-refuses-key"]
    assert codes(report) == ["key-private-given", "no-expiry", *advice]


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
