"""A scan of JSON text for what a parser does not keep: depth, positions, repeated names.

One regular expression splits the text into tokens; nothing here builds values or
recurses, so it can be asked about texts that would crash a parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from ..vocabulary.spans import Span

MAX_DEPTH = 200
"""Levels of nesting. Real tokens stay under twenty; 5,000 still run in WebAssembly."""

# Possessive throughout: an unterminated string runs to the end of the text, once.
_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
_STRINGS = re.compile(_STRING, re.DOTALL)
_OUTLINE = re.compile(r'("(?:[^"\\]++|\\.)*+")\s*+:|' + _STRING + r"|[\[\]{}]", re.DOTALL)
_TOKEN = re.compile(_STRING + r'|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)

# What a byte does to the depth: one up, one down (-1 as a signed byte), nothing.
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_LEVEL = bytes(set(range(256)) - set(b"[{]}"))

# Finds where values end; what they are is not asked, however many digits they have.
_VALUES = json.JSONDecoder(parse_int=str, parse_float=str)
_BLANK = frozenset(" \t\r\n\ufeff")

# A member as nearly all are: no escapes, and no container as its value.
_SIMPLE = re.compile(
    r'("([^"\\]*+)"[ \t\r\n]*+:[ \t\r\n]*+("[^"\\]*+"|[^\s\[\]{},:"\ufeff]++))'
    r'[ \t\r\n]*+(?:,[ \t\r\n]*+(?=")|(?=\}))'
)


class Member(NamedTuple):
    """A member of the top-level object. Spans count code points of the text."""

    name: str
    value: str
    """The value's own text."""
    span: Span
    value_span: Span


def too_deep(text: str) -> int | None:
    """The offset at which the nesting goes beyond the cap, or ``None``."""
    if not is_deep(text):
        return None
    depth = 0
    for token in _OUTLINE.finditer(text):
        char = text[token.start()]
        if char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return token.start()
        elif char in "]}":
            depth -= 1
    return None


def is_deep(text: str) -> bool:
    """Whether the nesting goes beyond the cap."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    # Without a loop of Python's over the text: this is asked of every large one.
    plain = text.split('"')[::2] if "\\" not in text else _STRINGS.split(text)
    brackets = "".join(plain).encode("utf-8", "surrogatepass").translate(_STEPS, _LEVEL)
    return max(accumulate(memoryview(brackets).cast("b")), default=0) > MAX_DEPTH


def members(text: str) -> list[Member]:
    """The members of the top-level object of a valid JSON text, repeated ones included."""
    found: list[Member] = []
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        return found
    at = _skip(text, at + 1)
    while text[at] != "}":
        if simple := _SIMPLE.match(text, at):
            found.append(Member(simple[2], simple[3], simple.span(1), simple.span(3)))
            at = simple.end()
            continue
        name, end = _VALUES.raw_decode(text, at)
        start = _skip(text, _skip(text, end) + 1)  # past the colon
        _, stop = _VALUES.raw_decode(text, start)
        found.append(Member(name, text[start:stop], (at, stop), (start, stop)))
        at = _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _skip(text: str, at: int) -> int:
    """Where the next token begins; a byte order mark is none."""
    while text[at : at + 1] in _BLANK:
        at += 1
    return at


def duplicates(text: str, limit: int) -> list[tuple[str, Span]]:
    """Name and span of the first members that repeat a name of their own object."""
    names: list[set[str]] = []  # one set an open container
    found: list[tuple[str, Span]] = []
    for token in _OUTLINE.finditer(text):
        char = text[token.start()]
        if char in "{[":
            names.append(set())
        elif char in "}]":
            names.pop()
        elif written := token[1]:
            name = json.loads(written) if "\\" in written else written[1:-1]
            if name in names[-1]:
                found.append((name, token.span(1)))
                if len(found) == limit:
                    break
            names[-1].add(name)
    return found


def places(text: str, parts: Iterable[str]) -> Iterator[Span | None]:
    """Where each of the tokens ``parts`` stands, given in the order in which they stand there."""
    scan = _TOKEN.finditer(text)
    for part in parts:
        yield next((token.span() for token in scan if token.group() == part), None)
