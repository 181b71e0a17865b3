"""Algorithm confusion: a public key that is offered as an HMAC secret, however it is written.

An attacker who knows the public key signs with it as the secret. A verifier that lets the
token choose HS256 then accepts the token (RFC 8725 section 2.1). PyJWT refuses PEM, OpenSSH,
JWK and, where it has `cryptography`, DER. This module decides in every build, by what the bytes
*are* once every wrapping is undone (`unwrap`).

Two kinds of public keys cannot be told from a random secret, because any bytes may be one: the
bare bytes of an Ed25519 or Ed448 key, and a bare RSA modulus.
"""

from __future__ import annotations

import re

from ..text import json_text
from ..vocabulary.curves import CURVES
from . import ssh
from .curves import on_curve
from .der import EncryptedError, der_length, read_der
from .unwrap import MIN_BYTES, MIN_TEXT, unwrapped

_PEM = re.compile(rb"-{3,6} ?BEGIN ")
_SSH_LINE = re.compile(
    rb"(?:^|\s)(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S{1,40}) +[A-Za-z0-9+/]{40}"
)
_XML = re.compile(rb"<(?:\w{1,20}:)?(?:RSAKeyValue|ECKeyValue|DSAKeyValue|X509Certificate)\b")
_PRINTED = re.compile(rb"\b(?:Public|Private)-Key: \(\d+ bit")
_KTY = re.compile(rb"\bkty\b[\"']?\s*+[:=]\s*+[\"']?(?:RSA|EC|OKP|AKP|oct)\b")


def public_key_in(secret: bytes) -> str | None:
    """Returns what kind of key the bytes of a secret are, such as “DER in base64”.

    ``None`` for a real secret. Private keys and certificates count as keys, too. Never raises.
    """
    if len(secret) < (MIN_TEXT if secret.isascii() else MIN_BYTES):
        return None  # As most secrets are.
    for data, wrapping in unwrapped(secret):
        if kind := _kind(data):
            return f"{kind} in {wrapping}" if wrapping else kind
    return None


def _kind(data: bytes) -> str | None:
    """Returns what kind of key these bytes are, with no wrapping undone.

    Other bytes may follow a binary key.
    """
    if data[:1] == b"\x30" and _is_der(data):
        return "DER"
    if data[:1] == b"\x04" and _is_point(data):
        return "point of an elliptic curve"
    if data[:3] == b"\0\0\0" and _is_ssh(data):
        return "OpenSSH key"
    if _PEM.search(data):
        return "PEM"
    if _SSH_LINE.search(data):
        return "OpenSSH key"
    if _XML.search(data):
        return "XML key"
    if _PRINTED.search(data):
        return "key as OpenSSL prints it"
    return "JWK" if _KTY.search(data) or _is_jwk(data) else None


def _is_der(data: bytes) -> bool:
    try:
        read_der(data[: der_length(data)])
    except EncryptedError:
        return True
    except ValueError:
        return False
    return True


def _is_point(data: bytes) -> bool:
    """Tells whether the bytes begin with an uncompressed point (SEC 1 section 2.3.3)."""
    return any(
        on_curve(row.name, data[1 : 1 + row.octets], data[1 + row.octets : 1 + 2 * row.octets])
        for row in CURVES.values()
        if row.kty == "EC" and len(data) >= 1 + 2 * row.octets
    )


def _is_ssh(data: bytes) -> bool:
    try:
        ssh.read_wire(data)
    except ValueError:
        return False
    return True


def _is_jwk(data: bytes) -> bool:
    """Tells whether the bytes are a JWK, a JWKS, or a JWK that lacks its `kty`."""
    if data[:1] not in (b"{", b"["):
        return False
    value = json_text.read(data.decode("utf-8", "replace"), "key", "secret").value
    entries = value if isinstance(value, list) else [value]
    return any(
        isinstance(entry, dict)
        and any(
            members <= entry.keys() for members in ({"kty"}, {"keys"}, {"n", "e"}, {"crv", "x"})
        )
        for entry in entries
    )
