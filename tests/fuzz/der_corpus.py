"""The structures from which the DER fuzzer starts: the same bytes in every run.

So no key here is random: each is made from fixed numbers, or copied from an RFC. Only signatures
that are the same every time (RSA with PKCS#1 padding, Ed25519) are made.
"""

from __future__ import annotations

import base64
import datetime
import json
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x25519
from jwt.algorithms import RSAAlgorithm

from tests import vectors
from tests.unit.keyring.test_encrypted import KEYS as ENCRYPTED
from tests.unit.support import hostile_der

_START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_LARGEST = 6_000
"""Larger hostile structures are left out: nearly all of their mutations would be refused alike."""


@cache
def structures() -> dict[str, bytes]:
    """Keys, certificates and hostile structures in DER, each under its name."""
    found: dict[str, bytes] = {}
    for name, key in _keys().items():
        found |= {f"{name} {kind}": data for kind, data in _forms(key).items()}
    for name in ("RSA", "Ed25519", "Ed448"):
        found[f"certificate of {name}"] = _certificate(name)
    for name, body in ENCRYPTED.items():
        found[f"encrypted {name}"] = base64.b64decode("".join(body.split()))
    hostile = [*hostile_der.CERTIFICATES.items()]
    hostile += [(name, make) for name, (_, make) in hostile_der.KEYS.items()]
    found |= {name: data for name, make in hostile if 0 < len(data := make()) <= _LARGEST}
    return found


@cache
def wires() -> dict[str, bytes]:
    """OpenSSH keys: public ones in the wire format, and private files."""
    found: dict[str, bytes] = {}
    for name, key in _keys().items():
        if not isinstance(key, (rsa.RSAPrivateKey, ed25519.Ed25519PrivateKey)) and name != "P-256":
            continue
        public = key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
        found[f"{name} line"] = base64.b64decode(public.split()[1])
        text = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())
        body = b"".join(text.strip().splitlines()[1:-1])
        # Two equal random numbers help OpenSSH tell a wrong passphrase. Here they are fixed.
        found[f"{name} file"] = _without_chance(base64.b64decode(body))
    return found


def _without_chance(data: bytes) -> bytes:
    magic = len(b"openssh-key-v1\0")
    at = magic
    for _ in range(3):
        at += 4 + int.from_bytes(data[at : at + 4], "big")
    at += 4
    at += 4 + int.from_bytes(data[at : at + 4], "big")
    return data[: at + 4] + b"\x2a" * 8 + data[at + 12 :]


@cache
def _keys() -> dict[str, Any]:
    rfc = next(one for one in vectors.load(vectors.RFC) if one["name"] == "RFC 7515 A.2 RS256")
    return {
        "RSA": RSAAlgorithm.from_jwk(json.dumps(rfc["key"])),
        "P-256": ec.derive_private_key(7_515, ec.SECP256R1()),
        "P-384": ec.derive_private_key(7_517, ec.SECP384R1()),
        "P-521": ec.derive_private_key(7_518, ec.SECP521R1()),
        "secp256k1": ec.derive_private_key(7_519, ec.SECP256K1()),
        "brainpool": ec.derive_private_key(8_725, ec.BrainpoolP256R1()),
        "Ed25519": ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
        "Ed448": ed448.Ed448PrivateKey.from_private_bytes(bytes(range(57))),
        "X25519": x25519.X25519PrivateKey.from_private_bytes(bytes(range(32))),
    }


def _forms(key: Any) -> dict[str, bytes]:
    """A private key in every kind of DER that there is for it."""
    plain, der = form.NoEncryption(), form.Encoding.DER
    spki, pkcs1 = form.PublicFormat.SubjectPublicKeyInfo, form.PublicFormat.PKCS1
    found = {
        "SPKI": key.public_key().public_bytes(der, spki),
        "PKCS#8": key.private_bytes(der, form.PrivateFormat.PKCS8, plain),
    }
    if isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        old = form.PrivateFormat.TraditionalOpenSSL
        found["traditional"] = key.private_bytes(der, old, plain)
    if isinstance(key, rsa.RSAPrivateKey):
        found["PKCS#1"] = key.public_key().public_bytes(der, pkcs1)
    return found


def _certificate(name: str) -> bytes:
    """A certificate with a long name and some extensions, which its own key has signed."""
    key = _keys()[name]
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "CH"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Böse & Söhne, AG"),
            x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, "a"),
            x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, "b"),
            x509.NameAttribute(x509.NameOID.EMAIL_ADDRESS, "a@b.example"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, name),
        ]
    )
    alternatives = x509.SubjectAlternativeName(
        [x509.DNSName("a.example"), x509.DNSName("b.example")]
    )
    builder = x509.CertificateBuilder(
        subject, subject, key.public_key(), 7_519, _START, _START.replace(year=2055)
    )
    builder = builder.add_extension(alternatives, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=3), critical=True)
    digest = hashes.SHA256() if isinstance(key, rsa.RSAPrivateKey) else None
    return builder.sign(key, digest).public_bytes(form.Encoding.DER)
