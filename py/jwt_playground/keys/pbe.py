"""How a PKCS#8 key is encrypted with a passphrase (RFC 8018, RFC 7914, RFC 7292 appendix C).

This reads how much work it is to try a passphrase. `keyring.encrypted` opens the key.
"""

from __future__ import annotations

from ..vocabulary import costs
from . import asn1
from .asn1 import INTEGER, OCTET_STRING, OID, SEQUENCE, DerError, Fields, Value
from .limits import MAX_PBKDF2_ITERATIONS, MAX_SCRYPT_WORK

_PBES2 = "1.2.840.113549.1.5.13"
_PBKDF2 = "1.2.840.113549.1.5.12"
_SCRYPT = "1.3.6.1.4.1.11591.4.11"
_OLDER = ("1.2.840.113549.1.5.", "1.2.840.113549.1.12.1.")
"""How the object identifiers of PBES1 and of the schemes of PKCS#12 begin."""


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
    work *= _factor(parameters) * _factor(parameters)
    return work, MAX_SCRYPT_WORK, work


def _factor(fields: Fields) -> int:
    octets = fields.take(INTEGER).unsigned()
    if len(octets) > 8:
        raise DerError
    return int.from_bytes(octets, "big")
