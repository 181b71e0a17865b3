"""Checks whether a point is on its curve (SEC 1 section 3.2.2), before any engine sees it."""

from __future__ import annotations

from typing import NamedTuple

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


class Domain(NamedTuple):
    """The parameters of a curve (SEC 1 section 3.1.1), but for its cofactor, which is 1."""

    p: int
    a: int
    b: int
    x: int
    y: int
    n: int


_GENERATORS = {
    "P-256": (
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    ),
    "P-384": (
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    ),
    "P-521": (
        0xC6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66,
        0x11839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650,
        0x1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
    ),
    "secp256k1": (
        0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
        0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    ),
}
"""The coordinates of the generator, and its order (FIPS 186-5, SEC 2)."""
DOMAINS = {
    name: Domain(p, 0 if name == "secp256k1" else -3, _B[name], *_GENERATORS[name])
    for name, p in _PRIMES.items()
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
