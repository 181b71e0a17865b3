"""Every code that the source names stands in its table, and every code of a table is used.

The source is read as a syntax tree. A code is the argument `code` of `Finding` or `Check`, or
of any function that has a parameter of this name and hands it on; or it is what a rule on
claims returns. Where such an argument is neither a text nor a name that the test can follow,
the test fails: then it has to learn that way of writing it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

import pytest

from jwt_playground.claims.rules import STATUS
from jwt_playground.vocabulary.checks import CODES as CHECK_CODES
from jwt_playground.vocabulary.checks import GROUPS, Check
from jwt_playground.vocabulary.findings import CODES as FINDING_CODES
from jwt_playground.vocabulary.findings import Finding
from tests.unit.support.sources import FILES, called

RULES = "claims/rules.py"
"""What its functions return is read by `decided`."""
APART = ("vocabulary/findings.py", "vocabulary/checks.py", RULES)
MODULES = {path: tree for path, tree in FILES.items() if path not in APART}
CLASSES = [
    node for tree in MODULES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
]


class Use(NamedTuple):
    """A code in the source: where, what for (`Check` or `Finding`), and a check's name."""

    place: str
    kind: str
    code: str
    name: str | None = None


def arguments(call: ast.Call, parameters: tuple[str, ...]) -> dict[str, ast.expr]:
    """The arguments of a call, by the names of the parameters."""
    given = dict(zip(parameters, call.args, strict=False))
    return given | {word.arg: word.value for word in call.keywords if word.arg}


def texts(node: ast.expr) -> list[str] | None:
    """The texts that an expression can be; `None` if that cannot be seen."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        both = texts(node.body), texts(node.orelse)
        return None if None in both else [*(both[0] or []), *(both[1] or [])]
    return None


def assigned(function: ast.AST, name: str) -> list[str]:
    """Every text that a function gives to a variable, also as part of a pair."""
    found: list[str] = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                found += texts(node.value) or []
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for part, value in zip(target.elts, node.value.elts, strict=True):
                    if isinstance(part, ast.Name) and part.id == name:
                        found += texts(value) or []
    return found


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def own_calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls in a function, without those of functions inside it."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        todo += ast.iter_child_nodes(node)


def handing_on(tree: ast.AST) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The functions that hand their parameter `code` on; these are asked about at their own calls."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for function in functions(tree):
        names = tuple(one.arg for one in function.args.args if one.arg != "self")
        for call in own_calls(function):
            if "code" in names and called(call) in ("Finding", "Check"):
                found[function.name] = (called(call), names)
    return found


def bases(tree: ast.AST) -> list[ast.ClassDef]:
    """The classes whose methods those of a module inherit."""
    names = {
        base.id
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    }
    return [found for found in CLASSES if found.name in names]


def imported(tree: ast.AST) -> Iterator[str]:
    """The names that a module imports from others of the engine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield from (alias.name for alias in node.names)


SHARED = {
    name: handed
    for tree in MODULES.values()
    for name, handed in handing_on(tree).items()
    if not name.startswith("_")
}
"""Functions that hand their parameter `code` on, and that other modules may import."""


def uses() -> Iterator[Use]:
    """Every code in the source."""
    for path, tree in MODULES.items():
        known = {
            "Finding": ("Finding", tuple(field.name for field in fields(Finding))),
            "Check": ("Check", Check._fields),
        }
        for part in (*bases(tree), tree):
            known |= handing_on(part)
        known |= {name: SHARED[name] for name in imported(tree) if name in SHARED}
        for function in functions(tree):
            parameters_here = [one.arg for one in function.args.args]
            for call in own_calls(function):
                if called(call) not in known:
                    continue
                kind, parameters = known[called(call)]
                given = arguments(call, parameters)
                code, place = given["code"], f"{path}:{call.lineno}"
                if isinstance(code, ast.Attribute) and code.attr == "code":
                    continue  # that of a finding
                found = texts(code)
                if isinstance(code, ast.Name):
                    found = assigned(function, code.id)
                    if code.id in parameters_here and function.name in known:
                        continue
                assert found, f"{place}: {ast.unparse(code)} cannot be followed"
                named = texts(given["name"]) if "name" in given else None
                for text in found:
                    yield Use(place, kind, text, named[0] if named else None)


@pytest.fixture(scope="module")
def used() -> list[Use]:
    return list(uses())


def decided() -> set[str]:
    """Every code that a rule on claims returns."""
    tree = FILES[RULES]
    codes: set[str] = set()
    for function in functions(tree):
        if function.name == "decide" and not any(a.arg == "self" for a in function.args.args):
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    values = [node.value]
                    if isinstance(node.value, ast.IfExp):
                        values = [node.value.body, node.value.orelse]
                    for value in values:
                        codes |= set(texts(value) or handed_over(tree, value))
    return codes


def handed_over(tree: ast.AST, value: ast.expr) -> list[str]:
    """The texts that the rules' makers get for a parameter which a rule returns."""
    assert isinstance(value, ast.Name), ast.unparse(value)
    found: list[str] = []
    for function in functions(tree):
        names = tuple(one.arg for one in function.args.args)
        if value.id in names:
            for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
                if called(call) == function.name:
                    found += texts(arguments(call, names)[value.id]) or []
    assert found, value.id
    return found


def test_the_source_is_read(used: list[Use]) -> None:
    assert len(used) > 100
    assert {"Check", "Finding"} == {use.kind for use in used}


def test_every_code_of_a_finding_stands_in_its_table(used: list[Use]) -> None:
    unknown = [use for use in used if use.kind == "Finding" and use.code not in FINDING_CODES]
    assert unknown == []


def test_every_code_and_name_of_a_check_stands_in_its_table(used: list[Use]) -> None:
    names = {name for group in GROUPS for name in group.split(", ")}
    for use in used:
        if use.kind == "Check":
            assert use.code in CHECK_CODES, use
            assert use.name is None or use.name in names, use


def test_every_code_of_a_rule_on_claims_has_a_status_and_stands_in_the_table() -> None:
    assert decided() == set(STATUS)
    assert set(STATUS) <= set(CHECK_CODES)


def test_every_code_of_the_tables_is_used(used: list[Use]) -> None:
    named = {kind: {u.code for u in used if u.kind == kind} for kind in ("Finding", "Check")}
    assert set(FINDING_CODES) - named["Finding"] == set()
    assert set(CHECK_CODES) - named["Check"] - decided() == set()
