"""Regular expressions of policies, matched in a time that grows with the text alone.

Python's `re` can take years for a pattern such as `(a+)+$`, and nothing can stop it in the page.
So a pattern is taken apart by Python's own parser and matched here, with all ways followed at
once. Whether it matches is the same; what this way cannot do is refused: references back, looks
around, inline flags.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from ..text.words import quoted
from .limits import MAX_MATCHED, MAX_PARENTHESES, MAX_PATTERN, MAX_STATES, Work

_parser: Any = importlib.import_module("re._parser")
_UNICODE = 32
"""The flag that every pattern of texts has."""

Test = Callable[[str], bool]
"""Tells whether a character fits."""

_CATEGORIES: dict[str, Test] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}


class PatternError(Exception):
    """The pattern is refused; the message says why."""


class Automaton:
    """A pattern as steps. Each step is a test of a character, a place, or a fork."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > MAX_PATTERN:
            raise PatternError(f"a pattern has more than {MAX_PATTERN} characters")
        if pattern.count("(") > MAX_PARENTHESES:
            raise PatternError(f"a pattern has more than {MAX_PARENTHESES} groups")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what a later Python may read otherwise
                parsed = _parser.parse(pattern)
        except (ValueError, OverflowError, RecursionError, re.error) as error:
            raise PatternError(f"{quoted(pattern)} is no regular expression: {error}") from error
        if parsed.state.flags != _UNICODE:
            raise PatternError("flags such as (?i) are not supported; write [Gg] for both letters")
        self._steps: list[tuple[str, Any]] = []
        self._add_all(parsed)
        self._add("end", None)

    def matches(self, text: str, work: Work) -> bool:
        """Tells whether ``text`` begins with a match, as `re.match` does.

        Raises:
            PatternError: the text is too long.
            TooMuchError: the work is used up.
        """
        if len(text) > MAX_MATCHED:
            raise PatternError(f"a text to match has more than {MAX_MATCHED:,} characters")
        there, done = self._follow([0], text, 0, work)
        for place, char in enumerate(text):
            if done or not there:
                break
            steps = (at + 1 for at in there if self._steps[at][1](char))
            there, done = self._follow(steps, text, place + 1, work)
        return done

    def _follow(
        self, starts: Iterable[int], text: str, place: int, work: Work
    ) -> tuple[list[int], bool]:
        """Follows forks from ``starts`` to the tests behind them; tells whether the end is there."""
        seen: set[int] = set()
        found: list[int] = []
        todo = list(starts)
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            kind, value = self._steps[at]
            if kind == "end":
                return found, True
            if kind == "char":
                found.append(at)
            elif kind == "fork":
                todo += value
            elif _stands(value, text, place):
                todo.append(at + 1)
        work.spend(1 + len(seen) // 4)
        return found, False

    def _add(self, kind: str, value: Any) -> int:
        if len(self._steps) >= MAX_STATES:
            raise PatternError("a pattern repeats too much")
        self._steps.append((kind, value))
        return len(self._steps) - 1

    def _add_all(self, items: Sequence[Any]) -> None:
        for code, value in items:
            name = str(code)
            if name in ("MAX_REPEAT", "MIN_REPEAT"):
                self._add_repeat(*value)
            elif name == "SUBPATTERN":
                _, more, fewer, inner = value
                if more or fewer:
                    raise PatternError("flags such as (?i:…) are not supported")
                self._add_all(inner)
            elif name == "BRANCH":
                self._add_branch(value[1])
            elif name == "AT":
                self._add("place", str(value))
            else:
                self._add("char", _test(name, value))

    def _add_repeat(self, least: int, most: Any, inner: Sequence[Any]) -> None:
        for _ in range(least):
            before = len(self._steps)
            self._add_all(inner)
            if len(self._steps) == before:
                return  # repeats nothing
        if str(most) == "MAXREPEAT":
            fork = self._add("fork", None)
            self._add_all(inner)
            back = self._add("fork", [fork])
            self._steps[fork] = ("fork", [fork + 1, back + 1])
            return
        forks = []
        for _ in range(most - least):
            forks.append(self._add("fork", None))
            self._add_all(inner)
        for fork in forks:
            self._steps[fork] = ("fork", [fork + 1, len(self._steps)])

    def _add_branch(self, choices: Sequence[Any]) -> None:
        start = self._add("fork", None)
        ways, ends = [], []
        for choice in choices:
            ways.append(len(self._steps))
            self._add_all(choice)
            ends.append(self._add("fork", None))
        self._steps[start] = ("fork", ways)
        for end in ends:
            self._steps[end] = ("fork", [len(self._steps)])


@lru_cache(maxsize=256)
def automaton(pattern: str) -> Automaton:
    """Returns the automaton of a pattern.

    Raises:
        PatternError: it is refused.
    """
    return Automaton(pattern)


def _test(name: str, value: Any) -> Test:
    if name == "ANY":
        return lambda char: char != "\n"
    if name in ("LITERAL", "NOT_LITERAL"):
        wanted = chr(value)
        return (lambda char: char == wanted) if name == "LITERAL" else lambda char: char != wanted
    if name == "IN":
        negated = str(value[0][0]) == "NEGATE"
        tests = [_member(str(code), inner) for code, inner in value[negated:]]
        return lambda char: any(test(char) for test in tests) is not negated
    what = {"GROUPREF": "references to groups", "GROUPREF_EXISTS": "references to groups"}
    raise PatternError(f"{what.get(name, 'looks ahead or behind and the like')} are not supported")


def _member(name: str, value: Any) -> Test:
    if name == "RANGE":
        first, last = chr(value[0]), chr(value[1])
        return lambda char: first <= char <= last
    if name == "CATEGORY":
        category = str(value)
        test = _CATEGORIES[category.replace("NOT_", "")]
        return (lambda char: not test(char)) if "NOT_" in category else test
    return _test(name, value)


def _stands(kind: str, text: str, place: int) -> bool:
    """Tells whether an anchor such as `$` fits between two characters."""
    if kind in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        return place == 0
    if kind == "AT_END":
        return place == len(text) or (place == len(text) - 1 and text[place] == "\n")
    if kind == "AT_END_STRING":
        return place == len(text)
    word = _CATEGORIES["CATEGORY_WORD"]
    before = place > 0 and word(text[place - 1])
    after = place < len(text) and word(text[place])
    return (before != after) is (kind == "AT_BOUNDARY")
