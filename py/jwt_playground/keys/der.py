"""DER to JWK: SPKI, PKCS#1, PKCS#8, SEC1 and X.509 (RFC 5280, 5915, 5958, 8017, 8410).

`asn1` reads the values, under its limits. This module only renames them to the members of a JWK.
It does not check numbers: `jwk.from_jwk` and the engines do that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..text import base64url
from ..vocabulary.curves import BY_OID
from . import asn1, ec_der, mldsa, pbe
from .asn1 import BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE, DerError, Fields, Value
from .ec_der import NotForJwsError
from .x509 import certificate_of, read_certificate

_RSA = "1.2.840.113549.1.1.1"
_EC = "1.2.840.10045.2.1"
_NO_JWS_KEYS = {
    "1.2.840.10040.4.1": "DSA",
    "1.2.840.10046.2.1": "DH",
    "1.2.840.113549.1.1.7": "RSA-OAEP-only",
    "1.2.840.113549.1.1.10": "RSA-PSS-only",
    **{f"2.16.840.1.101.3.4.4.{number}": "ML-KEM" for number in (1, 2, 3)},
    **{f"2.16.840.1.101.3.4.3.{number}": "SLH-DSA" for number in range(20, 32)},
}
"""Algorithms whose keys are of no use here, and what their keys are called in a sentence."""
_CONTEXT_0 = 0xA0
_BITS_1 = 0x81


class EncryptedError(Exception):
    """A PKCS#8 key that needs a passphrase."""


@dataclass(frozen=True, slots=True)
class Read:
    """A key as it was read."""

    jwk: dict[str, Any]
    """Its members. A private key without `x` (of an AKP key: `pub`) has no public half yet."""
    source: str
    """What it was read from, in words: “SPKI”, “X.509 certificate” …"""
    certificate: bytes | None = None
    """The certificate in DER, if the key was read from one."""
    note: str | None = None
    """What is unusual about how the key is written, in a sentence that says what to do."""


def der_length(data: bytes) -> int:
    """Returns the length in bytes of the ASN.1 value at the beginning of ``data``.

    The length is what the value says about itself (X.690 section 8.1). It is larger than the
    length of ``data`` if the value is cut off. Never raises.
    """
    if len(data) < 2:
        return 2
    if data[1] < 0x80:
        return 2 + data[1]
    end = 2 + (data[1] & 0x7F)
    return end + int.from_bytes(data[2:end], "big")


def read_der(data: bytes, label: str | None = None) -> Read:
    """Reads a key in DER: of the kind that the PEM ``label`` names, or of any kind.

    ``label`` is one of `LABELS`.

    Raises:
        TooMuchError: the structure goes beyond a limit. The message is the end of a sentence.
        ValueError: the bytes hold no key that is of use here. The message is the end of a
            sentence.
        EncryptedError: the key is an encrypted private key.
        KeyError: the label is not one of `LABELS`.
    """
    if label == "ENCRYPTED PRIVATE KEY":
        raise EncryptedError
    value = asn1.read(data)
    if label is not None:
        return _read(value, label)
    first: ValueError | None = None
    for name in _READERS:
        try:
            return _read(value, name)
        except (asn1.TooMuchError, NotForJwsError) as error:
            # It is of this kind, but a later kind may still fit.
            first = first or error
        except DerError:
            continue
    if first is None and pbe.is_encrypted(value):
        raise EncryptedError
    raise first or DerError


def tree(data: bytes) -> Value | None:
    """Returns the tree of values in DER; ``None`` if it is not DER, or goes beyond a limit."""
    try:
        return asn1.read(data)
    except DerError:
        return None


def names_in_certificate(data: bytes) -> tuple[bytes, bytes] | None:
    """Returns the names of issuer and subject, each in DER (RFC 5280 section 4.1.2).

    ``None`` if ``data`` is no certificate that is read. Never raises.
    """
    try:
        certificate = read_certificate(data)
    except DerError:
        return None
    return certificate.issuer.encoded, certificate.subject.encoded


def _read(value: Value, label: str) -> Read:
    source, reader = _READERS[label]
    certificate = value.encoded if label == "CERTIFICATE" else None
    note = ec_der.EXPLICIT if ec_der.is_explicit(value) else None
    return Read(reader(value), source, certificate, note)


def _certificate(value: Value) -> dict[str, Any]:
    return _spki(certificate_of(value).key)


def _spki(value: Value) -> dict[str, Any]:
    fields = Fields(value)
    algorithm, parameters = _algorithm(fields)
    octets = fields.take(BIT_STRING).octets()
    fields.end()
    if algorithm == _RSA:
        return _pkcs1_public(asn1.read(octets))
    if algorithm == _EC:
        return ec_der.public(octets, parameters)
    if (curve := BY_OID.get(algorithm)) is not None and curve.kty == "OKP":
        return {"kty": "OKP", "crv": curve.name, "x": _text(octets)}
    if algorithm in mldsa.NAMES:
        return mldsa.public(algorithm, octets)
    raise _unknown(algorithm)


def _pkcs8(value: Value) -> dict[str, Any]:
    fields = Fields(value)
    fields.take(INTEGER)
    algorithm, parameters = _algorithm(fields)
    octets = fields.take(OCTET_STRING).content
    fields.optional(_CONTEXT_0)
    half = fields.optional(_BITS_1)
    fields.end()
    if algorithm == _RSA:
        return _pkcs1_private(asn1.read(octets))
    if algorithm == _EC:
        return ec_der.private(asn1.read(octets), parameters)
    if (curve := BY_OID.get(algorithm)) is not None and curve.kty == "OKP":
        inner = asn1.read(octets)
        if inner.tag != OCTET_STRING:
            raise DerError
        return {"kty": "OKP", "crv": curve.name, "d": _text(inner.content)}
    if algorithm in mldsa.NAMES:
        return mldsa.private(algorithm, asn1.read(octets), half.octets() if half else None)
    raise _unknown(algorithm)


def _pkcs1_public(value: Value) -> dict[str, Any]:
    fields = Fields(value)
    jwk = {"kty": "RSA", "n": _number(fields), "e": _number(fields)}
    fields.end()
    return jwk


def _pkcs1_private(value: Value) -> dict[str, Any]:
    fields = Fields(value)
    fields.take(INTEGER)
    jwk = {"kty": "RSA"}
    for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi"):
        jwk[name] = _number(fields)
    if fields.optional(SEQUENCE):
        raise NotForJwsError("it has more than two primes, which JWTs do not use")
    fields.end()
    return jwk


def _sec1(value: Value) -> dict[str, Any]:
    return ec_der.private(value, None)


_READERS: dict[str, tuple[str, Callable[[Value], dict[str, Any]]]] = {
    "CERTIFICATE": ("X.509 certificate", _certificate),
    "PUBLIC KEY": ("SPKI", _spki),
    "PRIVATE KEY": ("PKCS#8", _pkcs8),
    "RSA PRIVATE KEY": ("PKCS#1", _pkcs1_private),
    "EC PRIVATE KEY": ("SEC1", _sec1),
    "RSA PUBLIC KEY": ("PKCS#1", _pkcs1_public),
}
LABELS = frozenset({*_READERS, "ENCRYPTED PRIVATE KEY"})
"""The labels of PEM blocks whose DER `read_der` knows (RFC 7468, OpenSSL)."""


def _algorithm(fields: Fields) -> tuple[str, Value | None]:
    """Takes an AlgorithmIdentifier; returns its object identifier and its parameters."""
    inner = Fields(fields.take(SEQUENCE))
    algorithm, parameters = inner.take(OID).oid(), inner.optional()
    inner.end()
    return algorithm, parameters


def _unknown(algorithm: str) -> NotForJwsError:
    name = _NO_JWS_KEYS.get(algorithm)
    kind = f"a {name} key" if name else f"a key of the algorithm {algorithm}"
    return NotForJwsError(
        f"it is {kind}, which signs no tokens here; RSA, EC, Ed25519, Ed448 and ML-DSA keys do"
    )


def _number(fields: Fields) -> str:
    return _text(fields.take(INTEGER).unsigned())


def _text(octets: bytes) -> str:
    return base64url.encode(octets)
