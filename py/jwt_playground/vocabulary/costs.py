"""What work costs: the one table from which every request's budget is spent.

One unit is about one microsecond in the page, that is, in WebAssembly on an ordinary computer.
CPython with OpenSSL takes a fifth to a half of it. The figures were measured in Pyodide under
Node.js, best of five, and rounded up. Nothing here reads a clock: the same request always costs
the same, so the same work is left out everywhere.
"""

from __future__ import annotations

MAX_WORK = 2_000_000
"""The budget of one request.

It is two seconds in the page, which gives up after 20 seconds without a sign of life. One token with a
JWKS of 200 keys stays below it, whatever their kind: 200 P-521 keys cost 900,000 units.
"""
MAX_WORK_PER_TOKEN = 10_000
"""What every token of a batch adds to that budget.

One trial of any key but a hostile one costs less, and so do a dozen trials of P-256 keys.
"""

SIGNATURE = {
    "P-256": 750,
    "P-384": 1_500,
    "P-521": 4_400,
    "secp256k1": 1_100,
    "Ed25519": 150,
    "Ed448": 950,
    "ML-DSA-44": 300,
    "ML-DSA-65": 500,
    "ML-DSA-87": 800,
}
"""Checking or making one signature, per curve (of an AKP key: per algorithm).

Reading the public key costs about as much again, but once per key.
"""
NOBLE = {
    "P-256": 3_700,
    "P-384": 6_900,
    "P-521": 9_900,
    "secp256k1": 1_600,
    "Ed25519": 1_500,
    "Ed448": 7_000,
    "ML-DSA-44": 1_500,
    "ML-DSA-65": 2_500,
    "ML-DSA-87": 5_000,
}
"""The same for the engine `noble`, with reading the key.

P-521 takes 11,600. It counts less, so that 200 of its keys stay within the budget of one token.
"""
SHORTEST = 30
"""The least that any operation costs, such as HMAC of a short text."""
CERTIFICATE = 5_000
"""Reading and describing one certificate. An ordinary one takes a fifth of that."""
KEY_TEXT = 1_000
"""Reading one block of a PEM text or one entry of a map of keys."""

CHOICE = 15
"""Looking at one key of a set, to choose those that are tried for one signature."""

PBKDF2 = 2
"""One iteration of PBKDF2: 1.3 with SHA-256, 1.9 with SHA-512. One unit of scrypt's work costs 1."""

PBKDF2_IN_JAVASCRIPT = {"SHA-1": 7, "SHA-224": 12, "SHA-256": 12, "SHA-384": 20, "SHA-512": 20}
"""The same where no engine of the machine's own code is there, by the hash: noble on plain HTTP."""
AGREEMENT_IN_JAVASCRIPT = {
    "P-256": 6_000,
    "P-384": 15_000,
    "P-521": 40_000,
    "X25519": 5_000,
    "X448": 13_000,
}
"""One key agreement by noble, per curve."""
MAX_IN_JAVASCRIPT = 10_000_000
"""The dearest single operation that noble is asked for. The page gives up after 20 seconds."""

HASH_SHIFT = 8
"""Bytes that are hashed, shifted by so much, are units: 3.9 per kB with SHA-256."""
QUESTION_SHIFT = 5
"""The same for bytes that are sent to the host: 32 units per kB.

They are written in base64 and in JSON, hashed, copied to the page, and read again.
"""

_RSA_DIVISOR = 800_000
_LOOK_SHIFT = 2


def rsa(modulus: str, exponent: str) -> int:
    """Returns the cost of one public operation with an RSA key, from its `n` and `e` in base64url.

    The exponent 65537 takes 19 multiplications. Of another one only the length is looked at: it
    takes two per bit at most. So 2,048 bits with 65537 cost 100 units and 16,384 bits 6,400; with
    an exponent of 64 bits, 16,384 bits cost 44,000.
    """
    bits = 6 * len(modulus)
    multiplications = 19 if exponent == "AQAB" else 12 * len(exponent)
    return bits * bits * multiplications // _RSA_DIVISOR


def looking(size: int) -> int:
    """Returns the cost of looking for a key in so many bytes of a secret, and of unwrapping them."""
    return SHORTEST + (size >> _LOOK_SHIFT)
