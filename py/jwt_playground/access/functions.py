"""The functions that matchers may call: casbin's own, with limits, and without its clock.

The answers are those of casbin 2.8 (`casbin.util.builtin_operators`); tests compare both. What
casbin gives to Python's `re` goes to `patterns`, which cannot be made to run long.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from .limits import MAX_GLOBBED, MAX_MATCHED, MAX_PATTERN, Work
from .patterns import PatternError, automaton

_COLON_NAME = re.compile(r":[^/]++")
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)", re.ASCII)
_MORE_THAN_A_PATH = re.compile(r"[\\\[\]()+?|^$*]")
_ANY_SEGMENT = r"[^\/]+"

COMPARING = (
    "keyMatch",
    "keyMatch2",
    "keyMatch3",
    "keyMatch4",
    "keyMatch5",
    "regexMatch",
    "globMatch",
)
"""The functions that may compare names of roles and tenants."""

Function = Callable[..., Any]


class CallError(Exception):
    """A function cannot work with what it is given; the message says why."""


class Functions:
    """The functions for the decisions of one call.

    A function that casbin calls itself, to compare names of roles, may fail without a word:
    casbin takes every failure for “no match”. So `failure` keeps the first refusal.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[tuple[str, str, str], bool] = {}
        self.now: float | None = None
        """The time for timeMatch: that of the request at work, in seconds since the epoch."""
        self.failure: str | None = None
        """Why a pattern was refused."""
        self.all: dict[str, Function] = {
            name: self._limited(name, function) for name, function in self._table().items()
        }

    def _table(self) -> dict[str, Callable[[str, str], bool]]:
        return {
            "keyMatch": _key_match,
            "keyMatch2": lambda one, two: self._matches(one, _key2(two)),
            "keyMatch3": lambda one, two: self._matches(one, _key3(two)),
            "keyMatch4": self._key_match4,
            "keyMatch5": lambda one, two: self._matches(one.partition("?")[0], _key5(two)),
            "regexMatch": self._matches,
            "ipMatch": _ip_match,
            "globMatch": _glob_match,
            "timeMatch": self._time_match,
        }

    def _limited(self, name: str, function: Callable[[str, str], bool]) -> Function:
        def call(*values: Any) -> bool:
            if len(values) != 2 or not all(isinstance(value, str) for value in values):
                raise CallError(f"{name} takes two texts")
            one, two = values
            self._work.spend(5)
            if name == "timeMatch":
                return function(one, two)
            asked = (name, one, two)
            if asked not in self._known:
                if len(one) > MAX_MATCHED or len(two) > MAX_PATTERN:
                    raise self._refused(PatternError(f"{name} is given a text that is too long"))
                self._work.spend(20 + (len(one) + len(two)) // 4)
                if name == "globMatch":
                    self._work.spend(len(one) * len(two) // 16 * (1 + two.count(",")))
                try:
                    self._known[asked] = function(one, two)
                except PatternError as error:
                    raise self._refused(error) from error
                except ValueError as error:
                    raise CallError(f"{name}: {error}") from error
            return self._known[asked]

        return call

    def _refused(self, error: PatternError) -> CallError:
        self.failure = self.failure or str(error)
        return CallError(str(error))

    def _matches(self, text: str, pattern: str) -> bool:
        return automaton(pattern).matches(text, self._work)

    def _key_match4(self, one: str, two: str) -> bool:
        """`keyMatch4`: as keyMatch5, and a name that occurs twice stands for the same text."""
        if not self._matches(one, _key5(two, "([^/]+)")):
            return False
        before, star, after = two.partition("/*")
        if _MORE_THAN_A_PATH.search(f"{before} {after}") or "\n" in one:
            raise PatternError("keyMatch4 is given a pattern that is more than a path")
        # The text fits. A name holds no slash, so its segment tells what it stands for.
        left, right = before.split("/"), after.split("/") if star else []
        if star and _widest(right[0]):
            raise PatternError("keyMatch4 is given a name right behind a “*”")
        there = one.split("/")
        pairs = [
            *zip(left, there, strict=False),
            *zip(reversed(right[1:]), reversed(there), strict=False),
        ]
        meant: dict[str, str] = {}
        for segment, text in pairs:
            if span := _widest(segment):
                name, behind = segment[span[0] + 1 : span[1] - 1], len(segment) - span[1]
                value = text[span[0] : len(text) - behind]
                if meant.setdefault(name, value) != value:
                    return False
        return True

    def _time_match(self, start: str, end: str) -> bool:
        """`timeMatch` by the time of the request, in UTC; casbin would take the system's clock."""
        if self.now is None:
            raise CallError("timeMatch needs a time, and the request gives none")
        return (start == "_" or self.now > _seconds(start)) and (
            end == "_" or self.now < _seconds(end)
        )


def _key_match(one: str, two: str) -> bool:
    before, star, _ = two.partition("*")
    if not star:
        return one == two
    return one.startswith(before)


def _key2(pattern: str) -> str:
    pattern = _COLON_NAME.sub(lambda _: _ANY_SEGMENT, pattern.replace("/*", "/.*"))
    return f"^{'(.*)' if pattern == '*' else pattern}$"


def _key3(pattern: str) -> str:
    pattern = pattern.replace("/*", "/.*")
    return f"^{'/'.join(map(_each_name, pattern.split('/')))}$"


def _each_name(segment: str) -> str:
    """Returns a segment of a path with its `{name}`s replaced, each as short as can be."""
    done, start = "", segment.find("{")
    while start >= 0 and (end := segment.find("}", start + 2)) >= 0:
        done += segment[:start] + _ANY_SEGMENT
        segment = segment[end + 1 :]
        start = segment.find("{")
    return done + segment


def _key5(pattern: str, name: str = "[^/]+") -> str:
    segments = pattern.replace("/*", "/.*").split("/")
    for place, segment in enumerate(segments):
        if span := _widest(segment):
            segments[place] = segment[: span[0]] + name + segment[span[1] :]
    return f"^{'/'.join(segments)}$"


def _widest(segment: str) -> tuple[int, int] | None:
    """Returns where `{name}` stands, as wide as can be: casbin reads `{a}-{b}` as one name."""
    start, end = segment.find("{"), segment.rfind("}")
    return (start, end + 1) if 0 <= start < end - 1 else None


def _ip_match(one: str, two: str) -> bool:
    address = ipaddress.ip_address(one)
    try:
        network = ipaddress.ip_network(two, strict=False)
    except ValueError:
        return False  # casbin compares an address with a text here
    return address in network


def _glob_match(text: str, pattern: str) -> bool:
    if len(text) > MAX_GLOBBED:
        raise PatternError(f"globMatch is given a text of more than {MAX_GLOBBED} characters")
    segments = pattern.split("/")
    if any(segment != "**" and segment.count("*") > 2 for segment in segments):
        raise PatternError("globMatch is given a pattern with more than two “*” in a segment")
    if segments.count("**") > 2:
        raise PatternError("globMatch is given a pattern with more than two “**”")
    if "{" in pattern and (".." in pattern or pattern.count("{") > 2 or pattern.count(",") > 20):
        raise PatternError("globMatch is given a pattern with too many choices in braces")
    from casbin.util import glob_match

    return bool(glob_match(text, pattern))


def _seconds(text: str) -> float:
    found = _TIME.fullmatch(text)
    if not found:
        raise CallError("timeMatch takes times such as 2026-01-31 08:00:00, or “_”")
    year, month, day, hour, minute, second = map(int, found.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        raise CallError("timeMatch is given a time that does not exist")
    # Days since the epoch, in years that begin in March (so that February is the last month).
    shifted = year - (month < 3)
    days = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400
    days += (153 * ((month + 9) % 12) + 2) // 5 + day - 719_469
    return float(((days * 24 + hour) * 60 + minute) * 60 + second)
