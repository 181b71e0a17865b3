"""Scans JSON text for what a parser does not keep: depth, positions, repeated names.

`too_deep` and `is_deep` come before any parser: they do not recurse, so they are safe for
texts whose nesting would crash one. The other functions are for texts that `json_text.read`
has found to be JSON. Offsets and spans count code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from ..vocabulary.spans import Span

MAX_DEPTH = 200
"""The deepest nesting that is read, in levels.

Real tokens have fewer than twenty levels; a parser in WebAssembly survives 5,000.
"""

# All repeats are possessive, so that time stays linear: an unterminated string is read to the end
# of the text only once.
_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
_STRINGS = re.compile(_STRING, re.DOTALL)
_OUTLINE = re.compile(r'("(?:[^"\\]++|\\.)*+")\s*+:|' + _STRING + r"|[\[\]{}]", re.DOTALL)
_TOKEN = re.compile(_STRING + r'|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)

# How a byte changes the depth: brackets by 1 or by -1 (0xff as a signed byte). Bytes of _LEVEL
# do not change it.
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_LEVEL = bytes(set(range(256)) - set(b"[{]}"))

# Finds where values end. Numbers stay text, because `int` refuses thousands of digits.
_VALUES = json.JSONDecoder(parse_int=str, parse_float=str)
_BLANK = frozenset(" \t\r\n\ufeff")

# The form of nearly every member: no escapes, and neither object nor array as its value.
_SIMPLE = re.compile(
    r'("([^"\\]*+)"[ \t\r\n]*+:[ \t\r\n]*+("[^"\\]*+"|[^\s\[\]{},:"\ufeff]++))'
    r'[ \t\r\n]*+(?:,[ \t\r\n]*+(?=")|(?=\}))'
)


class Member(NamedTuple):
    """A member of the top-level object."""

    name: str
    value: str
    """The value as it is written, a string with its quotes."""
    span: Span
    """From the start of the name to the end of the value."""
    value_span: Span


def too_deep(text: str) -> int | None:
    """Returns the offset of the first bracket beyond `MAX_DEPTH` levels; ``None`` without one.

    ``text`` need not be JSON.
    """
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
    """Tells whether the text has more than `MAX_DEPTH` levels; it need not be JSON."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    # No Python loop over the text, because every large text comes here.
    plain = text.split('"')[::2] if "\\" not in text else _STRINGS.split(text)
    brackets = "".join(plain).encode("utf-8", "surrogatepass").translate(_STEPS, _LEVEL)
    return max(accumulate(memoryview(brackets).cast("b")), default=0) > MAX_DEPTH


def members(text: str) -> list[Member]:
    """Returns the members of the top-level object in order, repeated ones included.

    The list is empty if the value is not an object.
    """
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


class String(NamedTuple):
    """A string anywhere in a JSON text."""

    value: str
    span: Span
    """With its quotes."""
    is_name: bool
    """Whether it is the name of a member."""
    path: list[str | int]
    """Names and indexes that lead to it. The list changes when the next string is read."""
    name: str
    """The last name on the path."""
    siblings: dict[str, str]
    """The names that stand before in the same object. The caller may add keys that mean them."""


def odd_strings(text: str, odd: re.Pattern[str]) -> Iterator[String]:
    """Yields the strings of a JSON text in which ``odd`` is found, at any depth.

    Names that the caller has added to `siblings` are yielded as well.
    """
    path: list[str | int] = []
    siblings: list[dict[str, str]] = [{}]  # one per open object or array
    names = [""]  # the last name, per level
    is_name = False
    for token in _TOKEN.finditer(text):
        written = token[0]
        char = written[0]
        if char == '"':
            value = written[1:-1]
            if "\\" in written:
                value = json.loads(written, strict=False)
            if is_name:
                path[-1] = names[-1] = value
            if odd.search(value) or (is_name and siblings[-1].setdefault(value, value) != value):
                yield String(value, token.span(), is_name, path, names[-1], siblings[-1])
            is_name = False
        elif char == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            else:
                is_name = True
        elif char in "{[":
            is_name = char == "{"
            path.append("" if is_name else 0)
            siblings.append({})
            names.append(names[-1])
        elif char in "}]":
            path.pop()
            siblings.pop()
            names.pop()


def _skip(text: str, at: int) -> int:
    """Returns where the next token begins. A byte order mark is skipped like white space."""
    while text[at : at + 1] in _BLANK:
        at += 1
    return at


def duplicates(text: str, limit: int) -> list[tuple[str, Span]]:
    """Returns the members whose name stands before in the same object, at any depth.

    They are the first ``limit`` of them: the name, and the span of that name with its quotes.
    """
    names: list[set[str]] = []  # one set per open object or array
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
    """Yields the span of each of ``parts``, which are numbers or constants as they are written.

    They must come in the order in which they stand in ``text``. ``None``: not found.
    """
    scan = _TOKEN.finditer(text)
    for part in parts:
        yield next((token.span() for token in scan if token.group() == part), None)
