"""Reads certificates (RFC 5280 section 4.1): what the page shows and checks, and nothing else.

Extensions are counted. Of them only one is read, and only to explain a signature that fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from . import asn1
from .asn1 import INTEGER, OID, SEQUENCE, DerError, Fields, TooMuchError, Value
from .limits import MAX_EXTENSIONS, MAX_SERIAL_BYTES
from .names import Name, read_name

_UTC_TIME, _GENERALIZED_TIME = 23, 24
_TIME = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z")
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_BASIC_CONSTRAINTS = "2.5.29.19"
_UNIQUE_IDS = (0x81, 0x82)


@dataclass(frozen=True, slots=True)
class X509:
    """A certificate."""

    data: bytes
    """In DER."""
    signed: bytes
    """The part that is signed, in DER."""
    serial: int
    issuer: Name
    subject: Name
    not_before: float
    """In seconds since the epoch."""
    not_after: float
    key: Value
    """Its SubjectPublicKeyInfo; `der` reads it."""
    algorithm: str
    """The object identifier of the signature's algorithm."""
    signature: bytes


def read_certificate(data: bytes) -> X509:
    """Reads a certificate in DER.

    Raises:
        TooMuchError: a limit is passed.
        DerError: it is no certificate. Both messages are the end of a sentence.
    """
    return certificate_of(asn1.read(data))


def certificate_of(value: Value) -> X509:
    """Reads a certificate from its tree of values.

    Raises:
        TooMuchError: a limit is passed.
        DerError: it is no certificate.
    """
    outer = Fields(value)
    signed = outer.take(SEQUENCE)
    algorithm = Fields(outer.take(SEQUENCE)).take(OID).oid()
    signature = outer.take(asn1.BIT_STRING).octets()
    outer.end()

    fields = Fields(signed)
    fields.optional(_VERSION)
    serial = fields.take(INTEGER).content
    if len(serial) > MAX_SERIAL_BYTES:
        size = f"{len(serial):,}"
        raise TooMuchError(f"its serial number has {size} bytes; up to {MAX_SERIAL_BYTES} are read")
    fields.take(SEQUENCE)  # The signature's algorithm, once more.
    issuer = read_name(fields.take(SEQUENCE), "issuer")
    validity = Fields(fields.take(SEQUENCE))
    not_before, not_after = _seconds(validity.take()), _seconds(validity.take())
    validity.end()
    subject = read_name(fields.take(SEQUENCE), "subject")
    key = fields.take(SEQUENCE)
    for tag in _UNIQUE_IDS:
        fields.optional(tag)
    extensions = fields.optional(_EXTENSIONS)
    fields.end()
    count = sum(len(part.parts) for part in extensions.parts) if extensions else 0
    if count > MAX_EXTENSIONS:
        raise TooMuchError(f"it has {count:,} extensions; up to {MAX_EXTENSIONS} are read")
    return X509(
        data=value.encoded,
        signed=signed.encoded,
        serial=int.from_bytes(serial, "big", signed=True),
        issuer=issuer,
        subject=subject,
        not_before=not_before,
        not_after=not_after,
        key=key,
        algorithm=algorithm,
        signature=signature,
    )


@lru_cache(maxsize=64)  # A batch asks about the same certificate for each of its tokens.
def is_authority(data: bytes) -> bool:
    """Tells whether a certificate in DER says that its key signs certificates (RFC 5280 4.2.1.9).

    That is `CA:TRUE` in its basic constraints. Never raises.
    """
    try:
        signed = Fields(asn1.read(data)).take(SEQUENCE)
        extensions = next(part for part in signed.parts if part.tag == _EXTENSIONS)
        for extension in extensions.parts[0].parts[:MAX_EXTENSIONS]:
            fields = Fields(extension)
            if fields.take(OID).oid() == _BASIC_CONSTRAINTS:
                constraints = asn1.read(extension.parts[-1].content)
                return [part.content for part in constraints.parts[:1]] == [b"\xff"]
    except (DerError, StopIteration, IndexError):
        pass
    return False


def _seconds(value: Value) -> float:
    """Returns a time of RFC 5280 section 4.1.2.5 in seconds since the epoch."""
    text = value.content
    if value.tag == _UTC_TIME:
        text = (b"19" if text >= b"5" else b"20") + text
    elif value.tag != _GENERALIZED_TIME:
        raise DerError
    found = _TIME.fullmatch(text)
    if found is None:
        raise DerError("one of its dates cannot be read")
    year, month, day, hour, minute, second = (int(number) for number in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError as error:
        raise DerError("one of its dates does not exist") from error
