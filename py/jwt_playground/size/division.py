"""Divides the bytes of a token among its members, in the token's own encoding.

base64url writes 3 bytes as 4 characters, so some characters hold bits of two bytes. Such a
character counts for the first of the two. So the first n bytes of a segment take
ceil(4 n / 3) characters, and nothing is counted twice: the sum is the length of the token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from ..text import base64url, json_text
from ..text.json_scan import Member, members
from ..token.model import Token
from ..vocabulary.spans import Span

MAX_MEMBERS = 200
"""The most members of one segment that are counted one by one; the others are one item."""

Kind = Literal["member", "braces", "whole", "more", "damage", "around"]
Part = Literal["header", "payload"]

_TAKEN_APART: tuple[Part, ...] = ("header", "payload")


class Item(TypedDict):
    """A part of the token that is counted by itself: the contract's `SizeItem`."""

    part: str
    kind: Kind
    name: str | None
    bytes: int
    decoded: int | None
    name_bytes: int


@dataclass(frozen=True, slots=True)
class Content:
    """A header or payload that is a JSON object: its text, and its members in order."""

    part: Part
    text: str
    members: list[Member]
    value: dict[str, object]


@dataclass(frozen=True, slots=True)
class Division:
    """The whole token, divided: `total` is the sum of the items' bytes."""

    total: int
    items: list[Item]
    contents: dict[Part, Content]


def divide(text: str, token: Token) -> Division:
    """Divides the token that was read from ``text``. Never raises."""
    start, end = _place(text, token)
    total = _utf8(text[start:end])
    items: list[Item] = []
    contents: dict[Part, Content] = {}
    for name, span in [] if token.is_scattered else token.segments:
        items += _segment(name, text[slice(*span)], token, contents)
    around = total - sum(item["bytes"] for item in items)
    if around:
        items.append(_item("around", "around", around))
    return Division(total, items, contents)


def _place(text: str, token: Token) -> Span:
    """Returns where the token stands: in a serialization as JSON, that is all but the ends."""
    if token.is_scattered or not token.segments or "json" in token.form:
        stripped = text.strip()
        start = text.find(stripped)
        return start, start + len(stripped)
    spans = [segment.span for segment in token.segments]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _segment(
    name: str, encoded: str, token: Token, contents: dict[Part, Content]
) -> Iterator[Item]:
    """Yields the items of one segment."""
    length = _utf8(encoded)
    plain = name == "payload" and bool(token.signatures) and token.signatures[0].is_unencoded
    data = (
        encoded.encode("utf-8", "surrogatepass")
        if plain
        else base64url.read(encoded, None, name).data
    )
    measure = _as_it_is if plain else _characters
    part = next((each for each in _TAKEN_APART if each == name), None)
    content = None if part is None else _content(part, data, token)
    if content is None:
        if data:
            yield _item(name, "whole", measure(len(data)), decoded=len(data))
    else:
        contents[content.part] = content
        yield from _members(content, len(data), measure)
    if length > measure(len(data)):
        yield _item(name, "damage", length - measure(len(data)))


def _content(part: Part, data: bytes, token: Token) -> Content | None:
    """Returns what is in a segment if it is a JSON object with text that is not compressed."""
    header = token.signatures[0].header if token.signatures else None
    if part == "payload" and (token.is_jwe or (header or {}).get("zip") == "DEF"):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    read = json_text.read(text, part, part)
    if not read.ok or not isinstance(read.value, dict):
        return None
    return Content(part, text, members(text), read.value)


def _members(content: Content, size: int, measure: Callable[[int], int]) -> Iterator[Item]:
    """Yields an item per member, with the comma and the white space that follow it."""
    text, found = content.text, content.members
    starts = [member.span[0] for member in found]
    ends = [*starts[1:], found[-1].span[1]] if found else []
    at = _Bytes(text)
    shown = found[:MAX_MEMBERS]
    counted = 0
    for member, start, end in zip(shown, starts, ends, strict=False):
        first, value, last = at.bytes(start), at.bytes(member.value_span[0]), at.bytes(end)
        taken = measure(last) - measure(first)
        counted += taken
        yield _item(
            content.part,
            "member",
            taken,
            name=member.name,
            decoded=last - first,
            name_bytes=measure(value) - measure(first),
        )
    if len(found) > len(shown):
        first, last = at.bytes(starts[len(shown)]), at.bytes(ends[-1])
        more = measure(last) - measure(first)
        counted += more
        yield _item(content.part, "more", more, decoded=last - first)
    braces = size - (at.bytes(ends[-1]) - _Bytes(text).bytes(starts[0]) if found else 0)
    yield _item(content.part, "braces", measure(size) - counted, decoded=braces)


class _Bytes:
    """Converts offsets in a text to offsets in its UTF-8 bytes; they must come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._bytes = 0

    def bytes(self, offset: int) -> int:
        if offset > self._at:
            self._bytes += _utf8(self._text[self._at : offset])
            self._at = offset
        return self._bytes


def _characters(size: int) -> int:
    """Returns how many characters of base64url the first bytes take."""
    return (4 * size + 2) // 3


def _as_it_is(size: int) -> int:
    """Returns the same for a payload that is not encoded (RFC 7797)."""
    return size


def _utf8(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _item(
    part: str,
    kind: Kind,
    size: int,
    *,
    name: str | None = None,
    decoded: int | None = None,
    name_bytes: int = 0,
) -> Item:
    return {
        "part": part,
        "kind": kind,
        "name": name,
        "bytes": size,
        "decoded": decoded,
        "name_bytes": name_bytes,
    }
