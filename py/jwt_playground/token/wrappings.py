"""Wrappings that tools put around a token, and how each is undone.

A wrapping is undone only in a text in which no sound token stands (`second_look`). No escape is
undone that stands for a letter or a digit: nothing that encodes writes such escapes, and so no
letter of a token is ever made up here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .mapped import Mapped

MAX_BLOBS = 20
"""So many stretches of base64 in one text are decoded."""


class Undone(NamedTuple):
    """A text with one wrapping undone, and the sentence that says so."""

    text: Mapped
    said: str
    is_part: bool = False
    """Whether it stood in a part of the text, so that another part may hold another token."""
    also: tuple[Finding, ...] = ()
    """What else is to be said, if a token stands in it."""


_AGAIN = "Undo this as well before you give the token to a verifier."

_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_PLUS_FOR_SPACE = re.compile(r"(?<=Bearer)\+")
_SOFT_BREAK = re.compile(r"=[ \t]{0,20}\r?\n")
_QUOTED_PRINTABLE = re.compile(r"=(2[0-9A-F]|3[A-F]|5F|7E)")
_UNICODE_ESCAPE = re.compile(r"\\(?:u00|x)([0-9A-Fa-f]{2})")
_ESCAPED_MARK = re.compile(r"\\([\"'/_.~*=-])")
_ESCAPED_BREAK = re.compile(r"\\{1,4}[rn](?:\\{1,4}[rn])?")
_PIECES = re.compile(r"[\"'][ \t]{0,20}[+.&_\\]?[ \t]{0,20}\r?\n[ \t]{0,80}[+.&]?[ \t]{0,20}[\"']")
_CONTINUED = re.compile(r"[\\^`]\r?\n[ \t]{0,80}")
_LINE_BREAK = re.compile(r"(?<=[A-Za-z0-9_.-]{20})[ \t]{0,20}\r?\n[ \t>|]{0,80}(?=[A-Za-z0-9_.-])")
_ENTITY = re.compile(r"&#(?:x([0-9A-Fa-f]{2})|([0-9]{2,3}));|&(period|lowbar|equals|shy|quot);")
_ENTITIES = {"period": ".", "lowbar": "_", "equals": "=", "shy": "", "quot": '"'}
_FULL_STOP = re.compile(
    r"(?<![A-Za-z0-9_.-])(e[wy3][A-Za-z0-9_-]*+\.[A-Za-z0-9_-]*+\.[A-Za-z0-9_-]++)\.{1,3}(?![A-Za-z0-9_.-])"
)
_WORD = re.compile(
    r"(?<![A-Za-z0-9_.-])e[wy3][A-Za-z0-9_-]*+\.[A-Za-z0-9_-]*+\.[A-Za-z0-9_-]++(?=\s)"
)
_BREAK_TAG = re.compile(r"</?(?:wbr|br|span|b|i|em|strong)[ /]{0,2}>", re.IGNORECASE)


def undone(given: Mapped) -> Iterator[Undone]:
    """Yields the text with one wrapping undone, once per wrapping that it may have."""
    for pattern, change, said in _SIMPLE:
        if pattern.search(given.text):
            text = given.replaced(pattern, change)
            if text.text != given.text:
                yield Undone(text, said)
    if word := _WORD.search(given.text):
        yield Undone(given.part(*word.span()), _WORDS_SAID)
    yield from _base64(given)
    yield from _hex(given)


def _full_stop(match: re.Match[str]) -> str:
    # Alone, the dots are no part of a sentence: they may stand for what is missing.
    return match.group(1) + " " if match.group() != match.string.strip() else match.group()


def _unless_letter(code: int, otherwise: str) -> str:
    char = chr(code)
    return otherwise if char.isalnum() or not char.isascii() else char


def _escaped(match: re.Match[str]) -> str:
    return _unless_letter(int(match.group(1), 16), match.group())


def _entity(match: re.Match[str]) -> str:
    if name := match.group(3):
        return _ENTITIES[name]
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    return _unless_letter(code, match.group())


def _nothing(_: re.Match[str]) -> str:
    return ""


def _line_break(_: re.Match[str]) -> str:
    return "\n"


def _mark(match: re.Match[str]) -> str:
    return match.group(1)


_PERCENT_SAID = (
    "The token was percent-encoded, as in a URL (%3D is =, %2E is a dot); this was undone. Decode the "
    "parameter before you give the token to a verifier."
)
_MAIL_SAID = (
    "The token was in quoted-printable, as mails are (a line that ends in = goes on in the next one; "
    "=3D is =); this was undone. Decode the mail before you give the token to a verifier."
)
_ESCAPES_SAID = f"Escapes as in JSON or source code (such as \\u002E or \\/) were undone. {_AGAIN}"
_BREAKS_SAID = (
    "A backslash and a letter (\\n or \\r) stood where a line break was written; they were left out. "
    "Take them out where the token comes from: no part of a token has a backslash."
)
_LINES_SAID = (
    "The token was broken into lines, which were joined. Write it in one line before you give it to a "
    "verifier."
)
_STOP_SAID = (
    "The full stop behind the token belongs to the sentence around it and was left out. Give a verifier "
    "the token without it."
)
_WORDS_SAID = "The words behind the token were set aside. Give a verifier the token alone."
_HTML_SAID = f"Marks of HTML in the token (such as &#46; or <wbr>) were undone. {_AGAIN}"

_SIMPLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str], str], ...] = (
    (_PERCENT, _escaped, _PERCENT_SAID),
    (_PLUS_FOR_SPACE, lambda _: " ", _PERCENT_SAID),
    (_SOFT_BREAK, _nothing, _MAIL_SAID),
    (_QUOTED_PRINTABLE, _escaped, _MAIL_SAID),
    (_UNICODE_ESCAPE, _escaped, _ESCAPES_SAID),
    (_ESCAPED_BREAK, _line_break, _BREAKS_SAID),
    (_ESCAPED_BREAK, _nothing, _BREAKS_SAID),
    (_ESCAPED_MARK, _mark, _ESCAPES_SAID),
    (_PIECES, _nothing, _LINES_SAID),
    (_CONTINUED, _nothing, _LINES_SAID),
    (_LINE_BREAK, _nothing, _LINES_SAID),
    (_ENTITY, _entity, _HTML_SAID),
    (_BREAK_TAG, _nothing, _HTML_SAID),
    (_FULL_STOP, _full_stop, _STOP_SAID),
)

_BASE64_SAID = (
    "The token stood in base64, which was undone (Kubernetes keeps secrets so; “base64 -d” does the "
    "same). Decode it before you give it to a verifier."
)
# A dot beside it makes it a part of a token, which is no blob.
_BLOB = re.compile(r"(?<![A-Za-z0-9+/_.-])[A-Za-z0-9+/_-]{40,}+(?!\.[A-Za-z0-9_-])")
# In a path, a slash before the blob is no part of it. These are `eyJ`, `Bearer` and `{"` in base64.
_LIKELY = re.compile(
    r"(?:(?<![A-Za-z0-9_.-])|(?<=base64-))(?:ZXl|ZXd|QmVhcmVy|eyJ|eyI|ewo)[A-Za-z0-9+/_-]{37,}+"
    r"(?!\.[A-Za-z0-9_-])"
)
_WHOLE_LINE = re.compile(r"[ \t>|]{0,80}([A-Za-z0-9+/_-]{1,128})={0,2}[ \t]{0,20}\r?(?:\n|\Z)")
_LINE_END = re.compile(r"={0,2}[ \t]{0,20}\r?\n")
_WIDEST = 128
_TO_STANDARD = str.maketrans("-_", "+/")
# What the text in a blob must have, so that it is worth looking at.
_PROMISING = ("ey", "ew", "e3", "ZXl", "ZXd")


def _base64(given: Mapped) -> Iterator[Undone]:
    seen: set[Span] = set()
    joined: list[Span] = []
    for pattern in (_LIKELY, _BLOB):
        for match in pattern.finditer(given.text):
            if len(seen) >= MAX_BLOBS:
                return
            # Each line of a block would make the rest of that block once more.
            if match.span() in seen or any(a <= match.start() < b for a, b in joined):
                continue
            seen.add(match.span())
            if text := _decoded(match.group()):
                yield Undone(given.decoded([match.span()], text), _BASE64_SAID, is_part=True)
            if kept := _with_next_lines(given.text, *match.span()):
                if text := _decoded("".join(given.text[slice(*span)] for span in kept)):
                    joined.append((kept[0][0], kept[-1][1]))
                    yield Undone(given.decoded(kept, text), _BASE64_SAID, is_part=True)


def _with_next_lines(text: str, start: int, end: int) -> list[Span]:
    """Returns the lines of a blob in several lines; an empty list if it has one line.

    All lines but the last are equally long, because tools break base64 so.
    """
    width = end - start
    kept = [(start, end)]
    after = _LINE_END.match(text, end)
    if width > _WIDEST or not after:
        return []
    at = after.end()
    while line := _WHOLE_LINE.match(text, at):
        length = line.end(1) - line.start(1)
        kept.append(line.span(1))
        at = line.end()
        if length < width or at >= len(text):
            break
    return kept if len(kept) > 1 else []


def _decoded(blob: str) -> str | None:
    """Returns the text in a blob of base64; ``None`` if it has none that may hold a token."""
    try:
        data = base64.b64decode(blob.translate(_TO_STANDARD) + "==="[: -len(blob) % 4])
        text = data.decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return text if any(part in text for part in _PROMISING) else None


_HEX = re.compile(r"(?<![0-9A-Fa-f])65(?:79|77)(?:[0-9A-Fa-f]{2}){30,}+(?![0-9A-Fa-f])")
_HEX_SAID = (
    "The token stood in hexadecimal digits, two per character, which was undone. Decode it before you "
    "give it to a verifier."
)


def _hex(given: Mapped) -> Iterator[Undone]:
    for match in islice(_HEX.finditer(given.text), MAX_BLOBS):
        text = bytes.fromhex(match.group()).decode("latin-1")
        yield Undone(given.decoded([match.span()], text), _HEX_SAID, is_part=True)
