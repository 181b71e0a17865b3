"""base64url without padding (RFC 7515 section 2, RFC 4648 section 5).

`read` is tolerant: it decodes what it can and reports every fault as a finding. `letters_only`,
`is_canonical` and `decode_canonical` are the quick way for text without a fault. `either` is for
foreign text that may be base64 of any kind.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from ..vocabulary.assigned import is_printable
from ..vocabulary.characters import all_named, hidden, named
from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Span

BLANK = "\\s\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""White space and invisible characters, as the inside of a character class of `re`.

The invisible ones come along when people copy from a document.
"""

_BLANKS = re.compile(f"[{BLANK}]+")
# Not the characters that people see as a gap or a line break.
_INVISIBLE = re.compile(rf"(?![ \t\r\n])[{BLANK}]")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TO_BASE64 = bytes.maketrans(b"-_", b"+/")

# By the length modulo 4: the characters that canonical base64url may end in, because their unused
# bits are zero. A length of 1 modulo 4 is impossible.
_LAST = (_ALPHABET, b"", _ALPHABET[::16], _ALPHABET[::4])


@dataclass(slots=True)
class Segment:
    """One segment of a token: its text without white space, its decoded bytes, its faults."""

    text: str
    data: bytes
    findings: list[Finding] = field(default_factory=list)


def encode(data: bytes) -> str:
    """Returns ``data`` in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def letters(text: bytes) -> int:
    """Returns how many bytes at the start of ``text`` are in the alphabet of base64url."""
    others = text.translate(None, _ALPHABET)
    return text.index(others[0]) if others else len(text)


def letters_only(text: bytes, beside: bytes) -> bool:
    """Tells whether the bytes outside the alphabet of base64url are ``beside``, in this order.

    With ``beside=b".."``: whether ``text`` is three parts of base64url characters and two dots.
    """
    return text.translate(None, _ALPHABET) == beside


def is_canonical(segment: bytes) -> bool:
    """Tells whether ``segment`` is the canonical encoding of its bytes (RFC 4648 section 3.5).

    Every byte of ``segment`` must be in the alphabet of base64url.
    """
    return not segment or segment[-1] in _LAST[len(segment) % 4]


def decode_canonical(segment: bytes) -> bytes:
    """Decodes base64url for which `letters_only` and `is_canonical` are true."""
    return binascii.a2b_base64(segment.translate(_TO_BASE64) + b"==="[: -len(segment) % 4])


def either(text: str) -> bytes:
    """Decodes base64 or base64url, with or without padding; white space between letters is left out.

    The answer is empty if the text is neither.
    """
    body = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "==="[: -len(body) % 4], validate=True)
    except ValueError:
        return b""


def without_blanks(text: str) -> str:
    """Returns the text without the characters of `BLANK`."""
    return _BLANKS.sub("", text)


def read(
    text: str, start: int | None, name: str, where: Where = "token", *, wrapped: bool = True
) -> Segment:
    """Decodes ``text``, which messages call ``name``, and reports its faults. Never raises.

    ``start`` is the offset of ``text`` in the text of ``where``, in code points. It is ``None``
    if ``text`` does not stand there as it is; then the findings have no span.

    ``wrapped`` means that copying may have broken the text into lines. Then white space is left
    out with a warning; otherwise it is a wrong character like any other. Decoding ends at the
    first wrong character, because what follows cannot be trusted.
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
        inside = list(dict.fromkeys(_INVISIBLE.findall(text)))
        what = all_named(inside) if inside else "white space or a line break"
        message = f"The {name} has {what} inside. It was left out here; give verifiers the token without it."
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
    """Decodes canonical base64url without padding.

    Raises:
        ValueError: the text is anything else; the message is a sentence about its first fault.
    """
    segment = read(text, None, "value", wrapped=False)
    if segment.findings:
        raise ValueError(segment.findings[0].message)
    return segment.data


def _letters(text: str) -> int:
    # "replace" gives one byte per code point, so the count is the same for the text.
    return letters(text.encode("ascii", "replace"))


def _decode(text: str) -> bytes:
    return decode_canonical(text[: len(text) - (len(text) % 4 == 1)].encode("ascii"))


def _show(char: str) -> str:
    return named(char) if hidden(char) or not is_printable(char) else f"“{char}”"
