"""What a key may be used for, whatever a token asks of it."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests import vectors
from tests.unit.support.calls import call, check, codes, verify
from tests.unit.support.key_texts import EC, PUBLIC


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
