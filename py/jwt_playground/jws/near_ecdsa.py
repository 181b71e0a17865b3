"""Verifies ECDSA with any hash function. For explanations alone, never for a verdict.

The engines verify with the hash function of an algorithm's name only, and asking a browser for
each attempt takes long. Here all numbers are public, so nothing has to be hidden from clocks.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import NamedTuple

_Point = tuple[int, int, int]
"""Jacobian coordinates: x is X/Z^2, and y is Y/Z^3. With Z = 0 it is the point at infinity."""
_INFINITY: _Point = (0, 1, 0)


class _Curve(NamedTuple):
    p: int
    a: int
    order: int
    base: tuple[int, int]


_CURVES = {
    "P-256": _Curve(
        2**256 - 2**224 + 2**192 + 2**96 - 1,
        -3,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        (
            0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
            0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
        ),
    ),
    "P-384": _Curve(
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        -3,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        (
            0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
            0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
        ),
    ),
    "P-521": _Curve(
        2**521 - 1,
        -3,
        2**521 - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
        (
            0x00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66,
            0x011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650,
        ),
    ),
    "secp256k1": _Curve(
        2**256 - 2**32 - 977,
        0,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
        (
            0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
            0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
        ),
    ),
}
"""FIPS 186-5 (SP 800-186) and SEC 2."""


class Attempt:
    """One signature of one key, which is then compared with many texts.

    Args:
        curve: the key's `crv`, which must be one of EC keys.
        x: the key's x, big-endian. Its point must be on the curve.
        y: the key's y.
        signature: r and s side by side, both of the same length.
    """

    def __init__(self, curve: str, x: bytes, y: bytes, signature: bytes) -> None:
        self._curve = curve
        p, a, order, _ = _CURVES[curve]
        half = len(signature) // 2
        r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
        self._r = r if 0 < r < order and 0 < s < order else 0
        if self._r:
            self._inverse = pow(s, -1, order)
            key = (int.from_bytes(x, "big"), int.from_bytes(y, "big"), 1)
            self._of_key = _times(r * self._inverse % order, key, p, a)

    def is_over(self, data: bytes, digest: str) -> bool:
        """Tells whether the signature was made over ``data`` (FIPS 186-5 section 6.4.2).

        ``digest`` is the name of the hash function in `hashlib`.
        """
        if not self._r:
            return False
        p, a, order, _ = _CURVES[self._curve]
        hashed = hashlib.new(digest, data).digest()
        number = int.from_bytes(hashed, "big") >> max(0, 8 * len(hashed) - order.bit_length())
        number = number * self._inverse % order
        point = self._of_key
        for row in _table(self._curve):
            if number & 15:
                point = _add(point, row[number & 15], p, a)
            number >>= 4
        return point[2] != 0 and point[0] * pow(point[2], -2, p) % p % order == self._r


@cache
def _table(curve: str) -> list[list[_Point]]:
    """Returns rows of multiples of the base point: row i has 0 to 15 times 16^i times it."""
    p, a, order, base = _CURVES[curve]
    rows = []
    point: _Point = (*base, 1)
    for _ in range(0, order.bit_length(), 4):
        row = [_INFINITY]
        for _ in range(15):
            row.append(_add(row[-1], point, p, a))
        rows.append(row)
        point = _add(row[-1], point, p, a)
    return rows


def _times(factor: int, point: _Point, p: int, a: int) -> _Point:
    total = _INFINITY
    for digit in f"{factor:b}":
        total = _double(total, p, a)
        if digit == "1":
            total = _add(total, point, p, a)
    return total


def _double(point: _Point, p: int, a: int) -> _Point:
    x, y, z = point
    if not z or not y:
        return _INFINITY
    square = y * y % p
    s = 4 * x * square % p
    z_square = z * z % p
    m = (3 * x * x + a * z_square * z_square) % p
    new_x = (m * m - 2 * s) % p
    return new_x, (m * (s - new_x) - 8 * square * square) % p, 2 * y * z % p


def _add(one: _Point, other: _Point, p: int, a: int) -> _Point:
    if not one[2]:
        return other
    if not other[2]:
        return one
    x1, y1, z1 = one
    x2, y2, z2 = other
    z1_square, z2_square = z1 * z1 % p, z2 * z2 % p
    u1, u2 = x1 * z2_square % p, x2 * z1_square % p
    s1, s2 = y1 * z2_square * z2 % p, y2 * z1_square * z1 % p
    if u1 == u2:
        return _double(one, p, a) if s1 == s2 else _INFINITY
    h, r = u2 - u1, s2 - s1
    h_square = h * h % p
    h_cube = h_square * h % p
    v = u1 * h_square % p
    x3 = (r * r - h_cube - 2 * v) % p
    return x3, (r * (v - x3) - s1 * h_cube) % p, h * z1 * z2 % p
