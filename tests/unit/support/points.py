"""Arithmetic on curves, for signatures that no library makes. Nothing here is secret."""

from __future__ import annotations

import hashlib

from jwt_playground.keys.curves import DOMAINS, Domain

Point = tuple[int, int] | None
"""``None`` is the point at infinity."""


def add(curve: Domain, one: Point, other: Point) -> Point:
    """The sum of two points of a curve of ECDSA."""
    if one is None or other is None:
        return one or other
    p, (x, y), (u, v) = curve.p, one, other
    if x == u and (y + v) % p == 0:
        return None
    slope = (
        (3 * x * x + curve.a) * pow(2 * y, -1, p) if one == other else (v - y) * pow(u - x, -1, p)
    )
    w = (slope * slope - x - u) % p
    return w, (slope * (x - w) - y) % p


def times(curve: Domain, number: int, point: Point) -> Point:
    """A multiple of a point of a curve of ECDSA."""
    product: Point = None
    while number:
        if number & 1:
            product = add(curve, product, point)
        point, number = add(curve, point, point), number >> 1
    return product


def base(curve: Domain) -> Point:
    """The generator."""
    return curve.x, curve.y


def point_beyond_the_order(name: str) -> tuple[int, int] | None:
    """A point whose x is greater than the order of the curve; ``None`` if there is none near."""
    curve = DOMAINS[name]
    for x in range(curve.n + 1, min(curve.p, curve.n + 100)):
        square = (x**3 + curve.a * x + curve.b) % curve.p
        y = pow(square, (curve.p + 1) // 4, curve.p)
        if y * y % curve.p == square:
            return x, y
    return None


class Edwards:
    """A curve of EdDSA: a x^2 + y^2 = 1 + d x^2 y^2 modulo p (RFC 8032 section 5)."""

    def __init__(self, name: str) -> None:
        self.is_448 = name == "Ed448"
        self.size = 57 if self.is_448 else 32
        self.p = 2**448 - 2**224 - 1 if self.is_448 else 2**255 - 19
        self.a = 1 if self.is_448 else -1
        self.d = -39081 if self.is_448 else -121665 * pow(121666, -1, self.p)
        self.cofactor = 4 if self.is_448 else 8
        self.order = (
            2**446 - 13818066809895115352007386748515426880336692474882178609894547503885
            if self.is_448
            else 2**252 + 27742317777372353535851937790883648493
        )
        y = (
            298819210078481492676017930443930673437544040154080242095928241372331506189835876003536878655418784733982303233503462500531545062832660
            if self.is_448
            else 4 * pow(5, -1, self.p)
        )
        self.base = self.decode(y % self.p, odd=False)

    def decode(self, y: int, *, odd: bool) -> tuple[int, int]:
        """The point with this y, whose x is odd or even. Raises `ValueError`: there is none."""
        p = self.p
        square = (y * y - 1) * pow(self.d * y * y - self.a, -1, p) % p
        x = pow(square, (p + 1) // 4 if p % 4 == 3 else (p + 3) // 8, p)
        if p % 4 == 1 and x * x % p != square:
            x = x * pow(2, (p - 1) // 4, p) % p
        if x * x % p != square:
            raise ValueError
        return (p - x if x % 2 != odd else x) % p, y

    def add(self, one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
        """The sum of two points."""
        (x, y), (u, v), p = one, other, self.p
        both = self.d * x * y * u * v
        return (
            (x * v + u * y) * pow(1 + both, -1, p) % p,
            (y * v - self.a * x * u) * pow(1 - both, -1, p) % p,
        )

    def times(self, number: int, point: tuple[int, int]) -> tuple[int, int]:
        """A multiple of a point."""
        product = (0, 1)
        while number:
            if number & 1:
                product = self.add(product, point)
            point, number = self.add(point, point), number >> 1
        return product

    def encode(self, point: tuple[int, int]) -> bytes:
        """The bytes of a point."""
        number = point[1] | (point[0] & 1) << (8 * self.size - 1)
        return number.to_bytes(self.size, "little")

    def challenge(self, r: bytes, key: bytes, data: bytes) -> int:
        """The number that the hash of a signature stands for."""
        if self.is_448:
            digest = hashlib.shake_256(b"SigEd448\0\0" + r + key + data).digest(114)
        else:
            digest = hashlib.sha512(r + key + data).digest()
        return int.from_bytes(digest, "little") % self.order

    def of_small_order(self) -> list[tuple[int, int]]:
        """The points whose order divides the cofactor, each of them once."""
        found: list[tuple[int, int]] = []
        for y in range(2, 100):
            try:
                point = self.decode(y, odd=True)
            except ValueError:
                continue
            small = self.times(self.order, point)
            multiples = [self.times(n, small) for n in range(self.cofactor)]
            if len(set(multiples)) == self.cofactor:
                return multiples
            found = multiples
        return found
