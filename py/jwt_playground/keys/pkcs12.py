"""Finds the private key and the certificates in a PKCS#12 store (RFC 7292).

Only what is not inside encrypted parts is found. Programs encrypt each private key by itself, in the
form of PKCS#8, so that it is found; certificates stand in an encrypted part, as a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .asn1 import INTEGER, OCTET_STRING, OID, SEQUENCE, DerError, Fields, Value
from .der import tree

_DATA = "1.2.840.113549.1.7.1"
_BAGS = "1.2.840.113549.1.12.10.1."
_KEY, _SHROUDED_KEY, _CERTIFICATE = f"{_BAGS}1", f"{_BAGS}2", f"{_BAGS}3"
_CONTEXT_0 = 0xA0


@dataclass(frozen=True, slots=True)
class Store:
    """What was found."""

    encrypted: tuple[bytes, ...]
    """Private keys as EncryptedPrivateKeyInfo in DER (RFC 5958)."""
    keys: tuple[bytes, ...]
    """Private keys as PKCS#8, in DER."""
    certificates: tuple[bytes, ...]
    """In DER."""


def read_store(data: bytes) -> Store | None:
    """Returns what stands in a PKCS#12 store; ``None`` if it is none, or is not DER. Never raises."""
    value = tree(data)
    if value is None:
        return None
    try:
        fields = Fields(value)
        if fields.take(INTEGER).content != b"\3":
            return None
        bags = list(_bags(fields.take(SEQUENCE)))
    except DerError:
        return None
    encrypted = tuple(inner.encoded for kind, inner in bags if kind == _SHROUDED_KEY)
    keys = tuple(inner.encoded for kind, inner in bags if kind == _KEY)
    certificates = tuple(
        octets for kind, inner in bags if kind == _CERTIFICATE and (octets := _certificate(inner))
    )
    return Store(encrypted, keys, certificates)


def _bags(content: Value) -> Iterator[tuple[str, Value]]:
    """Yields the kind and the value of each bag in an AuthenticatedSafe (RFC 7292 section 4)."""
    for info in _inside(content).parts:
        kind = Fields(info).take(OID).oid()
        if kind != _DATA:
            continue  # It is encrypted as a whole.
        for bag in _inside(info).parts:
            fields = Fields(bag)
            yield fields.take(OID).oid(), _one(fields.take(_CONTEXT_0))


def _inside(info: Value) -> Value:
    """Returns the value in the octets of a ContentInfo that is plain data."""
    fields = Fields(info)
    fields.take(OID)
    octets = _one(fields.take(_CONTEXT_0))
    value = tree(octets.content) if octets.tag == OCTET_STRING else None
    if value is None:
        raise DerError
    return value


def _one(value: Value) -> Value:
    if len(value.parts) != 1:
        raise DerError
    return value.parts[0]


def _certificate(bag: Value) -> bytes | None:
    try:
        fields = Fields(bag)
        fields.take(OID)
        octets = _one(fields.take(_CONTEXT_0))
    except DerError:
        return None
    return octets.content if octets.tag == OCTET_STRING else None
