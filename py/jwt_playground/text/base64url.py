"""base64url as RFC 7515 section 2 wants it, read tolerantly and judged strictly.

``read`` shows whatever can be decoded and lists every fault; it never raises.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Span

BLANK = "\\s\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""White space and the invisible characters that copying from a document brings along."""

_BLANKS = re.compile(f"[{BLANK}]+")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TO_BASE64 = bytes.maketrans(b"-_", b"+/")

# By the length modulo 4: the last characters whose unused bits are zero.
_LAST = (_ALPHABET, b"", _ALPHABET[::16], _ALPHABET[::4])


@dataclass(slots=True)
class Segment:
    """One segment of a token: its text without white space, its bytes, its faults."""

    text: str
    data: bytes
    findings: list[Finding] = field(default_factory=list)


def encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def letters(text: bytes) -> int:
    """How many characters of base64url's alphabet the text begins with."""
    others = text.translate(None, _ALPHABET)
    return text.index(others[0]) if others else len(text)


def letters_only(text: bytes, beside: bytes) -> bool:
    """Whether the text is made of base64url's alphabet and, in this order, the bytes ``beside``."""
    return text.translate(None, _ALPHABET) == beside


def is_canonical(segment: bytes) -> bool:
    """Whether text of base64url's alphabet is the one spelling of its bytes (RFC 4648 section 3.5)."""
    return not segment or segment[-1] in _LAST[len(segment) % 4]


def decode_canonical(segment: bytes) -> bytes:
    """Decodes what `letters_only` and `is_canonical` have found to be good."""
    return binascii.a2b_base64(segment.translate(_TO_BASE64) + b"==="[: -len(segment) % 4])


def without_blanks(text: str) -> str:
    """The text less white space and invisible characters."""
    return _BLANKS.sub("", text)


def read(
    text: str, start: int | None, name: str, where: Where = "token", *, wrapped: bool = True
) -> Segment:
    """Decodes the segment ``name``, whose text begins at ``start`` of the place ``where``.

    ``start`` is ``None`` where the text stands nowhere as it is; findings then have no
    range. White space is left out with a warning where the text may have been
    ``wrapped`` by copying; elsewhere it is a character like any other wrong one.

    After a character that belongs to no alphabet nothing can be trusted: what
    stands before it is decoded, the rest is not.
    """
    if text.isascii():
        plain = text.encode("ascii")
        if letters_only(plain, b"") and is_canonical(plain):
            return Segment(text, decode_canonical(plain))
    return _read_faulty(text, start, name, where, wrapped)


def _read_faulty(text: str, start: int | None, name: str, where: Where, wrapped: bool) -> Segment:
    findings: list[Finding] = []

    def fault(code: str, message: str, first: int, last: int) -> None:
        span: Span | None = None if start is None else (start + first, start + last)
        findings.append(Finding(code, where, message, span))

    clean = text
    blank = _BLANKS.search(text, _letters(text)) if wrapped else None
    if blank:
        clean = without_blanks(text)
        message = (
            f"The {name} has white space or a line break inside. It was left out here; give verifiers "
            "the token without it."
        )
        fault("base64-whitespace", message, *blank.span())

    body = clean.rstrip("=")
    if len(body) != len(clean):
        first = text.index("=", text.rindex(body[-1]) if body else 0)
        message = (
            f"The {name} ends in =. Tokens carry base64url without padding (RFC 7515 section 2); "
            "strict verifiers refuse it, PyJWT does not."
        )
        fault("base64-padding", message, first, len(text))

    if "+" in body or "/" in body:
        at = min(i for i in (text.find("+"), text.find("/")) if i >= 0)
        message = (
            f"The {name} uses + or /, which belong to plain base64. base64url has - and _ instead."
        )
        fault("base64-standard-alphabet", message, at, at + 1)
        body = body.replace("+", "-").replace("/", "_")

    good = body[: _letters(body)]
    end = len(text)
    if len(good) < len(body):
        at = text.find(body[len(good)])
        message = (
            f"The {name} has the character {_show(body[len(good)])}, which base64url does not know. "
            "What stands before it is shown."
        )
        fault("base64-bad-character", message, at, at + 1)
    elif len(good) % 4 == 1:
        message = (
            f"The {name} is {len(good)} characters long, which no base64url text can be: a part of it "
            "is missing."
        )
        fault("base64-length", message, end - 1, end)
    elif not is_canonical(good.encode("ascii")):
        message = (
            f"The last character of the {name} has unused bits that are not zero (RFC 4648 section "
            "3.5): two different texts give the same bytes. Strict decoders refuse it."
        )
        fault("base64-noncanonical", message, end - 1, end)
    return Segment(clean, _decode(good), findings)


def decode_strict(text: str) -> bytes:
    """Decodes base64url without padding.

    Raises:
        ValueError: for anything that is not canonical base64url.
    """
    segment = read(text, None, "value", wrapped=False)
    if segment.findings:
        raise ValueError(segment.findings[0].message)
    return segment.data


def _letters(text: str) -> int:
    return letters(text.encode("ascii", "replace"))


def _decode(text: str) -> bytes:
    return decode_canonical(text[: len(text) - (len(text) % 4 == 1)].encode("ascii"))


def _show(char: str) -> str:
    return f"“{char}”" if char.isprintable() else f"U+{ord(char):04X}"
