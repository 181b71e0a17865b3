"""No regular expression of the engine can be made to run longer than a text is.

Checkers for other languages do not know possessive repetitions (`*+`), on which these expressions
rely, and `regexploit` looks for few shapes. So the steps are counted here, on texts that are made
from each expression: three times the length may not take much more than three times the steps.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from typing import Any, NamedTuple

import pytest

from tests.house.adversary import shapes
from tests.house.steps import Counter, TooManyStepsError
from tests.unit.support.sources import FILES

LENGTH = 180
"""Longer than what any expression here counts, so that only what has no bound grows on."""
MOST_PER_CHARACTER = 600
CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


class Expression(NamedTuple):
    """A regular expression in a source, and how it is used there."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def expressions() -> list[Expression]:
    found = []
    for path, tree in FILES.items():
        if path.endswith("__main__.py"):  # it has no expression, and importing it runs it
            continue
        name = path.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")
        module = importlib.import_module(f"jwt_playground.{name}".strip("."))
        found += in_tree(path, tree, vars(module))
    return found


def in_tree(path: str, tree: ast.AST, names: dict[str, Any]) -> list[Expression]:
    """Return every expression that a source makes. `names` are those of its module."""
    uses: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            uses[node.value.id].add(node.attr)
    assigned = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method)):
                if method not in CALLS:
                    continue
                place = f"{path}:{node.lineno}"
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                pattern, *others = [value_of(each, names) for each in given]
                assert pattern is not None, f"{place}: name the expression at the module's top"
                flags = next((other for other in others if isinstance(other, re.RegexFlag)), 0)
                methods = uses[assigned.get(id(node), "")] if method == "compile" else {method}
                found.append(Expression(place, re.compile(pattern, flags), frozenset(methods)))
    return found


def value_of(node: ast.expr, names: dict[str, Any]) -> Any:
    """Return the value of an expression in the source; `None` if it needs more than the module."""
    try:
        return eval(compile(ast.Expression(node), "source", "eval"), dict(names))  # noqa: S307
    except NameError:
        return None


def runaway(expression: Expression) -> str | None:
    """Return the first text that makes an expression run away, and its steps; `None` if none does."""
    counter = Counter(expression.pattern, 3 * LENGTH * MOST_PER_CHARACTER)
    anchored = expression.methods and expression.methods <= {"match", "fullmatch"}
    methods = sorted(expression.methods) if anchored else ["search"]
    for lead, pump, end in shapes(counter.parsed, expression.pattern.flags):
        short, long = (
            lead + pump * (length // len(pump) + 1) + end for length in (LENGTH, 3 * LENGTH)
        )
        for method in methods:
            try:
                few, many = counter.count(method, short), counter.count(method, long)
            except TooManyStepsError:
                few, many = 0, counter.limit
            if many / len(long) > 1.6 * few / len(short) + 4:
                return f"{method}: {lead!r} + {pump!r} * n + {end!r}: {few}, then {many} steps"
    return None


ALL = expressions()


def test_every_expression_is_found() -> None:
    assert len(ALL) > 50


@pytest.mark.parametrize("expression", ALL, ids=[each.place for each in ALL])
def test_an_expression_of_the_engine_is_linear(expression: Expression) -> None:
    assert runaway(expression) is None


@pytest.mark.parametrize(
    "line",
    [
        r"""re.sub("[\"',;]+$", "", text)""",
        r"re.search(r'^\s*ssh-rsa AAAA[A-Za-z0-9+/]+=*(?: [^\r\n]*)?\s*\Z', text)",
        r"re.match(r'(a+)+\Z', text)",
        r"re.search(r'(?:a|ab|b)*c', text)",
        r"re.search(r'\w+\s*\w+:', text)",
        r"re.search(r'-+BEGIN', text)",
        r"re.search(r'\.*(?:=+,)?\n', text)",
        r"re.findall(r'\d++\Z', text)",
    ],
)
def test_an_expression_that_runs_away_is_noticed(line: str) -> None:
    [made] = in_tree("new.py", ast.parse(line), {"re": re})
    assert runaway(made)


@pytest.mark.parametrize(
    "line",
    [
        r"re.search(r'(?<!\s)\s++\Z', text)",
        r"re.match(r'(?:a++b)*+\Z', text)",
        r"re.search(r'[0-9a-f]{2,40}x', text)",
        r"re.fullmatch(r'e[wy3][\w-]+\.[\w-]*', text)",
    ],
)
def test_an_expression_that_does_not_is_let_be(line: str) -> None:
    [made] = in_tree("new.py", ast.parse(line), {"re": re})
    assert runaway(made) is None


def test_an_expression_that_cannot_be_checked_is_refused() -> None:
    with pytest.raises(AssertionError, match="name the expression"):
        in_tree("new.py", ast.parse("re.search(pattern, text)"), {"re": re})
