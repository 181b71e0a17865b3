"""Makes texts on which a regular expression has to work hard.

They are made from the expression itself: what leads to a repetition, what it repeats, again and
again, and an end that does not fit. So a new expression gets texts of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from typing import Any

from .steps import REPEATS, fits, negated

ENDS = ("", "\0", "\n x")
MOST = 36
"""So many texts are made per expression."""
PRINTED = [chr(code) for code in [*range(32, 127), 9, 10, 13, 0, 0xA0, 0x2013, 0x200B, 0x1F600]]


def letters(node: Any, flags: int) -> list[str]:
    """Return a few characters that fit one node."""
    kind, value = node
    if kind is codes.LITERAL:
        return [chr(value)]
    if kind is codes.IN:
        fitting = [
            char
            for char in PRINTED
            if any(fits(item, char, flags) for item in value) != negated(value)
        ]
        if not fitting:  # a class beyond them
            fitting = [
                chr(v if k is codes.LITERAL else v[0]) for k, v in value if k != codes.NEGATE
            ]
        return [fitting[0], fitting[-1], fitting[len(fitting) // 2]]
    return ["a"] if kind is not codes.NOT_LITERAL or value != ord("a") else ["b"]


def sample(nodes: list[Any], flags: int, choose: random.Random) -> str:
    """Return a short text that fits the nodes; what they look at around them does not count."""
    text = ""
    for node in nodes:
        kind, value = node
        if kind in REPEATS:
            least, most, body = value
            for _ in range(min(max(least, 1), most)):
                text += sample(list(body), flags, choose)
        elif kind is codes.BRANCH:
            text += sample(list(choose.choice(value[1])), flags, choose)
        elif kind is codes.SUBPATTERN:
            text += sample(list(value[3]), flags, choose)
        elif kind is codes.ATOMIC_GROUP:
            text += sample(list(value), flags, choose)
        elif kind not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT, codes.GROUPREF):
            text += choose.choice(letters(node, flags))
    return text


def repetitions(nodes: list[Any], before: list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield, per repetition anywhere in the nodes, the nodes before it and those it repeats."""
    for index, (kind, value) in enumerate(nodes):
        led = [*before, *nodes[:index]]
        if kind in REPEATS:
            yield led, list(value[2])
            yield from repetitions(list(value[2]), led)
        elif kind is codes.BRANCH:
            for branch in value[1]:
                yield from repetitions(list(branch), led)
        elif kind is codes.SUBPATTERN:
            yield from repetitions(list(value[3]), led)
        elif kind is codes.ATOMIC_GROUP:
            yield from repetitions(list(value), led)


def shapes(parsed: list[Any], flags: int) -> list[tuple[str, str, str]]:
    """Return what a hostile text begins with, what it repeats, and how it ends."""
    choose = random.Random(1)
    made: dict[tuple[str, str, str], None] = {}
    for led, repeated in list(repetitions(parsed, [])):
        lead, whole = sample(led, flags, choose), sample(parsed, flags, choose)
        for pump in dict.fromkeys(sample(repeated, flags, choose) for _ in range(4)):
            for end in ENDS:
                made[lead, pump, end] = None  # one long repetition
            made["", lead + pump, choose.choice(ENDS)] = None  # many beginnings
        made["", whole[: choose.randint(1, max(1, len(whole)))], choose.choice(ENDS)] = None
    fitting = [shape for shape in made if shape[1]]
    return choose.sample(fitting, MOST) if len(fitting) > MOST else fitting
