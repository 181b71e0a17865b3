"""Keys in every format, made by CPython."""

from __future__ import annotations

import datetime
import json

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from jwt.algorithms import ECAlgorithm

from buildtools.common import ROOT

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
KEYS: dict[str, Private] = {
    "RS256": rsa.generate_private_key(65537, 2048),
    "ES384": ec.generate_private_key(ec.SECP384R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
}
"""One key of each type, under the name of an algorithm that it signs with."""


def private_forms(alg: str) -> dict[str, str]:
    """Return the private key as a text, in every format that can hold it."""
    key = KEYS[alg]
    plain = form.NoEncryption()
    forms = {
        "PKCS#8": key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, plain),
        "OpenSSH": key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, plain),
    }
    if alg != "Ed25519":
        name = "PKCS#1" if alg == "RS256" else "SEC1"
        traditional = form.PrivateFormat.TraditionalOpenSSL
        forms[name] = key.private_bytes(form.Encoding.PEM, traditional, plain)
    return {name: data.decode() for name, data in forms.items()}


def public_forms(alg: str) -> dict[str, str]:
    """Return the public key as a text, in every format that can hold it."""
    public = KEYS[alg].public_key()
    forms = {
        "SPKI": public.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo),
        "OpenSSH public": public.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH),
        "X.509": _certificate(alg).public_bytes(form.Encoding.PEM),
    }
    if alg == "RS256":
        forms["PKCS#1 public"] = public.public_bytes(form.Encoding.PEM, form.PublicFormat.PKCS1)
    return {name: data.decode() for name, data in forms.items()}


def _certificate(alg: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    key = KEYS[alg]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2100, 1, 1))
        .sign(key, None if alg == "Ed25519" else hashes.SHA256())
    )


TOKENS = {
    alg: jwt.encode(
        {"sub": "ada"}, private_forms(alg)["PKCS#8"], "EdDSA" if alg[:2] == "Ed" else alg
    )
    for alg in KEYS
}
"""One token per key."""

ENCRYPTED = (ROOT / "tests/vectors/encrypted-p256.pem").read_text("ascii")
"""A private key under the passphrase “open sesame”."""


def key_set() -> tuple[str, str]:
    """Return a set of three keys, and a token that the key “two” has signed."""
    keys = {kid: ec.generate_private_key(ec.SECP256R1()) for kid in ("one", "two", "three")}
    jwks = [
        {**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid}
        for kid, key in keys.items()
    ]
    token = jwt.encode({"sub": "ada"}, keys["two"], "ES256", headers={"kid": "two"})
    return json.dumps({"keys": jwks}), token
