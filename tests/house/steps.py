"""Counts the steps of a regular expression, as Python's `re` would take them.

`re` itself tells nothing about its work. So this runs the parsed expression (`re._parser`) with
the same rules: it tries the alternatives in their order, takes back what was repeated, and does
not take back what is possessive or atomic. `search` begins at every place of the text. Only the
shortcuts of `re` are left out, so the count is never too small by more than a constant factor.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Groups = dict[int, tuple[int, int]]

REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)


class TooManyStepsError(Exception):
    """The limit of steps is reached."""


class Counter:
    """Runs one expression and counts."""

    def __init__(self, pattern: re.Pattern[Any], limit: int) -> None:
        self.parsed = list(_parser.parse(pattern.pattern, pattern.flags))
        self.flags = pattern.flags
        self.limit = limit
        self.steps = 0
        self.text = ""
        self._known: dict[tuple[int, str], bool] = {}

    def count(self, method: str, text: str) -> int:
        """Return the number of steps that a method of the expression takes.

        `match` and `fullmatch` begin at the start of the text only. Every other method counts as
        a search for all matches, as `findall` and `sub` make it.
        """
        self.text, self.steps = text, 0
        if method in ("match", "fullmatch"):
            for end in self._sequence(self.parsed, 0, {}):
                if method == "match" or end == len(text):
                    break
            return self.steps
        at = 0
        while at <= len(text):
            end = next(self._sequence(self.parsed, at, {}), at)
            at = max(end, at + 1)
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            raise TooManyStepsError

    def _sequence(self, nodes: list[Any], at: int, groups: Groups, index: int = 0) -> Iterator[int]:
        while index < len(nodes) and nodes[index][0] in SINGLE:  # one way at most
            self._step()
            if not self._fits(nodes[index], at):
                return
            at, index = at + 1, index + 1
        if index == len(nodes):
            yield at
            return
        for end in self._node(nodes[index], at, groups):
            yield from self._sequence(nodes, end, groups, index + 1)

    def _node(self, node: Any, at: int, groups: Groups) -> Iterator[int]:
        self._step()
        kind, value = node
        if kind in SINGLE:
            if self._fits(node, at):
                yield at + 1
        elif kind is codes.BRANCH:
            for branch in value[1]:
                yield from self._sequence(list(branch), at, groups)
        elif kind is codes.SUBPATTERN:
            number, _, _, body = value
            for end in self._sequence(list(body), at, groups):
                before = groups.get(number)
                groups[number] = (at, end)
                yield end
                if before:
                    groups[number] = before
        elif kind is codes.ATOMIC_GROUP:
            yield from self._first(self._sequence(list(value), at, groups))
        elif kind in REPEATS:
            least, most, body = value
            repeated = self._repeat(kind, least, most, list(body), at, groups)
            yield from self._first(repeated) if kind is codes.POSSESSIVE_REPEAT else repeated
        elif kind is codes.GROUPREF:
            start, end = groups.get(value, (0, -1))
            if end >= 0 and self.text.startswith(self.text[start:end], at):
                self.steps += end - start
                yield at + end - start
        elif kind in (codes.ASSERT, codes.ASSERT_NOT):
            if self._looks(value, at, groups) == (kind is codes.ASSERT):
                yield at
        elif kind is codes.AT:
            if self._stands(value, at):
                yield at
        else:
            raise NotImplementedError(kind)

    @staticmethod
    def _first(ends: Iterator[int]) -> Iterator[int]:
        for end in ends:
            yield end
            return

    def _repeat(
        self, kind: Any, least: int, most: Any, body: list[Any], at: int, groups: Groups
    ) -> Iterator[int]:
        most = sys.maxsize if most is codes.MAXREPEAT else most
        if len(body) == 1 and body[0][0] in SINGLE:
            count = 0
            while count < most and self._fits(body[0], at + count):
                self._step()
                count += 1
            lengths = range(least, count + 1)
            for length in lengths if kind is codes.MIN_REPEAT else reversed(lengths):
                self._step()
                yield at + length
            return
        lazy = kind is codes.MIN_REPEAT
        if lazy and least == 0:
            yield at
        # Per repetition: the place before it, and the ways to make it that are left.
        ways = [(at, self._sequence(body, at, groups) if most else iter(()))]
        while ways:
            here, more = ways[-1]
            end = next(more, None)
            self._step()
            if end is None:
                ways.pop()
                if not lazy and len(ways) >= least:
                    yield here
            elif end > here or len(ways) <= least:
                count = len(ways)
                if lazy and count >= least:
                    yield end
                further = self._sequence(body, end, groups) if count < most else iter(())
                ways.append((end, further))

    def _looks(self, value: Any, at: int, groups: Groups) -> bool:
        direction, body = value
        nodes = list(body)
        if direction > 0:
            return next(self._sequence(nodes, at, groups), None) is not None
        width = body.getwidth()[0]
        start = at - width
        return start >= 0 and at in self._sequence(nodes, start, groups)

    def _stands(self, where: Any, at: int) -> bool:
        text = self.text
        lines = bool(self.flags & re.MULTILINE)
        if where in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
            anyline = lines and where is codes.AT_BEGINNING
            return at == 0 or (anyline and text[at - 1] == "\n")
        if where is codes.AT_END_STRING:
            return at == len(text)
        if where is codes.AT_END:
            return at >= len(text) - (text[-1:] == "\n") or (lines and text[at] == "\n")
        inside = [bool(re.match(r"\w", char)) for char in (text[at - 1 : at], text[at : at + 1])]
        return (inside[0] != inside[1]) == (where is codes.AT_BOUNDARY)

    def _fits(self, node: Any, at: int) -> bool:
        if at >= len(self.text):
            return False
        asked = (id(node), self.text[at])
        if asked not in self._known:
            self._known[asked] = self._is_one(node, self.text[at])
        return self._known[asked]

    def _is_one(self, node: Any, char: str) -> bool:
        kind, value = node
        if kind is codes.ANY:
            return char != "\n" or bool(self.flags & re.DOTALL)
        if kind is codes.IN:
            return any(fits(item, char, self.flags) for item in value) != negated(value)
        return fits((codes.LITERAL, value), char, self.flags) == (kind is codes.LITERAL)


def negated(items: list[Any]) -> bool:
    """Tell whether a class begins with `^`."""
    return bool(items) and items[0][0] is codes.NEGATE


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def fits(item: Any, char: str, flags: int) -> bool:
    """Tell whether a character is in one part of a class."""
    kind, value = item
    if kind is codes.LITERAL:
        same = (char.lower(), char.upper()) if flags & re.IGNORECASE else (char,)
        return any(ord(one) == value for one in same if len(one) == 1)
    if kind is codes.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is codes.CATEGORY:
        return re.match(CATEGORIES[value], char, flags & re.ASCII) is not None
    return False  # NEGATE
