"""Checks whether an encoded point can be a public key of EdDSA, before any engine sees it.

Libraries differ in what they do with a bad point: some then call forged signatures valid, and
the process of WebKitGTK ends. The curves are those of RFC 8032.
"""

from __future__ import annotations

from functools import lru_cache

# The curves are a x^2 + y^2 = 1 + d x^2 y^2, modulo p (RFC 8032 sections 5.1 and 5.2).
_PRIMES = {"Ed25519": 2**255 - 19, "Ed448": 2**448 - 2**224 - 1}
_A = {"Ed25519": -1, "Ed448": 1}
_D = {
    "Ed25519": -121665 * pow(121666, -1, _PRIMES["Ed25519"]) % _PRIMES["Ed25519"],
    "Ed448": -39081,
}
# The cofactor is 8 for Ed25519 and 4 for Ed448. A point whose order divides it has one of these
# values of y: 1 (order 1), p - 1 (order 2), 0 (order 4), and on Ed25519 two more (order 8).
# Points with the same y differ in the sign of x only.
_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = {
    "Ed25519": {0, 1, _PRIMES["Ed25519"] - 1, _OF_ORDER_8, _PRIMES["Ed25519"] - _OF_ORDER_8},
    "Ed448": {0, 1, _PRIMES["Ed448"] - 1},
}


@lru_cache(maxsize=256)  # The page sends the same key at every keystroke.
def fault(curve: str, encoded: bytes) -> str | None:
    """Returns why an encoded point is no public key, or ``None`` if it can be one.

    ``curve`` is `Ed25519` or `Ed448`; ``encoded`` has 32 or 57 bytes (RFC 8032 sections 5.1.2
    and 5.2.2). The reason follows “x is” in a sentence.

    A y that is not less than p cannot be decoded (sections 5.1.3 and 5.2.3). With a point of
    small order, anyone can make signatures that verify. A point that lies outside the group of
    the base point in another way is accepted, because nobody gains from it.

    Raises:
        KeyError: the curve is another one.
    """
    p = _PRIMES[curve]
    # The topmost bit is the sign of x.
    y = int.from_bytes(encoded, "little") & ~(1 << (8 * len(encoded) - 1))
    if y in _SMALL_ORDER[curve]:
        return "a point of small order, for which anyone can make signatures"
    # x^2 = (1 - y^2) / (a - d y^2) has a root exactly if numerator times denominator has one.
    square = (1 - y * y) * (_A[curve] - _D[curve] * y * y) % p
    if y >= p or pow(square, (p - 1) // 2, p) != 1:
        return "not a point on the curve"
    return None
