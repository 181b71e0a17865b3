"""Limits of keys. A key beyond them is made to keep the engine busy, or is too weak.

The limits of passphrases count work: no honest key asks for more.
"""

from __future__ import annotations

MAX_KEYS = 200
"""So many keys of one text are read."""
MAX_CHAIN = 10
"""So many certificates of one chain are looked at."""
MAX_RSA_BITS = 16_384
"""The largest RSA modulus, in bits."""
MAX_RSA_EXPONENT_BITS = 64
"""The largest public exponent of an RSA key, in bits."""
MAX_PBKDF2_ITERATIONS = 2_000_000
MAX_BCRYPT_ROUNDS = 200
"""Rounds of the key derivation in an OpenSSH private key file."""
MAX_SCRYPT_WORK = 2**21
"""The product of scrypt's N, r and p (RFC 7914 section 2). OpenSSL writes 2^17."""
MAX_SCRYPT_WIDTH = 2**12
"""The product of scrypt's r and p. OpenSSL writes 8.

Where N is small, PBKDF2 takes the time instead: four hashes of HMAC for each of that product.
"""
MAX_DER_BYTES = 64 * 1024
"""Bytes of one structure in DER: a key, a certificate. An RSA key of 16,384 bits has 9,300."""
MAX_DER_VALUES = 2_000
"""Values in one structure, inner ones included."""
MAX_DER_DEPTH = 16
"""Levels of values in values. A certificate has seven."""
MAX_OID_BYTES = 64
"""Bytes of one object identifier. Those of keys and certificates have up to eleven."""
MAX_NAME_BYTES = 16 * 1024
"""Bytes of the name of a certificate's subject or issuer."""
MAX_NAME_PARTS = 50
"""Attributes of such a name, such as country and common name."""
MAX_SERIAL_BYTES = 64
"""Bytes of a certificate's serial number, which may have 20 (RFC 5280 section 4.1.2.2)."""
MAX_EXTENSIONS = 100
"""Extensions of one certificate. They are counted and not read."""
MIN_RSA_BITS = 2048
"""Smaller RSA keys must not be used (RFC 7518 section 3.3). They work, with a finding."""


def too_large(kty: str, octets: dict[str, bytes]) -> str | None:
    """Returns why the engine refuses a key for its size, or ``None`` if it takes the key.

    ``octets`` are the decoded members of the JWK; an RSA key must have `n` and `e`. The reason
    is the end of a sentence.
    """
    if kty != "RSA":
        return None
    bits = int.from_bytes(octets["n"], "big").bit_length()
    if bits > MAX_RSA_BITS:
        return f"its modulus has {bits} bits; the engine works with up to {MAX_RSA_BITS}"
    exponent = int.from_bytes(octets["e"], "big").bit_length()
    if exponent > MAX_RSA_EXPONENT_BITS:
        return (
            f"its exponent has {exponent} bits; the engine works with up to {MAX_RSA_EXPONENT_BITS}"
        )
    if any(len(value) > MAX_RSA_BITS // 8 + 1 for value in octets.values()):
        return "one of its numbers is longer than the modulus may be"
    return None
