"""The members of a JWK that hold its numbers: their one spelling, and whether they make a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..text import base64url
from ..text.words import quoted
from ..vocabulary.curves import CURVES, Curve
from . import edwards
from .curves import on_curve
from .limits import too_large

MIN_USABLE_RSA_BITS = 512
"""A shorter modulus cannot even hold a signature. A key that is weak but works is a finding."""

_RSA = ("n", "e", "d", "p", "q", "dp", "dq", "qi")
_NUMBERS = {
    "oct": ("k",),
    "RSA": _RSA,
    "EC": ("x", "y", "d"),
    "OKP": ("x", "d"),
    "AKP": ("pub", "priv"),
}
"""The members in base64url, by the type of the key."""
_ANY = frozenset(name for names in _NUMBERS.values() for name in names)
_CRT = ("p", "q", "dp", "dq", "qi")
_ANEW = "; get the key anew from where it was made"


def numbers(jwk: Mapping[str, Any], kty: str) -> dict[str, bytes]:
    """Returns the numbers of a key of type ``kty`` as bytes; those of RSA without leading zeros.

    Raises:
        ValueError: one is no base64url. The message is the end of a sentence.
    """
    octets = {name: _octets(jwk[name], name) for name in _NUMBERS[kty] if name in jwk}
    if kty == "RSA":  # Base64urlUInt has as few bytes as it needs (RFC 7518 section 2).
        return {name: value.lstrip(b"\0") or b"\0" for name, value in octets.items()}
    return octets


def foreign(jwk: Mapping[str, Any], kty: str) -> list[str]:
    """Returns the names of members that belong to keys of other types, and so mean nothing."""
    return [name for name in jwk if name in _ANY and name not in _NUMBERS[kty]]


def remarks(jwk: Mapping[str, Any], kty: str) -> list[str]:
    """Returns what was undone in a JWK that makes a key; each is a sentence without its subject."""
    found = []
    padded = (
        [n for n in _RSA if n in jwk and _octets(jwk[n], n)[:1] == b"\0"] if kty == "RSA" else []
    )
    if padded:
        found.append(
            f"has a zero byte at the beginning of {listed(padded)}, as Java’s BigInteger writes it. It was "
            "left out; strict libraries refuse such a key (RFC 7518 section 2), so write it without."
        )
    if others := foreign(jwk, kty):
        found.append(
            f"has {listed(others)}, which {'mean' if len(others) > 1 else 'means'} nothing in a key of type "
            f"{kty}. Such members are left out; take them out of the JWK too."
        )
    return found


def listed(names: Sequence[str]) -> str:
    """Returns names in quotation marks, as a sentence lists them."""
    marked = [f"“{name}”" for name in names]
    return " and ".join(filter(None, (", ".join(marked[:-1]), marked[-1])))


def _way_out(octets: Mapping[str, bytes], name: str, row: Curve) -> str:
    """Returns how to write a coordinate of EC whose leading zeros are too few or too many.

    It is the end of a sentence. It is not done here: PyJWT and other libraries refuse such a key
    (RFC 7518 section 6.2.1.2).
    """
    value = octets[name]
    right = value.lstrip(b"\0").rjust(row.octets, b"\0")
    if row.kty != "EC" or name == "d" or len(right) != row.octets:
        return ""
    if not on_curve(
        row.name, octets["x"], octets["y"]
    ):  # It compares numbers, whatever their lengths.
        return ""
    change = len(value) - row.octets
    zeros = "one zero byte" if abs(change) == 1 else f"{abs(change)} zero bytes"
    told = f"{zeros} too {'much' if change == 1 else 'many' if change > 0 else 'few'}"
    return f". It has {told} at its beginning: write “{base64url.encode(right)}”"


def _octets(value: object, name: str) -> bytes:
    if not isinstance(value, str):
        raise ValueError(f"“{name}” must be a string of base64url")
    segment = base64url.read(value, None, f"member “{name}”", "key")
    # Padding and the other alphabet are common in keys written by hand, and do no harm here.
    # A value that cannot be decoded as a whole does.
    if any(f.code in ("base64-bad-character", "base64-length") for f in segment.findings):
        raise ValueError(f"“{name}” is not base64url")
    if not segment.data:
        raise ValueError(f"“{name}” is empty")
    return segment.data


def check_rsa(jwk: Mapping[str, Any], octets: dict[str, bytes]) -> None:
    """Checks the numbers of an RSA key (RFC 7518 section 6.3).

    Raises:
        ValueError: they make no usable key. The message is the end of a sentence.
    """
    problem = too_large("RSA", octets)
    if problem:
        raise ValueError(problem)
    if "oth" in jwk:
        raise ValueError("RSA keys with more than two primes (“oth”) are not supported")
    numbers = {name: int.from_bytes(value, "big") for name, value in octets.items()}
    there = [name for name in _CRT if name in numbers]
    if "d" in numbers and there and len(there) < len(_CRT):
        raise ValueError("p, q, dp, dq and qi must all be there, or none")
    bits = numbers["n"].bit_length()
    if bits < MIN_USABLE_RSA_BITS:
        raise ValueError(f"its modulus (n) has {bits} bits, too few to hold a signature{_ANEW}")
    if numbers["n"] % 2 == 0:
        raise ValueError(f"its modulus (n) is even, which no product of two primes is{_ANEW}")
    # e is always less than n, because limits.py allows it fewer bits than n must have.
    if numbers["e"] < 3 or numbers["e"] % 2 == 0:
        raise ValueError(f"its public exponent (e) is not an odd number from 3 on{_ANEW}")
    if there and "d" in numbers and numbers["p"] * numbers["q"] != numbers["n"]:
        raise ValueError("its private and public parts do not belong together")


def check_curve(kty: str, curve: object, octets: dict[str, bytes]) -> None:
    """Checks the numbers of an EC or OKP key (RFC 7518 section 6.2, RFC 8037 section 2).

    Raises:
        ValueError: they make no usable key. The message is the end of a sentence.
    """
    row = CURVES.get(curve) if isinstance(curve, str) else None
    if row is not None and not row.signs:
        return  # It is for key agreement: it can be described, and no algorithm fits it.
    if row is None or row.kty != kty:
        raise ValueError(
            f"{quoted(str(curve))} is not a curve (crv) of {kty} keys that signs tokens"
        )
    for name in ("x", "y", "d"):
        size = len(octets.get(name, b""))
        if name in octets and size != row.octets:
            raise ValueError(
                f"“{name}” has {size} bytes; on {curve} it has {row.octets}"
                f"{_way_out(octets, name, row)}"
            )
    if kty == "EC" and not on_curve(row.name, octets["x"], octets["y"]):
        raise ValueError(f"x and y are not a point on the curve {curve}{_ANEW}")
    if kty == "OKP" and (fault := edwards.fault(row.name, octets["x"])):
        raise ValueError(f"x is {fault} ({curve}){_ANEW}")
