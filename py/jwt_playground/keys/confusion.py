"""Algorithm confusion: a public key that is offered as an HMAC secret, however it is written.

An attacker who knows the public key signs with it as the secret. A verifier that lets the
token choose HS256 then accepts the token (RFC 8725 section 2.1). PyJWT refuses PEM, OpenSSH,
JWK and, where it has `cryptography`, DER. This module decides in every build, by what the bytes
*are* once every wrapping is undone (`unwrap`).

Some public keys cannot be told from a random secret, because any bytes may be one: the bare
bytes of an Ed25519 or Ed448 key, a bare RSA modulus, and a compressed point of a curve.
"""

from __future__ import annotations

import re

from ..text import json_text
from ..vocabulary import costs
from ..vocabulary.curves import CURVES, Curve
from .asn1_shape import is_structure
from .budget import Budget, OutOfWorkError
from .curves import on_curve
from .model import Key
from .ssh import KIND, MAGIC
from .unwrap import MIN_BYTES, MIN_TEXT, under_base64, unwrapped

_DID = re.compile(rb"[^\n]{0,100}?\bz[1-9A-HJ-NP-Za-km-z]{40}")
"""How a key in multibase begins, as `did:key` has it."""
_FIRST_BYTES = (b"\x30", b"\x04", b"\0")
"""With one of these, the binary form of a key begins."""
_PEM = re.compile(rb"-{3,6} ?BEGIN ")
_SSH_LINE = re.compile(rb"(?:^|[\s,])" + KIND.encode() + rb"[ \t]+[A-Za-z0-9+/]{40}")
_SSH_KIND = re.compile(KIND.encode() + rb"\Z")
_XML = re.compile(
    rb"<(?:\w{1,20}:)?(?:RSAKeyValue|EC(?:DSA)?KeyValue|DSAKeyValue|X509Certificate)\b"
    rb"|<(?:\w{1,20}:)?Modulus>\s{0,20}[A-Za-z0-9+/]{80}"
)
_XML_NAMES = (b"KeyValue", b"X509Certificate", b"Modulus>")
"""One of them stands in each such text. To look for them first is quick, here and in `_kind`."""
_PRINTED = re.compile(rb"\b(?:Public|Private)-Key: \(\d+ bit|\bModulus=[0-9A-Fa-f]{100}")
_KTY = re.compile(rb"\bkty\b[\"']?\s*+[:=]\s*+[\"']?(?:RSA|EC|OKP|AKP|oct)\b")
# A COSE_Key (RFC 9052 section 7): a map whose first label is kty, with a long x, y or n.
_COSE = re.compile(rb"[\xa3-\xaf]\x01[\x01-\x03].{0,60}[\x20-\x22](?:\x58|\x59)", re.DOTALL)
_JWK_MEMBERS = ({"kty"}, {"keys"}, {"n", "e"}, {"crv", "x"}, {"x", "y"}, {"modulus", "exponent"})


def public_key_in(secret: bytes, budget: Budget | None = None) -> str | None:
    """Returns what kind of key the bytes of a secret are, such as “DER in base64”.

    ``None`` for a real secret. Private keys and certificates count as keys, too.

    Raises:
        OutOfWorkError: the ``budget`` does not allow to look at every form of the secret.
    """
    if _DID.match(secret) and (kind := _multibase(secret)):
        return kind
    is_text = secret.isascii() and secret[:1] not in _FIRST_BYTES
    if len(secret) < (MIN_TEXT if is_text else MIN_BYTES):
        return None  # As most secrets are.
    for data, wrapping in unwrapped(secret):
        if budget is not None and not budget.allows(costs.looking(len(data)), "looks into secrets"):
            raise OutOfWorkError
        if kind := _kind(data):
            return f"{kind} in {wrapping}" if wrapping else kind
    innermost = under_base64(secret)
    return public_key_in(innermost, budget) if innermost is not None else None


def _multibase(secret: bytes) -> str | None:
    """Returns what a key of `did:key` or multibase is, whose prefix tells its kind and length."""
    from .bare import spellings  # Few secrets get here.

    found = spellings(secret.decode("utf-8", "replace"))
    known = any(encoding == "multibase" for _, encoding in found)
    return "key in multibase" if known else None


def key_in_secret(key: Key, budget: Budget) -> str | None:
    """Returns what `public_key_in` says of the key's secret. Of every other key: ``None``.

    It is found out once per key, because the same key may be tried for many signatures.

    Raises:
        OutOfWorkError: that is more work than the request may take.
    """
    if key.secret is None:
        return None
    if not key.confused:
        key.confused.append(public_key_in(key.secret, budget))
    return key.confused[0]


def _kind(data: bytes) -> str | None:
    """Returns what kind of key these bytes are, with no wrapping undone.

    Other bytes may follow a binary key.
    """
    if is_structure(data):
        return "DER"
    if _is_point(data):
        return "point of an elliptic curve"
    if _is_ssh(data):
        return "OpenSSH key"
    if _COSE.match(data):
        return "COSE key"
    if b"BEGIN " in data and _PEM.search(data):
        return "PEM"
    if _SSH_LINE.search(data):
        return "OpenSSH key"
    if any(name in data for name in _XML_NAMES) and _XML.search(data):
        return "XML key"
    if (b"-Key: (" in data or b"Modulus=" in data) and _PRINTED.search(data):
        return "key as OpenSSL prints it"
    return "JWK" if (b"kty" in data and _KTY.search(data)) or _is_jwk(data) else None


def _is_point(data: bytes) -> bool:
    """Tells whether it begins with an uncompressed point (SEC 1 section 2.3.3).

    The byte that says so may be missing: then it is x and y, as in a JWK.
    """
    for row in CURVES.values():
        size = 2 * row.octets
        if row.kty != "EC":
            continue
        if data[:1] == b"\x04" and len(data) > size and _on(row, data[1 : 1 + size]):
            return True
        if len(data) == size and _on(row, data):
            return True
    return False


def _on(curve: Curve, point: bytes) -> bool:
    return on_curve(curve.name, point[: curve.octets], point[curve.octets :])


def _is_ssh(data: bytes) -> bool:
    """Tells whether it is a key in the wire format of OpenSSH, or its private key file."""
    if data.startswith(MAGIC):
        return True
    size = int.from_bytes(data[:4], "big")
    return size < 100 and _SSH_KIND.match(data[4 : 4 + size]) is not None


def _is_jwk(data: bytes) -> bool:
    """Tells whether it is JSON that holds a JWK, a JWKS, or a JWK that lacks its `kty`."""
    if data[:1] not in (b"{", b"["):
        return False
    read = json_text.read(data.decode("utf-8", "replace"), "key", "secret")
    return _holds_jwk(read.value)


def _holds_jwk(value: object) -> bool:
    """Looks at every object in a JSON value, whose depth `json_text` has capped."""
    if isinstance(value, list):
        return any(_holds_jwk(inner) for inner in value)
    if not isinstance(value, dict):
        return False
    names = {name.lower() for name, inner in value.items() if not isinstance(inner, (int, float))}
    return any(members <= names for members in _JWK_MEMBERS) or any(
        _holds_jwk(inner) for inner in value.values()
    )
