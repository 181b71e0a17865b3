"""Bare keys: the bytes of a point, a private number or a seed, with no format around them.

They are written in hexadecimal, base64, base64url, base58 or as a list of numbers. A point with both
coordinates is on its curve or not, so it can be told from anything else (`point`). Of other bytes
only the algorithm that somebody asks for can say what they are (`readings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..text import base64url
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.curves import CURVES, Curve
from . import edwards
from .curves import decompressed, on_curve


class Bare(NamedTuple):
    """One way to read bare bytes as a key."""

    jwk: dict[str, Any]
    """Its members. A private key has no public half yet."""
    source: str
    """What was read, in words: “a public key of Ed25519 (32 bytes in base64)”."""
    public: bytes | None = None
    """The public half that stood beside the private one; it must turn out to be the same."""

    @property
    def is_private(self) -> bool:
        """Whether it can sign."""
        return "d" in self.jwk


_LONGEST = 1_000
_NAMED = re.compile(
    r"(?:export[ \t]+|[-*][ \t]+)?[\"']?[A-Za-z_][\w.-]{0,60}[\"']?[ \t]*[=:][ \t]*(\S.*)"
)
_HEX = re.compile(r"(?:0[xX])?((?:[0-9A-Fa-f]{2}[:\s-]?){16,140})")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}|[A-Za-z0-9_-]{40,}={0,2}")
_NUMBERS = re.compile(r"\[\s*\d{1,3}(?:\s*,\s*\d{1,3}){31,140}\s*\]")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{43,110}")
_BASE58_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MULTICODEC = {b"\xed\x01": 32, b"\x80\x26": 32, b"\x80\x24": 33, b"\xe7\x01": 33, b"\x81\x24": 49}
"""Prefixes of keys in `did:key` and `z…`, and the length of the key behind each of them."""


def spellings(text: str) -> list[tuple[bytes, str]]:
    """Returns the bytes that a text can stand for, with the encoding in words. Never raises.

    A name before the value, as in a settings file, and quotes around it do not count.
    """
    if len(text) > _LONGEST:
        return []
    text = text.strip().strip("\"'`").strip().removeprefix("did:key:")
    if named := _NAMED.fullmatch(text):
        text = named[1].rstrip(",;").strip("\"'`")
    if digits := _HEX.fullmatch(text):
        return [(bytes.fromhex(re.sub(r"[:\s-]", "", digits[1])), "hexadecimal")]
    if _NUMBERS.fullmatch(text):
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        return [(bytes(numbers), "decimal numbers")] if max(numbers) < 256 else []
    found: list[tuple[bytes, str]] = []
    if _BASE64.fullmatch(text):
        name = "base64url" if "-" in text or "_" in text else "base64"
        if decoded := base64url.either(text):  # One character may be too many.
            found.append((decoded, name))
    word = text.partition("#")[0]
    if data := _base58(word.removeprefix("ed25519:")):
        found.append((data, "base58"))
    if word.startswith("z") and (data := _base58(word[1:])):
        if _MULTICODEC.get(data[:2]) == len(data) - 2:
            found.append((data[2:], "multibase"))
    return found


def point(text: str) -> Bare | None:
    """Returns the public key of a text that is a point with both coordinates; else ``None``."""
    for data, encoding in spellings(text):
        for curve in CURVES.values():
            if curve.kty == "EC" and (bare := _whole_point(curve, data, encoding)):
                return bare
    return None


def readings(text: str, algorithm: Algorithm) -> Iterator[Bare]:
    """Yields the keys for ``algorithm`` that a text can stand for, public ones first.

    Whether a private number belongs to its curve is left to the engines.
    """
    found = [
        bare
        for data, encoding in spellings(text)
        for name in algorithm.curves
        if name in CURVES
        for bare in _of_curve(CURVES[name], data, encoding)
    ]
    yield from sorted(found, key=lambda bare: bare.is_private)


def as_other_keys(text: str) -> str | None:
    """Returns which key a text is that is spelled as no secret is; ``None`` for other texts."""
    for data, encoding in spellings(text):
        if encoding in ("base58", "multibase", "decimal numbers"):
            for curve in (CURVES["Ed25519"], CURVES["P-256"]):
                for bare in _of_curve(curve, data, encoding):
                    return bare.source
    return None


def _of_curve(curve: Curve, data: bytes, encoding: str) -> Iterator[Bare]:
    """Yields what the bytes are on one curve (SEC 1 section 2.3, RFC 8032 section 5)."""
    size = curve.octets
    if curve.kty == "OKP":
        yield from _of_edwards(curve, data, encoding)
        return
    if whole := _whole_point(curve, data, encoding):
        yield whole
    if len(data) == size + 1 and data[0] in (2, 3):
        y = decompressed(curve.name, data)
        if y is not None:
            jwk = _public(curve, data[1:], y)
            yield Bare(jwk, _told(f"a compressed point on {curve.name}", data, encoding))
    if len(data) == size or (len(data) == size + 1 and data[0] == 0):
        number = {"kty": "EC", "crv": curve.name, "d": base64url.encode(data[-size:])}
        yield Bare(number, _told(f"the private number of a {curve.name} key", data, encoding))


def _of_edwards(curve: Curve, data: bytes, encoding: str) -> Iterator[Bare]:
    size = curve.octets
    if len(data) == size and edwards.fault(curve.name, data) is None:
        jwk = {"kty": "OKP", "crv": curve.name, "x": base64url.encode(data)}
        yield Bare(jwk, _told(f"a public key of {curve.name}", data, encoding))
    if len(data) in (size, 2 * size):
        jwk = {"kty": "OKP", "crv": curve.name, "d": base64url.encode(data[:size])}
        if len(data) == size:
            yield Bare(jwk, _told(f"the private seed of an {curve.name} key", data, encoding))
        else:
            what = f"the private seed and the public key of {curve.name}"
            yield Bare(jwk, _told(what, data, encoding), data[size:])


def _whole_point(curve: Curve, data: bytes, encoding: str) -> Bare | None:
    size = curve.octets
    both = data[1:] if data[:1] == b"\x04" and len(data) == 2 * size + 1 else data
    if len(both) != 2 * size or not on_curve(curve.name, both[:size], both[size:]):
        return None
    jwk = _public(curve, both[:size], both[size:])
    return Bare(jwk, _told(f"a bare point on {curve.name}", data, encoding))


def _public(curve: Curve, x: bytes, y: bytes) -> dict[str, Any]:
    members = {"x": base64url.encode(x), "y": base64url.encode(y)}
    return {"kty": "EC", "crv": curve.name, **members}


def _told(what: str, data: bytes, encoding: str) -> str:
    return f"{what} ({len(data)} bytes in {encoding})"


def _base58(text: str) -> bytes | None:
    """Returns the bytes of a text in base58, as Bitcoin, Solana and `did:key` write keys."""
    if not _BASE58.fullmatch(text):
        return None
    number = 0
    for digit in text:
        number = number * 58 + _BASE58_DIGITS.index(digit)
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
