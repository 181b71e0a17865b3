"""A scan of JSON text for what a parser does not keep: depth, positions, repeated names.

One regular expression splits the text into tokens; nothing here builds values or
recurses, so it can be asked about texts that would crash a parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .offsets import Span

MAX_DEPTH = 200
"""Levels of nesting. Real tokens stay under twenty; 5,000 still run in WebAssembly."""

# Possessive throughout: an unterminated string runs to the end of the text, once.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the top-level object. Spans count code points of the text."""

    name: str
    value: str
    """The value's own text."""
    span: Span
    value_span: Span


def too_deep(text: str) -> int | None:
    """The offset at which the nesting goes beyond the cap, or ``None``."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return None
    depth = 0
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return token.start()
        elif char in "]}":
            depth -= 1
    return None


def members(text: str) -> list[Member]:
    """The members of the top-level object of a valid JSON text, repeated ones included."""
    found: list[Member] = []
    depth = 0
    name: re.Match[str] | None = None
    start: int | None = None
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if depth == 1 and char in ",}" and name is not None and start is not None:
            found.append(_member(text, name, start, token.start()))
            name = start = None
        elif depth == 1 and char != ":":
            if name is None:
                name = token
            elif start is None:
                start = token.start()
        if char in "{[":
            depth += 1
            if depth == 1 and char == "[":
                return []
        elif char in "}]":
            depth -= 1
    return found


def duplicates(text: str, limit: int) -> list[tuple[str, Span]]:
    """Name and span of the first members that repeat a name of their own object."""
    names: list[set[str]] = []  # one set an open container
    found: list[tuple[str, Span]] = []
    previous: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if char in "{[":
            names.append(set())
        elif char in "}]":
            names.pop()
        elif char == ":" and previous is not None:
            name = json.loads(previous.group())
            if name in names[-1]:
                found.append((name, previous.span()))
                if len(found) == limit:
                    break
            names[-1].add(name)
        previous = token
    return found


def places(text: str, parts: Iterable[str]) -> Iterator[Span | None]:
    """Where each of the tokens ``parts`` stands, given in the order in which they stand there."""
    scan = _TOKEN.finditer(text)
    for part in parts:
        yield next((token.span() for token in scan if token.group() == part), None)


def _member(text: str, name: re.Match[str], start: int, end: int) -> Member:
    value = text[start:end].rstrip()
    stop = start + len(value)
    return Member(json.loads(name.group()), value, (name.start(), stop), (start, stop))
