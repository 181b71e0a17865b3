"""Sizes beyond which a key only serves to keep the engine busy."""

from __future__ import annotations

MAX_RSA_BITS = 16_384
MAX_RSA_EXPONENT_BITS = 64
MAX_PBKDF2_ITERATIONS = 2_000_000
MAX_BCRYPT_ROUNDS = 200
MAX_SCRYPT_WORK = 2**21
"""N times r times p; OpenSSL writes 2^17."""
MIN_RSA_BITS = 2048
"""RFC 7518 section 3.3."""


def too_large(kty: str, octets: dict[str, bytes]) -> str | None:
    """Why a key of these decoded members is not worked with, or ``None``."""
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
