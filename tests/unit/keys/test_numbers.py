"""Numbers that form no key are refused, with what to do, before an engine sees them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.keys import edwards
from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes

MODULUS = json.loads(call("generate_key", alg="RS256")["public"]["jwk"])["n"]
N = int.from_bytes(base64.urlsafe_b64decode(MODULUS + "=="), "big")


def _number(value: int) -> str:
    return base64url.encode(value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


@pytest.mark.parametrize(
    ("n", "e", "said"),
    [
        (0, 65537, "its modulus (n) has 0 bits"),
        (1, 65537, "its modulus (n) has 1 bits"),
        (N - 1, 65537, "its modulus (n) is even"),
        (N, 0, "not an odd number from 3 on"),
        (N, 1, "not an odd number from 3 on"),
        (N, 65536, "not an odd number from 3 on"),
        (N, N, "the engine works with up to 64"),
        (N, N + 2, "the engine works with up to 64"),
    ],
    ids=["n=0", "n=1", "n even", "e=0", "e=1", "e even", "e=n", "e>n"],
)
def test_an_rsa_key_of_impossible_numbers_is_refused(n: int, e: int, said: str) -> None:
    jwk = {"kty": "RSA", "n": _number(n), "e": _number(e)}
    described = call("describe_key", key={"text": json.dumps(jwk)})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert said in described["findings"][0]["message"]


def test_an_ec_point_off_its_curve_is_refused() -> None:
    jwk = json.loads(call("generate_key", alg="ES256")["public"]["jwk"])
    jwk["y"] = jwk["x"]
    [finding] = call("describe_key", key={"text": json.dumps(jwk)})["findings"]
    assert finding["message"] == (
        "The JWK cannot be used: x and y are not a point on the curve P-256; "
        "get the key anew from where it was made."
    )


Point = tuple[int, int]


@dataclass(frozen=True)
class Curve:
    """The group, written down as in RFC 8032: slow, and independent of what is tested."""

    name: str
    p: int
    a: int
    d: int
    order: int
    cofactor: int
    size: int

    def add(self, one: Point, other: Point) -> Point:
        (x1, y1), (x2, y2), p = one, other, self.p
        both = self.d * x1 * x2 * y1 * y2 % p
        return (
            (x1 * y2 + x2 * y1) * pow(1 + both, -1, p) % p,
            (y1 * y2 - self.a * x1 * x2) * pow(1 - both, -1, p) % p,
        )

    def times(self, factor: int, point: Point) -> Point:
        result = (0, 1)
        while factor:
            if factor & 1:
                result = self.add(result, point)
            point = self.add(point, point)
            factor >>= 1
        return result

    def decode(self, data: bytes) -> Point | None:
        """RFC 8032 sections 5.1.3 and 5.2.3."""
        p, top = self.p, 8 * self.size - 1
        number = int.from_bytes(data, "little")
        sign, y = number >> top, number & ((1 << top) - 1)
        if y >= p:
            return None
        square = (1 - y * y) * pow(self.a - self.d * y * y, -1, p) % p
        if p % 4 == 3:
            x = pow(square, (p + 1) // 4, p)
        else:
            x = pow(square, (p + 3) // 8, p)
            if x * x % p != square:
                x = x * pow(2, (p - 1) // 4, p) % p
        if x * x % p != square or (x == 0 and sign):
            return None
        return (x if x & 1 == sign else p - x, y)

    def encode(self, point: Point) -> bytes:
        x, y = point
        return (y | (x & 1) << (8 * self.size - 1)).to_bytes(self.size, "little")

    def small(self) -> list[bytes]:
        """Every point whose order divides the cofactor."""
        for start in range(2, 100):
            point = self.decode(start.to_bytes(self.size, "little"))
            if point is None:
                continue
            base = self.times(self.order, point)
            found = {self.encode(self.times(k, base)) for k in range(self.cofactor)}
            if len(found) == self.cofactor:
                return sorted(found)
        raise AssertionError("no point of full order was found")


P25519, P448 = 2**255 - 19, 2**448 - 2**224 - 1
CURVES = {
    "Ed25519": Curve(
        name="Ed25519",
        p=P25519,
        a=-1,
        d=-121665 * pow(121666, -1, P25519) % P25519,
        order=2**252 + 27742317777372353535851937790883648493,
        cofactor=8,
        size=32,
    ),
    "Ed448": Curve(
        name="Ed448",
        p=P448,
        a=1,
        d=-39081,
        order=2**446 - 0x8335DC163BB124B65129C96FDE933D8D723A70AADC873D6D54A7BB0D,
        cofactor=4,
        size=57,
    ),
}
BOTH = pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)


def _describe(curve: Curve, data: bytes) -> dict[str, Any]:
    jwk = {"kty": "OKP", "crv": curve.name, "x": base64url.encode(data)}
    return call("describe_key", key={"text": json.dumps(jwk)})


@BOTH
def test_every_point_of_small_order_is_refused(curve: Curve) -> None:
    small = curve.small()
    assert len(small) == curve.cofactor
    for data in small:
        described = _describe(curve, data)
        assert (described["keys"], codes(described)) == ([], ["key-unreadable"]), data.hex()
        assert "a point of small order" in described["findings"][0]["message"]
        assert "get the key anew" in described["findings"][0]["message"]


@BOTH
def test_what_a_key_generator_makes_is_no_fault(curve: Curve) -> None:
    for _ in range(20):
        jwk = json.loads(call("generate_key", alg=curve.name)["public"]["jwk"])
        data = base64.urlsafe_b64decode(jwk["x"] + "==")
        point = curve.decode(data)
        assert point is not None
        assert curve.times(curve.order, point) == (0, 1)
        assert edwards.fault(curve.name, data) is None


@BOTH
def test_a_y_that_is_not_less_than_p_is_no_point(curve: Curve) -> None:
    top = 8 * curve.size - 1
    for y in (curve.p, curve.p + 1, curve.p + 4, (1 << top) - 1):
        for sign in (0, 1):
            data = (y | sign << top).to_bytes(curve.size, "little")
            assert edwards.fault(curve.name, data) == "not a point on the curve"


@pytest.mark.parametrize("name", CURVES)
@given(data=st.data())
def test_a_point_is_one_where_the_rfc_decodes_it(name: str, data: st.DataObject) -> None:
    curve = CURVES[name]
    drawn = data.draw(st.binary(min_size=32, max_size=32))
    # Of 57 bytes the last holds the sign alone; most others would be refused for that.
    text = drawn if curve.size == 32 else (drawn * 2)[:56] + bytes([drawn[0] & 0x80])
    point = curve.decode(text)
    expected = point is not None and curve.times(curve.cofactor, point) != (0, 1)
    assert (edwards.fault(name, text) is None) == expected


def test_the_same_holds_for_a_key_in_pem() -> None:
    der = bytes.fromhex("302a300506032b6570032100") + bytes(32)
    pem = f"-----BEGIN PUBLIC KEY-----\n{base64.b64encode(der).decode()}\n-----END PUBLIC KEY-----"
    described = call("describe_key", key={"text": pem})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert "a point of small order" in described["findings"][0]["message"]
