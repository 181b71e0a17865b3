"""Checks whether a point is on its curve (SEC 1 section 3.2.2), before any engine sees it."""

from __future__ import annotations

# y^2 = x^3 + a x + b over the integers modulo p (FIPS 186-5, SEC 2).
_PRIMES = {
    "P-256": 2**256 - 2**224 + 2**192 + 2**96 - 1,
    "P-384": 2**384 - 2**128 - 2**96 + 2**32 - 1,
    "P-521": 2**521 - 1,
    "secp256k1": 2**256 - 2**32 - 977,
}
_B = {
    "P-256": 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    "P-384": 0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
    "P-521": 0x51953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00,
    "secp256k1": 7,
}


def on_curve(curve: str, x: bytes, y: bytes) -> bool:
    """Tells whether ``x`` and ``y`` are a point of the curve.

    ``curve`` is the `crv` of an EC key (RFC 7518 section 6.2.1.1, RFC 8812). The coordinates
    are big-endian numbers of any length.

    Raises:
        KeyError: the curve is not one of EC keys.
    """
    p, b = _PRIMES[curve], _B[curve]
    a = 0 if curve == "secp256k1" else -3
    u, v = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    return u < p and v < p and (v * v - (u * u * u + a * u + b)) % p == 0


def decompressed(curve: str, point: bytes) -> bytes | None:
    """Returns the y of a compressed point (SEC 1 section 2.3.4); ``None`` if it is on no curve.

    ``point`` is a byte that says whether y is odd, and then x.

    Raises:
        KeyError: the curve is not one of EC keys.
    """
    p, b = _PRIMES[curve], _B[curve]
    a = 0 if curve == "secp256k1" else -3
    x = int.from_bytes(point[1:], "big")
    # Each of these primes is 3 modulo 4, so this power is a square root if there is one.
    square = (x * x * x + a * x + b) % p
    y = pow(square, (p + 1) // 4, p)
    if x >= p or y * y % p != square:
        return None
    if y & 1 != point[0] & 1:
        y = p - y
    return y.to_bytes(len(point) - 1, "big")
