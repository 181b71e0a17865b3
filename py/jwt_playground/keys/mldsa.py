"""ML-DSA keys in DER (RFC 9881), as the members of an AKP key (RFC 9964)."""

from __future__ import annotations

from typing import Any

from ..text import base64url
from .asn1 import OCTET_STRING, SEQUENCE, DerError, Fields, Value
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

    Raises:
        ValueError: it has no seed, or its public half is missing. The message is the end of a
            sentence.
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
    if half is None:
        raise NotForJwsError(
            f"it is an {name} private key without its public half, which the engine cannot compute. To "
            "verify, give the public key, which “openssl pkey -in key.pem -pubout” prints; to sign, "
            f"give a JWK with kty “AKP”, alg “{name}”, and pub and priv"
        )
    return {**public(algorithm, half), "priv": base64url.encode(seed)}
