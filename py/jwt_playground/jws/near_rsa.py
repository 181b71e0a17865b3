"""Opens RSA signatures to see how they were made. For explanations alone, never for a verdict.

The public operation lays open the scheme, the hash function and the digest that was signed
(RFC 8017). So one operation answers what a verifier would have to try again and again.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

_DIGEST_INFO = {
    "sha1": "3021300906052b0e03021a05000414",
    "sha224": "302d300d06096086480165030402040500041c",
    "sha256": "3031300d060960864801650304020105000420",
    "sha384": "3041300d060960864801650304020205000430",
    "sha512": "3051300d060960864801650304020305000440",
}
"""What stands before the digest in RSASSA-PKCS1-v1_5 (RFC 8017 section 9.2)."""

_LEAST_PADDING = 8
"""So many bytes of padding must be there. Chance makes them once in 2^64 signatures."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How a signature was made with the private half of a key."""

    digest: str
    """The name of the hash function in `hashlib`."""
    value: bytes
    """What is compared with the digest of the text."""
    salt: bytes | None = None
    """RSASSA-PSS only: the salt."""
    is_certain: bool = True
    """Whether the form alone shows that this key made the signature; else it may be chance."""

    def is_over(self, data: bytes) -> bool:
        """Tells whether the signature was made over ``data``."""
        own = hashlib.new(self.digest, data).digest()
        if self.salt is not None:
            own = hashlib.new(self.digest, bytes(8) + own + self.salt).digest()
        return hmac.compare_digest(own, self.value)


def open_signature(modulus: int, exponent: int, signature: bytes) -> list[Opened]:
    """Returns the ways in which a signature may have been made; none if this key did not make it.

    RSASSA-PSS must use the same hash function throughout; its salt may have any length.
    """
    number = int.from_bytes(signature, "big")
    if modulus < 3 or number >= modulus:
        return []
    bits = modulus.bit_length()
    encoded = pow(number, exponent, modulus).to_bytes((bits + 7) // 8, "big")
    return _pkcs1(encoded) or _pss(encoded, bits - 1)


def _pkcs1(encoded: bytes) -> list[Opened]:
    """Reads an encoded message of RSASSA-PKCS1-v1_5 (RFC 8017 section 9.2)."""
    for name, prefix in _DIGEST_INFO.items():
        size = hashlib.new(name).digest_size
        tail = len(bytes.fromhex(prefix)) + size
        padding = len(encoded) - tail - 3
        start = b"\x00\x01" + b"\xff" * padding + b"\x00" + bytes.fromhex(prefix)
        if padding >= _LEAST_PADDING and encoded.startswith(start):
            return [Opened(name, encoded[-size:])]
    return []


def _pss(encoded: bytes, bits: int) -> list[Opened]:
    """Reads an encoded message of RSASSA-PSS (RFC 8017 section 9.1.2)."""
    size = (bits + 7) // 8
    encoded, extra = encoded[-size:], encoded[:-size]
    if any(extra) or encoded[-1:] != b"\xbc":
        return []
    found = []
    for name in ("sha256", "sha384", "sha512", "sha1"):
        length = hashlib.new(name).digest_size
        masked, value = encoded[: -length - 1], encoded[-length - 1 : -1]
        if not masked or len(value) < length:
            continue
        plain = bytearray(
            a ^ b for a, b in zip(masked, _mask(name, value, len(masked)), strict=True)
        )
        plain[0] &= 0xFF >> (8 * size - bits)
        padding, one, salt = bytes(plain).partition(b"\x01")
        if one and not any(padding):
            found.append(Opened(name, value, salt, len(padding) >= _LEAST_PADDING))
    return found


def _mask(name: str, seed: bytes, size: int) -> bytes:
    """The mask generation function MGF1 (RFC 8017 appendix B.2.1)."""
    rounds = range(-(-size // hashlib.new(name).digest_size))
    return b"".join(
        hashlib.new(name, seed + count.to_bytes(4, "big")).digest() for count in rounds
    )[:size]
