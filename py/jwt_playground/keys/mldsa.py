"""ML-DSA keys in DER (RFC 9881), as the members of an AKP key (RFC 9964), and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..text import base64url
from .asn1 import (
    BIT_STRING,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Fields,
    Value,
    write,
    write_oid,
    write_unsigned,
)
from .ec_der import NotForJwsError

NAMES = {
    f"2.16.840.1.101.3.4.3.{17 + index}": f"ML-DSA-{size}"
    for index, size in enumerate((44, 65, 87))
}
"""The algorithms by their object identifiers."""
_PUBLIC_BYTES = {"ML-DSA-44": 1312, "ML-DSA-65": 1952, "ML-DSA-87": 2592}
_SEED = 0x80
_SEED_BYTES = 32


def public(algorithm: str, octets: bytes) -> dict[str, Any]:
    """Returns the members of a public key.

    Raises:
        ValueError: it has another length than such keys. The message is the end of a sentence.
    """
    name = NAMES[algorithm]
    if len(octets) != _PUBLIC_BYTES[name]:
        raise NotForJwsError(
            f"it is an {name} key of {len(octets):,} bytes; such a key has {_PUBLIC_BYTES[name]:,}"
        )
    return {"kty": "AKP", "alg": name, "pub": base64url.encode(octets)}


def private(algorithm: str, inner: Value, half: bytes | None) -> dict[str, Any]:
    """Returns the members of a private key. ``half`` is its public half, if it stands beside it.

    Without that, `pub` is missing, and an engine computes it.

    Raises:
        ValueError: it has no seed. The message is the end of a sentence.
    """
    name = NAMES[algorithm]
    if inner.tag == SEQUENCE:
        inner = Fields(inner).take(OCTET_STRING)
        seed = inner.content
    elif inner.tag == _SEED:
        seed = inner.content
    elif inner.tag == OCTET_STRING:
        raise NotForJwsError(
            f"it is an {name} private key without its seed, which a JWK must have; use a key file that keeps the seed"
        )
    else:
        raise DerError
    if len(seed) != _SEED_BYTES:
        raise DerError
    known = {"kty": "AKP", "alg": name} if half is None else public(algorithm, half)
    return {**known, "priv": base64url.encode(seed)}


def spki(jwk: Mapping[str, Any]) -> bytes | None:
    """Returns the DER of a public key; ``None`` if it has another length than such keys."""
    octets = base64url.read(str(jwk["pub"]), None, "pub").data
    if len(octets) != _PUBLIC_BYTES[jwk["alg"]]:
        return None
    return write(SEQUENCE, _algorithm(jwk), write(BIT_STRING, b"\0", octets))


def pkcs8(jwk: Mapping[str, Any]) -> bytes | None:
    """Returns the DER of a private key, with the seed alone; ``None`` if that is none."""
    octets = base64url.read(str(jwk["priv"]), None, "priv").data
    if len(octets) != _SEED_BYTES:
        return None
    key = write(OCTET_STRING, write(_SEED, octets))
    return write(SEQUENCE, write_unsigned(b"\0"), _algorithm(jwk), key)


def _algorithm(jwk: Mapping[str, Any]) -> bytes:
    oid = next(oid for oid, name in NAMES.items() if name == jwk["alg"])
    return write(SEQUENCE, write_oid(oid))
