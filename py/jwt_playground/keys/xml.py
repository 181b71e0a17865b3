"""Keys in XML: `RSAKeyValue` of .NET and XML-DSig, `ECKeyValue`, `ECDSAKeyValue` (RFC 4050).

The elements are found by their names, with or without a prefix, wherever they stand. There is no
parser of XML here: entities and schemas are nothing that a key needs.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from ..text import base64url
from ..vocabulary.curves import BY_OID, CURVES
from .bare import spellings
from .limits import MAX_KEYS

_RSA = {
    "Modulus": "n",
    "Exponent": "e",
    "D": "d",
    "P": "p",
    "Q": "q",
    "DP": "dp",
    "DQ": "dq",
    "InverseQ": "qi",
}
_MOST_KEYS = 5 * MAX_KEYS
_LEAF = re.compile(r"<(?:\w{1,20}:)?(\w{1,20})(?: [^<>]{0,200})?>([A-Za-z0-9+/=\s]{1,12000})</")
_ATTRIBUTE = re.compile(r"<(?:\w{1,20}:)?([XY]) [^<>]{0,200}?Value=\"(\d{1,200})\"")
_CURVE = re.compile(r"U(?:RI|RN)=\"urn:oid:([\d.]{5,60})\"")


def keys_in_xml(text: str) -> list[dict[str, Any]]:
    """Returns the members of each key of a text, in the order of the text. Never raises.

    Members that are no base64 are left out; `jwk.from_jwk` then says that they are missing.
    """
    found: list[dict[str, Any]] = []
    leaves = [(leaf.start(), leaf[1], leaf[2]) for leaf in _LEAF.finditer(text)]
    for start, name, value in leaves:
        if name == "Modulus" and len(found) < _MOST_KEYS:
            found.append({"kty": "RSA"})
        if name in _RSA and found and found[-1]["kty"] == "RSA" and _RSA[name] not in found[-1]:
            data = _bytes(value)
            if data:
                found[-1][_RSA[name]] = base64url.encode(data)
        if (
            name == "PublicKey"
            and len(found) < _MOST_KEYS
            and (jwk := _point(text[max(0, start - 500) : start], value))
        ):
            found.append(jwk)
    for curve in [*_CURVE.finditer(text)][:_MOST_KEYS]:
        numbers = dict(_ATTRIBUTE.findall(text[curve.end() : curve.end() + 1_000]))
        row = BY_OID.get(curve[1])
        if row is not None and row.kty == "EC" and numbers.keys() == {"X", "Y"}:
            sides = {name.lower(): _number(value, row.octets) for name, value in numbers.items()}
            found.append({"kty": "EC", "crv": row.name, **sides})
    return found


def _point(before: str, value: str) -> dict[str, Any] | None:
    """Returns the point of an `ECKeyValue`, whose curve is named before it."""
    named = [*_CURVE.finditer(before)]
    row = BY_OID.get(named[-1][1]) if named else CURVES["P-256"]
    data = _bytes(value)
    if row is None or len(data) != 2 * row.octets + 1:
        return None
    x, y = data[1 : 1 + row.octets], data[1 + row.octets :]
    return {"kty": "EC", "crv": row.name, "x": base64url.encode(x), "y": base64url.encode(y)}


def _number(digits: str, size: int) -> str:
    value = int(digits)
    return base64url.encode(value.to_bytes(max(size, (value.bit_length() + 7) // 8), "big"))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        found = spellings(text)
        return found[0][0] if found else b""
