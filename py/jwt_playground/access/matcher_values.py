"""What a matcher may do with values: read members of JSON, compare, compute."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from ..text.words import quoted
from .limits import MAX_NUMBER
from .matcher_words import MatcherError

COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
COMPUTE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}


def member(value: Any, name: Any, path: list[str | int]) -> Any:
    """Returns a member of a JSON value; ``path`` is where the value stands.

    Raises:
        MatcherError: it has no such member. Attributes of Python objects are no members.
    """
    where = ".".join([as_written(str(path[0])), *map(str, path[1:])])
    if isinstance(value, dict) and isinstance(name, str):
        if name in value:
            return value[name]
        raise MatcherError(f"{quoted(where)} has no member {quoted(name)}")
    if isinstance(value, list) and type(name) is int:
        if -len(value) <= name < len(value):
            return value[name]
        raise MatcherError(f"{quoted(where)} has no value number {name}")
    raise MatcherError(f"{quoted(where)} has no members: it is no object")


def as_written(name: str) -> str:
    """Returns a name as it stands in a model: `r.sub`, which casbin turns into `r_sub`."""
    letter, sign, rest = name.partition("_")
    return f"{letter}.{rest}" if sign and letter[:1] in ("r", "p") else name


def number(value: Any) -> Any:
    """Returns a number that may be computed with.

    Raises:
        MatcherError: it is none, or too large.
    """
    if type(value) not in (int, float):
        raise MatcherError("only numbers can be computed with")
    if abs(value) > MAX_NUMBER:
        raise MatcherError("a number becomes too large")
    return value


_KINDS = {
    "binop": "this sign",
    "unaryop": "this sign",
    "constant": "this value",
    "starred": "“*”",
    "slice": "a range",
}


def told(node: ast.AST) -> str:
    """Returns what a node is, in words, for one that is refused."""
    return _KINDS.get(type(node).__name__.lower(), f"this ({type(node).__name__})")
