"""How a PKCS#8 key is encrypted with a passphrase (RFC 8018, RFC 7914, RFC 7292 appendix C).

This reads how much work it is to try a passphrase, and how the key that opens it comes about.
`keyring.encrypted` opens the key.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..vocabulary import costs
from . import asn1
from .asn1 import INTEGER, NULL, OCTET_STRING, OID, SEQUENCE, DerError, Fields, Value
from .limits import MAX_PBKDF2_ITERATIONS, MAX_SCRYPT_WIDTH, MAX_SCRYPT_WORK

_PBES2 = "1.2.840.113549.1.5.13"
_PBKDF2 = "1.2.840.113549.1.5.12"
_SCRYPT = "1.3.6.1.4.1.11591.4.11"
_OLDER = ("1.2.840.113549.1.5.", "1.2.840.113549.1.12.1.")
"""How the object identifiers of PBES1 and of the schemes of PKCS#12 begin."""
_HMAC = {
    "1.2.840.113549.2.7": "SHA-1",
    "1.2.840.113549.2.8": "SHA-224",
    "1.2.840.113549.2.9": "SHA-256",
    "1.2.840.113549.2.10": "SHA-384",
    "1.2.840.113549.2.11": "SHA-512",
}
"""The pseudorandom functions of PBKDF2, by the hashes of their HMAC (RFC 8018 appendix B.1)."""
_AES_CBC = {
    "2.16.840.1.101.3.4.1.2": 16,
    "2.16.840.1.101.3.4.1.22": 24,
    "2.16.840.1.101.3.4.1.42": 32,
}
"""AES-CBC by the length of its key in bytes (RFC 8018 appendix B.2.5)."""
_IV_BYTES = 16


@dataclass(frozen=True, slots=True)
class Pbes2:
    """A key that is encrypted with AES-CBC, with a key that a passphrase gives."""

    digest: str
    """PBKDF2: the hash function of its HMAC. Empty: the key is derived with scrypt."""
    salt: bytes
    work: tuple[int, ...]
    """PBKDF2: the iterations. scrypt: N, r and p."""
    key_bytes: int
    iv: bytes
    ciphertext: bytes


def read_pbes2(data: bytes) -> Pbes2 | None:
    """Reads an EncryptedPrivateKeyInfo in DER that uses PBES2 with AES-CBC.

    ``None`` if it is another one, or none at all. Whether the work is too much, `cost_of` says.
    """
    try:
        return _pbes2(asn1.read(data))
    except DerError:
        return None


def is_encrypted(value: Value) -> bool:
    """Tells whether a structure is an EncryptedPrivateKeyInfo (RFC 5958 section 3)."""
    try:
        name, _ = _scheme(value)
    except DerError:
        return False
    return name.startswith(_OLDER)


def cost_of(data: bytes) -> int:
    """Returns what it costs to try a passphrase, in the units of `vocabulary.costs`.

    ``data`` is an EncryptedPrivateKeyInfo in DER. Work factors that no honest key has are
    refused, because they cost time or memory.

    Raises:
        ValueError: they are too high, or cannot be read. The message is the end of a sentence.
    """
    try:
        work, limit, units = _work(asn1.read(data))
    except asn1.TooMuchError:
        raise
    except DerError as error:
        raise ValueError("how it is encrypted cannot be made out") from error
    if work > limit:
        raise ValueError(f"its work factor is {work:,}; up to {limit:,} is done")
    return units


def _scheme(value: Value) -> tuple[str, Fields]:
    """Returns the object identifier of the encryption, and what follows it: its parameters."""
    outer = Fields(value)
    algorithm = Fields(outer.take(SEQUENCE))
    outer.take(OCTET_STRING)
    outer.end()
    return algorithm.take(OID).oid(), algorithm


def _work(value: Value) -> tuple[int, int, int]:
    """Returns the work factor, the limit of such work factors, and the cost in units."""
    name, algorithm = _scheme(value)
    parameters = Fields(algorithm.take(SEQUENCE))
    if name != _PBES2:
        if not name.startswith(_OLDER):
            raise DerError
    else:
        derivation = Fields(parameters.take(SEQUENCE))
        name = derivation.take(OID).oid()
        if name not in (_PBKDF2, _SCRYPT):
            raise DerError
        parameters = Fields(derivation.take(SEQUENCE))
    parameters.take(OCTET_STRING)  # the salt
    work = _factor(parameters)
    if name != _SCRYPT:
        return work, MAX_PBKDF2_ITERATIONS, costs.PBKDF2 * work
    width = _factor(parameters) * _factor(parameters)
    if width > MAX_SCRYPT_WIDTH:
        return width, MAX_SCRYPT_WIDTH, width
    return work * width, MAX_SCRYPT_WORK, work * width


def _pbes2(value: Value) -> Pbes2 | None:
    name, algorithm = _scheme(value)
    if name != _PBES2:
        return None
    parameters = Fields(algorithm.take(SEQUENCE))
    algorithm.end()
    derivation, cipher = Fields(parameters.take(SEQUENCE)), Fields(parameters.take(SEQUENCE))
    parameters.end()
    key_bytes = _AES_CBC.get(cipher.take(OID).oid())
    if key_bytes is None:
        return None
    iv = cipher.take(OCTET_STRING).content
    cipher.end()
    name, stretching = derivation.take(OID).oid(), Fields(derivation.take(SEQUENCE))
    derivation.end()
    salt = stretching.take(OCTET_STRING).content
    count = {_PBKDF2: 1, _SCRYPT: 3}.get(name, 0)
    work = tuple(_factor(stretching) for _ in range(count))
    length = stretching.optional(INTEGER)
    digest: str | None = ""
    if name == _PBKDF2:
        digest = _digest(stretching)
    stretching.end()
    fits = length is None or int.from_bytes(length.unsigned(), "big") == key_bytes
    if not work or 0 in work or digest is None or not fits or len(iv) != _IV_BYTES:
        return None
    return Pbes2(digest, salt, work, key_bytes, iv, value.parts[1].content)


def _digest(fields: Fields) -> str | None:
    """Returns the hash of a pseudorandom function, by default SHA-1; ``None`` if it is unknown."""
    given = fields.optional(SEQUENCE)
    if given is None:
        return "SHA-1"
    function = Fields(given)
    name = function.take(OID).oid()
    function.optional(NULL)
    function.end()
    return _HMAC.get(name)


def _factor(fields: Fields) -> int:
    octets = fields.take(INTEGER).unsigned()
    if len(octets) > 8:
        raise DerError
    return int.from_bytes(octets, "big")
