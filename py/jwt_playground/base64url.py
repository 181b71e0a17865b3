"""base64url as RFC 7515 section 2 wants it, read tolerantly and judged strictly.

``read`` shows whatever can be decoded and lists every fault; it never raises.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from .findings import Finding, Where
from .offsets import Span

BLANK = "\\s\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""White space and the invisible characters that copying from a document brings along."""

_BLANKS = re.compile(f"[{BLANK}]+")
_PLAIN = re.compile(r"[A-Za-z0-9_-]*")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(slots=True)
class Segment:
    """One segment of a token: its text without white space, its bytes, its faults."""

    text: str
    data: bytes
    findings: list[Finding] = field(default_factory=list)


def encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def without_blanks(text: str) -> str:
    """The text less white space and invisible characters."""
    return _BLANKS.sub("", text)


def read(text: str, start: int, name: str, where: Where = "token") -> Segment:
    """Decodes the segment ``name``, whose text begins at ``start`` of the place ``where``.

    After a character that belongs to no alphabet nothing can be trusted: what
    stands before it is decoded, the rest is not.
    """
    findings: list[Finding] = []

    def fault(code: str, message: str, span: Span) -> None:
        findings.append(Finding(code, where, message, (start + span[0], start + span[1])))

    blank = _BLANKS.search(text)
    clean = text
    if blank:
        clean = without_blanks(text)
        fault(
            "base64-whitespace",
            f"The {name} has white space or a line break inside. It was left out here; "
            "a verifier given this text would refuse it.",
            blank.span(),
        )

    body = clean
    stripped = body.rstrip("=")
    if len(stripped) != len(body):
        first = text.find("=", len(text) - (len(text) - len(text.rstrip("=" + " \t\r\n"))))
        fault(
            "base64-padding",
            f"The {name} ends in =. Tokens carry base64url without padding (RFC 7515 section 2); "
            "strict verifiers refuse it, PyJWT does not.",
            (max(first, 0), len(text)),
        )
        body = stripped

    if "+" in body or "/" in body:
        at = min(i for i in (text.find("+"), text.find("/")) if i >= 0)
        fault(
            "base64-standard-alphabet",
            f"The {name} uses + or /, which belong to plain base64. base64url has - and _ instead.",
            (at, at + 1),
        )
        body = body.replace("+", "-").replace("/", "_")

    plain = _PLAIN.match(body)
    good = plain.group() if plain else ""
    if len(good) < len(body):
        bad = body[len(good)]
        at = text.find(bad)
        fault(
            "base64-bad-character",
            f"The {name} has the character {_show(bad)}, which base64url does not know. "
            "What stands before it is shown.",
            (at, at + 1),
        )
    elif len(good) % 4 == 1:
        fault(
            "base64-length",
            f"The {name} is {len(good)} characters long, which no base64url text can be: "
            "a part of it is missing.",
            (len(text) - 1, len(text)),
        )
    elif good and not _canonical(good):
        fault(
            "base64-noncanonical",
            f"The last character of the {name} has unused bits that are not zero (RFC 4648 "
            "section 3.5): two different texts give the same bytes. Strict decoders refuse it.",
            (len(text) - 1, len(text)),
        )
    return Segment(clean, _decode(good), findings)


def decode_strict(text: str) -> bytes:
    """Decodes base64url without padding.

    Raises:
        ValueError: for anything that is not canonical base64url.
    """
    segment = read(text, 0, "value")
    if segment.findings:
        raise ValueError(segment.findings[0].message)
    return segment.data


def _decode(text: str) -> bytes:
    usable = text[: len(text) - 1] if len(text) % 4 == 1 else text
    try:
        return base64.urlsafe_b64decode(usable + "=" * (-len(usable) % 4))
    except binascii.Error:  # pragma: no cover - the alphabet and the length were checked
        return b""


def _canonical(text: str) -> bool:
    unused = {2: 4, 3: 2}.get(len(text) % 4, 0)
    return _ALPHABET.index(text[-1]) % (1 << unused) == 0


def _show(char: str) -> str:
    return f"“{char}”" if char.isprintable() else f"U+{ord(char):04X}"
