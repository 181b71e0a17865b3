"""Whether a public key of EdDSA can be one (RFC 8032): asked before any engine sees it.

Libraries differ in what they do with others: some verify forgeries with them, and
WebKitGTK's process ends.
"""

from __future__ import annotations

from functools import lru_cache

# a x^2 + y^2 = 1 + d x^2 y^2 over the integers modulo p (RFC 8032 sections 5.1 and 5.2).
_PRIMES = {"Ed25519": 2**255 - 19, "Ed448": 2**448 - 2**224 - 1}
_A = {"Ed25519": -1, "Ed448": 1}
_D = {
    "Ed25519": -121665 * pow(121666, -1, _PRIMES["Ed25519"]) % _PRIMES["Ed25519"],
    "Ed448": -39081,
}
# The order of a point divides the cofactor (8, 4) exactly where its y is one of these:
# 1 (order 1), p - 1 (2), 0 (4), and on Ed25519 two more (8). Their x only differ in sign.
_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = {
    "Ed25519": {0, 1, _PRIMES["Ed25519"] - 1, _OF_ORDER_8, _PRIMES["Ed25519"] - _OF_ORDER_8},
    "Ed448": {0, 1, _PRIMES["Ed448"] - 1},
}


@lru_cache(maxsize=256)  # a page asks for the same key at every keystroke
def fault(curve: str, encoded: bytes) -> str | None:
    """Why an encoded point of `Ed25519` or `Ed448` is no public key, or ``None``.

    A y that is not less than p does not decode (RFC 8032 sections 5.1.3 and 5.2.3). With
    a point of small order, signatures that nobody made verify. Other points outside the
    group that the base point generates are not looked for: nobody gains from them.
    """
    p = _PRIMES[curve]
    # The topmost bit is the sign of x.
    y = int.from_bytes(encoded, "little") & ~(1 << (8 * len(encoded) - 1))
    if y in _SMALL_ORDER[curve]:
        return "a point of small order, for which anyone can make signatures"
    # x^2 = (1 - y^2) / (a - d y^2) has a root if numerator times denominator has one.
    square = (1 - y * y) * (_A[curve] - _D[curve] * y * y) % p
    if y >= p or pow(square, (p - 1) // 2, p) != 1:
        return "not a point on the curve"
    return None
