"""Undoes what mail, web pages, programs and links do to the base64 between the lines of a PEM.

Nothing is guessed: what comes out has to be one whole structure, to the byte. Only the alphabet of
base64url and missing padding are read without that, because they have one meaning only.
"""

from __future__ import annotations

import re

from ..keys.der import der_length
from ..keys.ssh import MAGIC
from ..text import base64url
from .doctor import without_percent

_MARKUP = re.compile(r"<br[ ]?/?>|&nbsp;|&#(?:10|13|x0?[aAdD]);")
_ESCAPED_SLASH = re.compile(r"\\{1,8}/")
_ESCAPES = re.compile(r"\\{1,8}(?:[rnt]|(?=\s|\Z))")
_UNICODE = re.compile(r"\\{1,8}u00(2[bBfF]|3[dD])")
_PREFIX = re.compile(r"^[ \t]*(?:[>|#*;\"'`.]+|\d{1,5}[:|.)])[ \t]*", re.MULTILINE)
_SIGN = re.compile(r"^[ \t]*[+-][ \t]*", re.MULTILINE)
"""The sign before each line of a comparison. Base64 may begin with one, too."""
_SUFFIX = re.compile(r"[\"'`,;][ \t+.\\]*\r?$", re.MULTILINE)
_SOFT_BREAK = re.compile(r"=\r?\n")
_FOREIGN = re.compile(r"[^A-Za-z0-9+/_=\s-]")
_WIDTHS = (64, 76, 60, 65, 72, 48, 70, 77)
"""Lengths of the lines in which programs write base64."""


def mended(body: str) -> tuple[bytes, str] | None:
    """Returns the bytes of a body that copying changed, and what had happened to it, in a sentence.

    ``None`` if they cannot be told for certain. Never raises.
    """
    plain = base64url.either(body)
    if is_whole(plain):
        return plain, _ALPHABET
    text = body
    for change, sentence in _CHANGES:
        text, before = change(text), text
        if text != before and is_whole(data := base64url.either(text)):
            return data, sentence
    for candidate, sentence in (*_without_letters(text), *_with_plus(text)):
        if is_whole(data := base64url.either(candidate)):
            return data, sentence
    return (plain, _ALPHABET) if plain else None


_LOST_BACKSLASH = (
    "The line breaks of the PEM were written as \\n and had lost their backslashes: the letter n stood "
    "in their places."
)
_AROUND = "There was something before or after each line of the PEM, such as quotes or > of a mail."
_ALPHABET = "The base64 of the PEM was written in another alphabet or with other padding."


def is_whole(data: bytes) -> bool:
    """Tells whether bytes are one whole structure of DER, or an OpenSSH private key."""
    return data.startswith(MAGIC) or (data[:1] == b"\x30" and der_length(data) == len(data))


def _without_soft_breaks(text: str) -> str:
    if "=3D" not in text and not _SOFT_BREAK.search(text.rstrip().rstrip("=")):
        return text
    return _SOFT_BREAK.sub("", text).replace("=3D", "=")


_CHANGES = (
    (
        lambda text: _MARKUP.sub("\n", text),
        "The PEM held markup of a web page, such as <br>.",
    ),
    (without_percent, "The PEM was written with percent signs, as in a link."),
    (_without_soft_breaks, "The PEM was in quoted-printable, as mail is."),
    (
        lambda text: _UNICODE.sub(lambda found: chr(int(found[1], 16)), text),
        "Characters of the PEM were written as \\u…, as in JSON.",
    ),
    (
        lambda text: _ESCAPES.sub("\n", _ESCAPED_SLASH.sub("/", text)),
        "The PEM held backslashes, as in a string of a program.",
    ),
    (
        lambda text: _PREFIX.sub("", _SUFFIX.sub("", text)),
        _AROUND,
    ),
    (lambda text: _SIGN.sub("", text), _AROUND),
    (
        lambda text: _FOREIGN.sub("", text),
        "The PEM held characters that do not belong to base64, perhaps hidden ones.",
    ),
)


def _without_letters(text: str) -> list[tuple[str, str]]:
    """Returns the text without the letters at the place of each line break: `n`, or `rn`.

    They are what is left of `\\n` when its backslash is lost.
    """
    letters = "".join(text.split())
    found: list[tuple[str, str]] = []
    for mark in ("n", "rn"):
        if not letters.startswith(mark) or not letters.endswith(mark):
            continue
        for width in _WIDTHS:
            step = width + len(mark)
            inner = letters[: -len(mark)]
            lines = [inner[at : at + step] for at in range(0, len(inner), step)]
            if all(line.startswith(mark) for line in lines):
                kept = "".join(line[len(mark) :] for line in lines)
                found.append((kept, _LOST_BACKSLASH))
    return found


def _with_plus(text: str) -> list[tuple[str, str]]:
    """Returns the text with `+` for each blank inside a line."""
    whole = text.strip("\r\n")
    sentence = "The plus signs of the PEM had become blanks, as in a form or link."
    return [(whole.replace(" ", "+"), sentence)] if " " in whole else []
