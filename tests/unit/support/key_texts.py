"""Keys of our own, and their text in every format."""

from __future__ import annotations

import base64
import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED25519 = ed25519.Ed25519PrivateKey.generate()
ED448 = ed448.Ed448PrivateKey.generate()
K256 = ec.generate_private_key(ec.SECP256K1())


def private_text(key: Any, kind: form.PrivateFormat, passphrase: bytes | None = None) -> str:
    how: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        how = form.BestAvailableEncryption(passphrase)
    return str(key.private_bytes(form.Encoding.PEM, kind, how).decode())


def public_bytes_of(key: Any, encoding: form.Encoding, kind: form.PublicFormat) -> bytes:
    return bytes(key.public_key().public_bytes(encoding, kind))


def _certificate(key: Any) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 1, start, start.replace(year=2040)
    )
    return builder.sign(key, hashes.SHA256())


SPKI, PKCS1 = form.PublicFormat.SubjectPublicKeyInfo, form.PublicFormat.PKCS1
PKCS8, OLD = form.PrivateFormat.PKCS8, form.PrivateFormat.TraditionalOpenSSL
PEM, DER = form.Encoding.PEM, form.Encoding.DER
PUBLIC = {
    "SPKI of RSA": ("RS256", public_bytes_of(RSA, PEM, SPKI).decode(), RSA),
    "PKCS#1 of RSA": ("PS384", public_bytes_of(RSA, PEM, PKCS1).decode(), RSA),
    "SPKI of EC": ("ES256", public_bytes_of(EC, PEM, SPKI).decode(), EC),
    "SPKI of secp256k1": ("ES256K", public_bytes_of(K256, PEM, SPKI).decode(), K256),
    "SPKI of Ed25519": ("EdDSA", public_bytes_of(ED25519, PEM, SPKI).decode(), ED25519),
    "SPKI of Ed448": ("Ed448", public_bytes_of(ED448, PEM, SPKI).decode(), ED448),
    "certificate": ("RS512", _certificate(RSA).public_bytes(PEM).decode(), RSA),
    "DER of SPKI": ("ES256", base64.b64encode(public_bytes_of(EC, DER, SPKI)).decode(), EC),
    "DER in lines": ("RS256", base64.encodebytes(public_bytes_of(RSA, DER, SPKI)).decode(), RSA),
    "DER of a certificate": (
        "ES256",
        base64.b64encode(_certificate(EC).public_bytes(DER)).decode(),
        EC,
    ),
    "OpenSSH RSA": (
        "RS256",
        public_bytes_of(RSA, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()
        + " me@host",
        RSA,
    ),
    "OpenSSH Ed25519": (
        "Ed25519",
        public_bytes_of(ED25519, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode(),
        ED25519,
    ),
    "OpenSSH EC": (
        "ES256",
        public_bytes_of(EC, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode(),
        EC,
    ),
    "text around PEM": (
        "ES256",
        "Here it is:\n" + public_bytes_of(EC, PEM, SPKI).decode() + "\nbye",
        EC,
    ),
}
PRIVATE = {
    "PKCS#8 of RSA": ("RS256", private_text(RSA, PKCS8), None),
    "PKCS#1 of RSA": ("RS256", private_text(RSA, OLD), None),
    "PKCS#8 of EC": ("ES256", private_text(EC, PKCS8), None),
    "SEC1 of EC": ("ES256", private_text(EC, OLD), None),
    "encrypted PKCS#8": ("ES256", private_text(EC, PKCS8, b"open sesame"), "open sesame"),
    "encrypted PKCS#1": ("RS256", private_text(RSA, OLD, b"open sesame"), "open sesame"),
    "PKCS#8 of Ed448": ("EdDSA", private_text(ED448, PKCS8), None),
    "OpenSSH": ("Ed25519", private_text(ED25519, form.PrivateFormat.OpenSSH), None),
    "DER of PKCS#8": (
        "ES256",
        base64.b64encode(EC.private_bytes(DER, PKCS8, form.NoEncryption())).decode(),
        None,
    ),
}
