"""Matchers as functions: checked against a list of what is allowed, then put together here.

casbin gives a matcher to `simpleeval`, which walks over attributes and methods of Python objects
and makes powers and comprehensions. Here a matcher can do less: read members of JSON values,
compare, compute, call a function of the list. Its words are looked at before Python's own parser
sees it, and no attribute of any object is ever asked for.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ..text.words import quoted
from .limits import MAX_TEXT
from .matcher_values import COMPARE, COMPUTE, as_written, member, number, told
from .matcher_words import MatcherError, check_words

Names = Mapping[str, Any]
"""The values of `r_sub`, `p_obj` and so on."""
Run = Callable[[Names], Any]
Path = tuple[str | int, ...]


class Watcher(Protocol):
    """Who is told what a matcher does."""

    def read(self, path: Path, value: Any) -> None:
        """A member was read; its path begins with a name, such as `r_token`."""

    def spend(self, units: int) -> None:
        """Something takes more work than a step. May raise an error."""


@dataclass(slots=True)
class Matcher:
    """A matcher that is ready to run."""

    run: Run
    cost: int
    """Its parts: what one run takes, without the functions that it calls."""


def compile_matcher(
    text: str,
    names: frozenset[str],
    functions: Mapping[str, Callable[..., Any]],
    watcher: Watcher,
) -> Matcher:
    """Checks a matcher, which is Python text, and puts it together.

    ``names`` are those of the request and the policy. ``functions`` are asked at each call.

    Raises:
        MatcherError: it is no expression, or it does what is not allowed.
    """
    text = text.strip()
    check_words(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of odd escapes in texts, which Python reads as they are
            tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise MatcherError(f"it is no expression ({_reason(error)})") from error
    compiler = _Compiler(names, functions, watcher)
    return Matcher(compiler.compile(tree.body), compiler.parts)


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, SyntaxError) else "it is too complex"


class _Compiler:
    def __init__(
        self,
        names: frozenset[str],
        functions: Mapping[str, Callable[..., Any]],
        watcher: Watcher,
    ) -> None:
        self._names = names
        self._functions = functions
        self._watcher = watcher
        self.parts = 0

    def compile(self, node: ast.expr) -> Run:
        self.parts += 1
        make = getattr(self, f"_{type(node).__name__.lower()}", None)
        if make is None:
            raise MatcherError(f"{told(node)} cannot stand in a matcher")
        made: Run = make(node)
        return made

    def _constant(self, node: ast.Constant) -> Run:
        value = node.value
        if value is not None and not isinstance(value, (str, int, float)):
            raise MatcherError(f"{told(node)} cannot stand in a matcher")
        return lambda _: value

    def _name(self, node: ast.Name) -> Run:
        name = node.id
        if name not in self._names:
            raise MatcherError(
                f"the name {quoted(as_written(name))} is not defined; names are those of the request and the "
                "policy definition, such as r.sub"
            )
        return operator.itemgetter(name)

    def _attribute(self, node: ast.Attribute) -> Run:
        return self._path(node)

    def _subscript(self, node: ast.Subscript) -> Run:
        return self._path(node)

    def _path(self, node: ast.expr) -> Run:
        """Compiles `r_token.realm_access["roles"]`: members of a value, all read at once."""
        keys: list[Run] = []
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            keys.append(_always(node.attr) if isinstance(node, ast.Attribute)
                        else self.compile(node.slice))  # fmt: skip
            node = node.value
        base, root = self.compile(node), node.id if isinstance(node, ast.Name) else ""
        keys.reverse()
        read = self._watcher.read

        def run(names: Names) -> Any:
            value = base(names)
            path: list[str | int] = [root]
            for key in keys:
                name = key(names)
                value = member(value, name, path)
                path.append(name)
            if root:
                read(tuple(path), value)
            return value

        return run

    def _call(self, node: ast.Call) -> Run:
        if not isinstance(node.func, ast.Name):
            raise MatcherError("only functions can be called, no methods of a value")
        name = node.func.id
        if name not in self._functions:
            known = ", ".join(sorted(self._functions))
            raise MatcherError(f"there is no function {quoted(name)}; known are {known}")
        if node.keywords or len(node.args) > 3:
            raise MatcherError(f"{name} takes two or three values")
        values = [self.compile(each) for each in node.args]
        functions = self._functions
        return lambda names: functions[name](*[value(names) for value in values])

    def _compare(self, node: ast.Compare) -> Run:
        first = self.compile(node.left)
        if unknown := [each for each in node.ops if type(each) not in COMPARE]:
            raise MatcherError(f"{type(unknown[0]).__name__} cannot stand in a matcher")
        steps = [
            (self._weighed(COMPARE[type(each)]), self.compile(value))
            for each, value in zip(node.ops, node.comparators, strict=True)
        ]
        if len(steps) == 1:
            [(compare, second)] = steps
            return lambda names: compare(first(names), second(names))

        def run(names: Names) -> Any:
            left, result = first(names), True
            for compare, value in steps:
                right = value(names)
                result = compare(left, right)
                if not result:
                    break
                left = right
            return result

        return run

    def _weighed(self, compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        """Returns a comparison that counts the work where lists or objects are compared."""
        spend = self._watcher.spend
        searches = compare in (COMPARE[ast.In], COMPARE[ast.NotIn])

        def run(one: Any, two: Any) -> Any:
            if searches or type(two) in (list, dict):
                if not isinstance(two, (str, list, dict)):
                    raise MatcherError("“in” needs a text, a list or an object")
                spend(len(two) // 16)
            return compare(one, two)

        return run

    def _boolop(self, node: ast.BoolOp) -> Run:
        values = [self.compile(each) for each in node.values]
        ends = isinstance(node.op, ast.Or)

        def run(names: Names) -> Any:
            result: Any = None
            for value in values:
                result = value(names)
                if bool(result) is ends:
                    break
            return result

        return run

    def _unaryop(self, node: ast.UnaryOp) -> Run:
        value = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda names: not value(names)
        if isinstance(node.op, ast.USub):
            return lambda names: -number(value(names))
        raise MatcherError(f"{told(node)} cannot stand in a matcher")

    def _binop(self, node: ast.BinOp) -> Run:
        compute = COMPUTE.get(type(node.op))
        if compute is None:
            raise MatcherError(f"{told(node)} cannot stand in a matcher")
        one, two = self.compile(node.left), self.compile(node.right)
        joins = isinstance(node.op, ast.Add)

        def run(names: Names) -> Any:
            left, right = one(names), two(names)
            if joins and isinstance(left, str) and isinstance(right, str):
                if len(left) + len(right) > MAX_TEXT:
                    raise MatcherError("a text becomes too long")
                return left + right
            return number(compute(number(left), number(right)))

        return run

    def _list(self, node: ast.List | ast.Tuple) -> Run:
        values = [self.compile(each) for each in node.elts]
        return lambda names: [value(names) for value in values]

    _tuple = _list


def _always(value: str) -> Run:
    return lambda _: value
