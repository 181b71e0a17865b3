"""EC keys in DER (RFC 5915, RFC 5480), and curves that are given by their parameters."""

from __future__ import annotations

from typing import Any

from ..text import base64url
from ..vocabulary.curves import BY_OID, CURVES, Curve
from .asn1 import (
    BIT_STRING,
    INTEGER,
    NULL,
    OCTET_STRING,
    OID,
    SEQUENCE,
    DerError,
    Fields,
    Value,
    write_oid,
)
from .curves import DOMAINS

_OTHER_CURVES = {
    "1.2.840.10045.3.1.1": "secp192r1",
    "1.3.132.0.33": "secp224r1",
    "1.3.36.3.3.2.8.1.1.7": "brainpoolp256r1",
    "1.3.36.3.3.2.8.1.1.11": "brainpoolp384r1",
    "1.3.36.3.3.2.8.1.1.13": "brainpoolp512r1",
}
_CONTEXT_0, _CONTEXT_1 = 0xA0, 0xA1
_PRIME_FIELD = write_oid("1.2.840.10045.1.1")
EXPLICIT = (
    "The key gives the parameters of its curve instead of its name. They are exactly those of a named "
    "curve, so it was read, but many libraries refuse it. Write it anew with the name: “openssl ec "
    "-in key.pem -param_enc named_curve” (with -pubin for a public key)."
)
"""What to do with a key whose parameters are those of a named curve."""


class NotForJwsError(ValueError):
    """The key is well-formed, but signs no tokens. The message is the end of a sentence."""


def private(value: Value, parameters: Value | None) -> dict[str, Any]:
    """Reads an ECPrivateKey (RFC 5915). ``parameters`` are those beside it in PKCS#8.

    Raises:
        ValueError: it is none, or its curve signs no tokens. The message is the end of a sentence.
    """
    fields = Fields(value)
    fields.take(INTEGER)
    private = fields.take(OCTET_STRING).content.lstrip(b"\0")
    inside, outside = fields.optional(_CONTEXT_0), fields.optional(_CONTEXT_1)
    fields.end()
    if parameters is None:
        parameters = inside.parts[0] if inside and inside.parts else None
    if parameters is None or parameters.tag == NULL:
        raise NotForJwsError("it does not name its curve")
    curve = _curve(parameters)
    if len(private) > curve.octets:
        raise DerError
    d = _text(private.rjust(curve.octets, b"\0"))
    if outside is None:
        return {"kty": "EC", "crv": curve.name, "d": d}
    return {**_public(Fields(outside, _CONTEXT_1).take(BIT_STRING).octets(), curve), "d": d}


def public(point: bytes, parameters: Value | None) -> dict[str, Any]:
    """Returns the members of the key with a point on the curve that ``parameters`` tell.

    Raises:
        ValueError: they make no key. The message is the end of a sentence.
    """
    return _public(point, _curve(parameters))


def _public(point: bytes, curve: Curve) -> dict[str, Any]:
    size = curve.octets
    if point[:1] in (b"\x02", b"\x03"):
        raise NotForJwsError(
            "its point is compressed; convert it with openssl ec -conv_form uncompressed"
        )
    if point[:1] != b"\x04" or len(point) != 1 + 2 * size:
        raise DerError
    x, y = point[1 : 1 + size], point[1 + size :]
    return {"kty": "EC", "crv": curve.name, "x": _text(x), "y": _text(y)}


def _curve(parameters: Value | None) -> Curve:
    if parameters is None:
        raise DerError
    if parameters.tag == SEQUENCE:
        return _explicit(parameters)
    oid = parameters.oid() if parameters.tag == OID else ""
    curve = BY_OID.get(oid)
    if curve is None or curve.kty != "EC":
        shown = _OTHER_CURVES.get(oid, oid) or "not named"
        raise NotForJwsError(f"its curve ({shown}) is not one that signs tokens")
    return curve


def is_explicit(value: Value) -> bool:
    """Tells whether a key or certificate gives the parameters of its curve instead of a name."""
    todo = [value]
    while todo:
        inner = todo.pop()
        if inner.tag == OID and inner.encoded == _PRIME_FIELD:
            return True
        todo += inner.parts
    return False


def _explicit(value: Value) -> Curve:
    """Returns the curve that parameters are exactly (RFC 3279 section 2.3.5).

    Every parameter is compared, the generator as well: with another one, anybody could make a
    private key for a public key of somebody else.
    """
    fields = Fields(value)
    fields.take(INTEGER)
    field = Fields(fields.take(SEQUENCE))
    is_prime = field.take(OID).encoded == _PRIME_FIELD
    prime = _int(field.take(INTEGER).unsigned()) if is_prime else 0
    equation = Fields(fields.take(SEQUENCE))
    a, b = (_int(equation.take(OCTET_STRING).content) for _ in range(2))
    point = fields.take(OCTET_STRING).content
    order = _int(fields.take(INTEGER).unsigned())
    cofactor = fields.optional(INTEGER)
    for name, known in DOMAINS.items():
        curve = CURVES[name]
        generator = point[:1], _int(point[1 : 1 + curve.octets]), _int(point[1 + curve.octets :])
        whole = (b"\x04", known.x, known.y)
        compressed = (bytes([2 + known.y % 2]), known.x, 0)
        if (
            (prime, a, b, order) == (known.p, known.a % known.p, known.b, known.n)
            and generator in (whole, compressed)
            and (cofactor is None or cofactor.content == b"\1")
        ):
            return curve
    raise NotForJwsError(
        "its curve (given by its parameters) is not one that signs tokens; make a key on P-256 "
        "(prime256v1), P-384, P-521 or secp256k1"
    )


def _int(octets: bytes) -> int:
    return int.from_bytes(octets, "big")


def _text(octets: bytes) -> str:
    return base64url.encode(octets)
