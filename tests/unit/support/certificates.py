"""A chain of three certificates of our own."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.unit.support.calls import call

START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).timestamp()
LEAF = ec.generate_private_key(ec.SECP256R1())
MIDDLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ROOT = ec.generate_private_key(ec.SECP384R1())


def certificate(
    key: Any, name: str, issuer: Any, issuer_name: str, years: int = 20
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    algorithm = None if isinstance(issuer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    if isinstance(issuer, ec.EllipticCurvePrivateKey) and issuer.key_size == 384:
        algorithm = hashes.SHA384()  # type: ignore[assignment]
    return x509.CertificateBuilder(
        named(issuer_name),
        named(name),
        key.public_key(),
        77,
        START,
        START.replace(year=2020 + years),
    ).sign(issuer, algorithm)


CHAIN = [
    certificate(LEAF, "leaf", MIDDLE, "middle"),
    certificate(MIDDLE, "middle", ROOT, "root"),
    certificate(ROOT, "root", ROOT, "root"),
]
DER = [certificate.public_bytes(form.Encoding.DER) for certificate in CHAIN]
X5C = [base64.b64encode(der).decode() for der in DER]


def pem(one: x509.Certificate) -> str:
    """The certificate as PEM."""
    return one.public_bytes(form.Encoding.PEM).decode()


def jwk_with(**more: Any) -> str:
    """The first certificate's key as a JWK, with more members."""
    described = call("describe_key", key={"text": pem(CHAIN[0])})
    return json.dumps({**json.loads(described["keys"][0]["jwk"]), **more})
