"""Tells which keys are for encryption, and which JWE algorithms they can be used with."""

from __future__ import annotations

from ..vocabulary.curves import CURVES
from ..vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT, KeyManagement
from .model import Key

_OPS = frozenset({"encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"})
_DIRECT = frozenset(row.key_bytes for row in CONTENT_ENCRYPTION.values())


def is_for_encryption(key: Key) -> bool:
    """Tells whether a key says that it is for encryption, or can be for nothing else.

    A key that says nothing counts as one for signatures, as it always did.
    """
    curve = CURVES.get(key.curve or "")
    return (
        key.use == "enc"
        or key.alg in KEY_MANAGEMENT
        or key.alg in CONTENT_ENCRYPTION
        or (curve is not None and not curve.signs)
        or (bool(key.key_ops) and _OPS.issuperset(key.key_ops or ()))
    )


def encryption_algorithms(key: Key) -> list[str]:
    """Returns the values of `alg` that the key allows, in the order of `KEY_MANAGEMENT`.

    The `alg` of a key for `dir` is often that of the content encryption (RFC 7520 section 5.6).
    """
    alg = "dir" if key.alg in CONTENT_ENCRYPTION else key.alg
    return [
        row.name
        for row in KEY_MANAGEMENT.values()
        if alg in (None, row.name) and row.fits(key.kty, key.curve) and _has_its_size(key, row)
    ]


def _has_its_size(key: Key, row: KeyManagement) -> bool:
    if key.secret is None or row.is_password:
        return key.secret != b""
    return len(key.secret) in (_DIRECT if row.mode == "direct" else (row.key_bytes,))
