"""Certificates and keys in DER that were made to break a reader, each under its name.

Nobody needs a key for them: the certificates are not signed, and the keys are mere structures.
Nothing here uses the engine, so that an older engine can be tried on the same bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

COMMON_NAME = bytes.fromhex("0603550403")
OWN = bytes.fromhex("06052b81806401")
"""An object identifier that no table has."""
SAN = bytes.fromhex("0603551d11")
SHA256_WITH_RSA = bytes.fromhex("06092a864886f70d01010b")
RSA = bytes.fromhex("06092a864886f70d010101")
EC = bytes.fromhex("06072a8648ce3d0201")
P256 = bytes.fromhex("06082a8648ce3d030107")
PBES2 = bytes.fromhex("06092a864886f70d01050d")
PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
AES = bytes.fromhex("060960864801650304012a")


def tlv(tag: int, *contents: bytes) -> bytes:
    """A value in DER."""
    content = b"".join(contents)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def integer(value: int) -> bytes:
    """An INTEGER that is not negative."""
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def sequence(*contents: bytes) -> bytes:
    return tlv(0x30, *contents)


def rdn(value: bytes, oid: bytes = COMMON_NAME) -> bytes:
    """A part of a name that has one attribute; ``value`` is in DER."""
    return tlv(0x31, sequence(oid, value))


def name(*rdns: bytes) -> bytes:
    return sequence(*rdns)


def text(value: str) -> bytes:
    return tlv(0x0C, value.encode())


PLAIN = name(rdn(text("leaf")))
SPKI = sequence(
    sequence(RSA, tlv(5)),
    tlv(3, b"\0", sequence(tlv(2, b"\0" + b"\xc5" * 256), tlv(2, b"\1\0\1"))),
)
DATES = sequence(tlv(0x17, b"200101000000Z"), tlv(0x17, b"300101000000Z"))


def certificate(
    subject: bytes = PLAIN,
    *,
    issuer: bytes = PLAIN,
    serial: bytes = b"\x4d",
    dates: bytes = DATES,
    spki: bytes = SPKI,
    extensions: tuple[bytes, ...] = (),
    algorithm: bytes = SHA256_WITH_RSA,
) -> bytes:
    """A certificate with these parts, all in DER but the serial number."""
    end = tlv(0xA3, sequence(*extensions)) if extensions else b""
    version = tlv(0xA0, tlv(2, b"\2"))
    how = sequence(algorithm, tlv(5))
    signed = sequence(version, tlv(2, serial), how, issuer, dates, subject, spki, end)
    return sequence(signed, how, tlv(3, b"\0" + b"\x55" * 256))


def nested(levels: int, tag: int = 0x30) -> bytes:
    """That many values, each inside the one before it."""
    data = b""
    for _ in range(levels):
        data = tlv(tag, data)
    return data


def marked(count: int) -> str:
    """A letter with many combining marks, in the order that costs normalization most."""
    return "a" + "\u0300\u0316" * (count // 2)


def both(part: bytes) -> bytes:
    """A certificate whose subject and issuer have this name."""
    return certificate(part, issuer=part)


def extension(value: bytes, oid: bytes = SAN) -> bytes:
    return sequence(oid, tlv(4, value))


CERTIFICATES: dict[str, Callable[[], bytes]] = {
    "a REAL in the name": lambda: certificate(name(rdn(tlv(9, b"\x80\x00\x01")))),
    "a REAL as an attribute that nobody knows": lambda: certificate(
        name(rdn(tlv(9, b"\x80\x00\x01"), OWN))
    ),
    "an empty BIT STRING as an attribute that nobody knows": lambda: certificate(
        name(rdn(tlv(3), OWN))
    ),
    "an empty REAL in the name": lambda: certificate(name(rdn(tlv(9)))),
    "hundreds of equal RDNs": lambda: both(name(*[rdn(text("a"))] * 900)),
    "thousands of equal RDNs": lambda: both(name(*[rdn(text("a"))] * 60_000)),
    "thousands of attributes in one RDN": lambda: both(
        name(tlv(0x31, *[sequence(COMMON_NAME, text("a"))] * 1500))
    ),
    "combining marks": lambda: certificate(
        name(rdn(text(marked(7_000)))), issuer=name(rdn(text(marked(7_000))))
    ),
    "combining marks, 700 kB": lambda: certificate(
        name(rdn(text(marked(175_000)))), issuer=name(rdn(text(marked(175_000))))
    ),
    "an endless OID": lambda: both(
        name(rdn(text("a"), tlv(6, b"\x55" + b"\xff" * 60_000 + b"\1")))
    ),
    "a long OID": lambda: certificate(
        name(rdn(text("a"), tlv(6, b"\x55" + b"\xff" * 30_000 + b"\1")))
    ),
    "a hundred different RDNs": lambda: both(name(*[rdn(text(str(n))) for n in range(100)])),
    "two hundred extensions": lambda: certificate(extensions=(extension(b"\x30\0"),) * 200),
    "an OID cut off": lambda: both(name(rdn(text("a"), tlv(6, b"\x55\x84")))),
    "an empty OID": lambda: both(name(rdn(text("a"), tlv(6)))),
    "an endless OID as algorithm": lambda: certificate(
        algorithm=tlv(6, b"\x55" + b"\xff" * 60_000 + b"\1")
    ),
    "a name of 20 kB": lambda: certificate(name(rdn(text("a" * 20_000)))),
    "a serial number of 30 kB": lambda: certificate(serial=b"\x7f" * 30_000),
    "a thousand extensions": lambda: certificate(extensions=(extension(b"\x30\0"),) * 1000),
    "a SAN with a REAL": lambda: certificate(
        extensions=(extension(sequence(tlv(9, b"\x80\0\1"))),)
    ),
    "a SAN of 100,000 names": lambda: certificate(
        extensions=(extension(sequence(*[tlv(0x82, b"a.b")] * 100_000)),)
    ),
    "a SAN nested deep": lambda: certificate(extensions=(extension(nested(5_000, 0xA4)),)),
    "a name nested deep": lambda: certificate(name(rdn(nested(5_000)))),
    "a SET nested deep": lambda: certificate(nested(3_000, 0x31)),
    "a name of another type": lambda: certificate(name(rdn(sequence(tlv(2, b"\1"))))),
    "a name with a lone surrogate": lambda: certificate(name(rdn(tlv(0x1E, b"\xd8\0")))),
    "a name with half a character": lambda: certificate(name(rdn(tlv(0x1E, b"a")))),
    "a name of bytes that are no text": lambda: certificate(name(rdn(tlv(0x0C, b"\xff\xfe")))),
    "a date that does not exist": lambda: certificate(
        dates=sequence(tlv(0x17, b"209901000000Z"), tlv(0x18, b"99991231235959Z"))
    ),
    "a date with other digits": lambda: certificate(
        dates=sequence(tlv(0x17, "２００１０１０００".encode()), tlv(0x18, b"\xff" * 15))
    ),
    "a date in the year 0": lambda: certificate(
        dates=sequence(tlv(0x18, b"00000101000000Z"), tlv(0x18, b"00010101000000Z"))
    ),
    "a length left open": lambda: b"\x30\x80" + certificate() + b"\0\0",
    "a length of 126 bytes": lambda: b"\x30\xfe" + b"\xff" * 126 + certificate(),
    "an empty BIT STRING as key": lambda: certificate(spki=sequence(sequence(RSA, tlv(5)), tlv(3))),
    "a BIT STRING of eight unused bits": lambda: certificate(
        spki=sequence(sequence(RSA, tlv(5)), tlv(3, b"\x08\0"))
    ),
    "a key that is the certificate": lambda: certificate(spki=certificate()),
    "an empty SEQUENCE": sequence,
    "nothing": lambda: b"",
}
"""Certificates for `x5c`, and for a key text."""


def encrypted(parameters: bytes, data: bytes, oid: bytes = PBES2) -> bytes:
    """An EncryptedPrivateKeyInfo."""
    return sequence(sequence(oid, parameters), data)


def pbkdf2(iterations: bytes, salt: bytes = b"\4\x08saltsalt") -> bytes:
    kdf = sequence(PBKDF2, sequence(salt, iterations))
    return sequence(kdf, sequence(AES, tlv(4, bytes(16))))


KEYS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "encrypted, with an empty BIT STRING": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(2, b"\1")), tlv(3)),
    ),
    "encrypted in an unknown way, with an empty BIT STRING": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(tlv(3), tlv(4, bytes(48)), OWN),
    ),
    "encrypted in an unknown way, with a REAL": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(tlv(9, b"\x80\0\1"), tlv(4, bytes(48)), OWN),
    ),
    "encrypted for AES alone, with an empty BIT STRING": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(
            sequence(sequence(PBKDF2, tlv(3)), sequence(AES, tlv(3))), tlv(4, bytes(48))
        ),
    ),
    "encrypted, with an empty BIT STRING as salt": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(2, b"\1"), tlv(3)), tlv(4, bytes(48))),
    ),
    "encrypted, with an empty INTEGER": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(2)), tlv(4, bytes(48))),
    ),
    "encrypted, with negative rounds": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(2, b"\xff")), tlv(4, bytes(48))),
    ),
    "encrypted, with endless rounds": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(2, b"\x7f" * 20_000)), tlv(4, bytes(48))),
    ),
    "encrypted, with an endless OID": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(
            pbkdf2(tlv(2, b"\1")), tlv(4, bytes(48)), tlv(6, b"\xff" * 60_000 + b"\1")
        ),
    ),
    "encrypted, with a REAL": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(pbkdf2(tlv(9, b"\x80\0\1")), tlv(4, bytes(48))),
    ),
    "encrypted, nested deep": (
        "ENCRYPTED PRIVATE KEY",
        lambda: encrypted(nested(5_000), tlv(4, bytes(48))),
    ),
    "public, with an empty BIT STRING": (
        "PUBLIC KEY",
        lambda: sequence(sequence(RSA, tlv(5)), tlv(3)),
    ),
    "public, with an endless OID": (
        "PUBLIC KEY",
        lambda: sequence(sequence(tlv(6, b"\xff" * 60_000 + b"\1")), tlv(3, b"\0")),
    ),
    "public, with parameters nested deep": (
        "PUBLIC KEY",
        lambda: sequence(sequence(EC, nested(5_000)), tlv(3, b"\0\4")),
    ),
    "public, with a REAL": (
        "PUBLIC KEY",
        lambda: sequence(sequence(EC, tlv(9, b"\x80\0\1")), tlv(3, b"\0\4")),
    ),
    "private, with an empty INTEGER": (
        "RSA PRIVATE KEY",
        lambda: sequence(tlv(2, b"\0"), tlv(2), *[tlv(2, b"\3")] * 7),
    ),
    "private, with an empty OCTET STRING": (
        "PRIVATE KEY",
        lambda: sequence(tlv(2, b"\0"), sequence(EC, P256), tlv(4)),
    ),
    "private, with 100,000 numbers": (
        "RSA PRIVATE KEY",
        lambda: sequence(*[tlv(2, b"\3")] * 100_000),
    ),
    "private, of another version": (
        "EC PRIVATE KEY",
        lambda: sequence(tlv(2, b"\x7f" * 3000), tlv(4, b"\1"), tlv(0xA0, P256), tlv(0xA1, tlv(3))),
    ),
}
"""Keys with the labels that they have in PEM."""


def pem(label: str, data: bytes) -> str:
    """The bytes as a block of PEM."""
    return f"-----BEGIN {label}-----\n{base64.b64encode(data).decode()}\n-----END {label}-----\n"
