"""What a key may be used for, whatever a token asks of it."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests import vectors
from tests.unit.calls import call, check, codes, sign, verify
from tests.unit.key_texts import EC, PKCS8, PUBLIC, private_text


def test_a_public_key_is_never_an_hmac_secret() -> None:
    """RFC 8725 section 2.1: the attacker signs with the public key's text as the secret."""
    import hashlib
    import hmac

    for name in ("SPKI of RSA", "DER of SPKI", "OpenSSH RSA"):
        _, text, _ = PUBLIC[name]
        head = "eyJhbGciOiJIUzI1NiJ9.e30"
        mac = hmac.new(text.encode(), head.encode(), hashlib.sha256).digest()
        token = head + "." + base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
        for allowed in ({}, {"algorithms": ["HS256", "RS256"]}):
            report = call("inspect", token=token, key={"text": text}, now=1, **allowed)
            assert (report["signature"], report["verdict"]) == ("unchecked", "invalid"), name
        hidden = call(
            "inspect", token=token, key={"text": text.encode().hex(), "encoding": "hex"}, now=1
        )
        if name != "DER of SPKI":  # the base64 of a DER is no format that PyJWT can recognize
            assert check(hidden, "key")["code"] == "key-refused", name


def test_the_tokens_alg_never_widens_what_the_key_allows() -> None:
    vector = vectors.load(vectors.RFC)[0]
    report = verify(str(vector["token"]), PUBLIC["SPKI of RSA"][1])
    assert check(report, "algorithm")["code"] == "alg-not-allowed"
    assert report["pyjwt"]["exception"] == "InvalidAlgorithmError"


def test_a_public_key_cannot_sign() -> None:
    signed = call(
        "sign", header='{"alg":"RS256"}', payload="{}", key={"text": PUBLIC["SPKI of RSA"][1]}
    )
    assert (signed["token"], codes(signed)) == (None, ["key-public-only"])


def test_a_signature_in_der_is_recognized() -> None:
    head = "eyJhbGciOiJFUzI1NiJ9.e30"
    der = EC.sign(head.encode(), ec.ECDSA(hashes.SHA256()))
    token = head + "." + base64.urlsafe_b64encode(der).rstrip(b"=").decode()
    found = check(verify(token, PUBLIC["SPKI of EC"][1]), "signature")
    assert found["code"] == "signature-length"
    assert "ASN.1 DER" in found["message"]


def test_a_small_rsa_key_is_weak() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    report = verify(sign("RS256", {"text": private_text(small, PKCS8)}), private_text(small, PKCS8))
    assert "weak-rsa-key" in codes(report)
    assert (report["signature"], report["verdict"]) == ("valid", "invalid")
    assert check(report, "strength")["code"] == "key-too-small"
