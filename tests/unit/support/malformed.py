"""Signatures and public keys that no signer makes, for every curve: what verifiers differ on.

Each case is a name, a public key, data and a signature.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from jwt_playground.keys.curves import DOMAINS
from tests.unit.support.noble import CURVES, Json, b64, octets, openssl_signs, private_jwk
from tests.unit.support.points import Edwards, Point, add, base, point_beyond_the_order, times

Case = tuple[str, Json, bytes, bytes]
DATA = b"eyJhbGciOiJub25lIn0.e30"
SECRET = 0x7A1E5


def ecdsa(name: str) -> Iterator[Case]:
    """Cases on a curve of ECDSA."""
    curve, size = DOMAINS[name], len(octets(_jwk(name)["x"]))
    key = _jwk(name)
    public = {each: key[each] for each in ("kty", "crv", "x", "y")}
    good = openssl_signs(key, DATA)
    r, s = (int.from_bytes(part, "big") for part in (good[:size], good[size:]))
    n, p = curve.n, curve.p

    def pair(one: int, two: int) -> bytes:
        most = (1 << 8 * size) - 1  # what does not fit is cut off
        return b"".join((number & most).to_bytes(size, "big") for number in (one, two))

    numbers = {
        "r = 0": (0, s),
        "s = 0": (r, 0),
        "both 0": (0, 0),
        "r = n": (n, s),
        "s = n": (r, n),
        "both n": (n, n),
        "r = 1, s = 1": (1, 1),
        "r + n": (r + n, s),
        "s + n": (r, s + n),
        "n - r": (n - r, s),
        "the other s": (r, n - s),
        "r = p": (p, s),
        "r = n - 1": (n - 1, s),
        "s = n - 1": (r, n - 1),
        "r and s exchanged": (s, r),
        "all ones": (-1, -1),
    }
    for what, two in numbers.items():
        yield f"{name}: {what}", public, DATA, pair(*two)
    cuts = {
        "nothing": b"",
        "a byte less": good[:-1],
        "a byte more": good + b"\0",
        "a zero before it": b"\0" + good,
        "r alone": good[:size],
        "twice": good * 2,
    }
    for what, cut in cuts.items():
        yield f"{name}: {what}", public, DATA, cut
    yield f"{name}: no data", public, b"", openssl_signs(key, b"")

    x, y = (int.from_bytes(octets(key[each]), "big") for each in ("x", "y"))
    points = {
        "y negated": (x, p - y),
        "another y": (x, y ^ 1),
        "x = y = 0": (0, 0),
        "x + p": (x + p, y),
        "y + p": (x, y + p),
        "x = p": (p, y),
        "exchanged": (y, x),
        "the base point": (curve.x, curve.y),
    }
    for what, point in points.items():
        if max(point) >> 8 * size == 0:
            yield f"{name}: key with {what}", _public(name, size, point), DATA, good

    # R is the point at infinity: then there is no r to compare with.
    digest = _digest(name)
    yield f"{name}: R at infinity", _of(name, size, -digest * pow(r, -1, n)), DATA, pair(r, s)
    # x of R is not less than n, so r is another number than x.
    if found := point_beyond_the_order(name):
        inverse = pow(found[0] - n, -1, n)
        q = add(curve, times(curve, 5, found), times(curve, -digest % n, base(curve)))
        matching = _public(name, size, times(curve, inverse, q))
        yield f"{name}: x beyond n", matching, DATA, pair(found[0] - n, 5)
        yield f"{name}: x itself as r", matching, DATA, pair(found[0], 5)


def edwards(name: str) -> Iterator[Case]:
    """Cases on a curve of EdDSA, among them those of “Taming the many EdDSAs”."""
    curve = Edwards(name)
    jwk = private_jwk(name, bytes(range(1, curve.size + 1)))
    public = {each: jwk[each] for each in ("kty", "crv", "x")}
    good, size = openssl_signs(jwk, DATA), curve.size
    s = int.from_bytes(good[size:], "little")

    def with_s(number: int) -> bytes:
        return good[:size] + (number % (1 << 8 * size)).to_bytes(size, "little")

    for what, number in {
        "s = 0": 0,
        "s + order": s + curve.order,
        "s + 2 order": s + 2 * curve.order,
        "s = order": curve.order,
        "order - s": curve.order - s,
        "all ones": -1,
        "the top bit": s | 1 << 8 * size - 1,
    }.items():
        yield f"{name}: {what}", public, DATA, with_s(number)
    for cut in (b"", good[:-1], good + b"\0", good[:size], good * 2):
        yield f"{name}: {len(cut)} bytes", public, DATA, cut
    yield f"{name}: r negated", public, DATA, _bit(good, 8 * size - 1)
    yield f"{name}: r of no point", public, DATA, b"\2" + bytes(size - 1) + good[size:]

    small = curve.of_small_order()
    secret, nonce = 1234567, 7654321
    plain = curve.times(secret, curve.base)
    for index, torsion in enumerate(small):
        for other, second in enumerate(small):
            # Made with the parts inside of the group alone: only the cofactor may make it match.
            a, big_r = curve.add(plain, torsion), curve.add(curve.times(nonce, curve.base), second)
            key, r = curve.encode(a), curve.encode(big_r)
            k = curve.challenge(r, key, DATA)
            whole = ((nonce + k * secret) % curve.order).to_bytes(size, "little")
            yield f"{name}: A + T{index}, R + T{other}", _okp(name, key), DATA, r + whole
    for index, torsion in enumerate(small):
        # Keys that anyone can sign for, and points that are no canonical ones.
        r = curve.encode(torsion)
        yield f"{name}: A = T{index}, R = T{index}", _okp(name, r), DATA, r + bytes(size)
        yield f"{name}: R = T{index}", public, DATA, r + good[size:]
        for y in (torsion[1] + curve.p,):
            if y >> (255 if size == 32 else 448) == 0:
                odd = y.to_bytes(size, "little")
                yield f"{name}: A = T{index} + p", _okp(name, odd), DATA, odd + bytes(size)
                yield f"{name}: R = T{index} + p", public, DATA, odd + good[size:]
        if torsion[0] == 0:
            signed = _bit(r, 8 * size - 1)
            yield f"{name}: A = T{index} with a sign", _okp(name, signed), DATA, r + bytes(size)
            yield f"{name}: R = T{index} with a sign", _okp(name, r), DATA, signed + bytes(size)
    key = curve.encode(plain)
    for index, torsion in enumerate(small):
        # R is of small order, and the signature is right with it.
        r = curve.encode(torsion)
        k = curve.challenge(r, key, DATA)
        whole = (k * secret % curve.order).to_bytes(size, "little")
        yield f"{name}: R = T{index}, s = k a", _okp(name, key), DATA, r + whole
        if torsion[1] + curve.p < 1 << (255 if size == 32 else 448):
            r = (torsion[1] + curve.p).to_bytes(size, "little")
            k = curve.challenge(r, key, DATA)
            whole = (k * secret % curve.order).to_bytes(size, "little")
            yield f"{name}: R = T{index} + p, s = k a", _okp(name, key), DATA, r + whole


def _jwk(name: str) -> Json:
    size = (DOMAINS[name].n.bit_length() + 7) // 8
    return private_jwk(name, SECRET.to_bytes(size, "big"))


def _digest(name: str) -> int:
    digest = hashlib.new(CURVES[name][2].name, DATA).digest()
    return int.from_bytes(digest, "big")


def _of(name: str, size: int, secret: int) -> Json:
    curve = DOMAINS[name]
    return _public(name, size, times(curve, secret % curve.n, base(curve)))


def _public(name: str, size: int, point: Point) -> Json:
    assert point is not None
    x, y = (b64(number.to_bytes(size, "big")) for number in point)
    return {"kty": "EC", "crv": name, "x": x, "y": y}


def _okp(name: str, key: bytes) -> Json:
    return {"kty": "OKP", "crv": name, "x": b64(key)}


def _bit(data: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(data))
