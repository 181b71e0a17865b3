"""The page's Python goes without comments and docstrings, and stays the same program."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

from buildtools.common import ROOT
from buildtools.strip_python import without_remarks
from buildtools.wheels import project_files

MODULES = sorted((ROOT / "py" / "jwt_playground").rglob("*.py"))


class _Bare(ast.NodeTransformer):
    """Takes out what is meant to be left out, in another way than the code does."""

    def visit(self, node: ast.AST) -> ast.AST:
        super().visit(node)
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                kept = [one for one in body if not _is_string(one)]
                setattr(node, name, kept or [ast.Pass()] * bool(body))
        return node


def _is_string(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_stays_the_same_program_with_the_same_lines(path: Path) -> None:
    source = path.read_text("utf-8")
    stripped = without_remarks(source)
    assert ast.dump(ast.parse(stripped)) == ast.dump(_Bare().visit(ast.parse(source)))
    assert stripped.count("\n") == source.count("\n")
    lines = {
        (type(node).__name__, node.lineno): None
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Return, ast.Raise, ast.Assign))
    }
    after = {
        (type(node).__name__, node.lineno): None
        for node in ast.walk(ast.parse(stripped))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Return, ast.Raise, ast.Assign))
    }
    assert lines == after


def test_nothing_that_is_left_out_is_shipped() -> None:
    files = project_files()
    assert "jwt_playground/protocol.py" in files
    assert not [name for name in files if "/cli/" in name or name.endswith("__main__.py")]
    for name, data in files.items():
        if name.endswith(".py"):
            kinds = {
                token.type
                for token in tokenize.generate_tokens(io.StringIO(data.decode()).readline)
            }
            assert tokenize.COMMENT not in kinds, name
            assert ast.get_docstring(ast.parse(data)) is None, name


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Doc."""\nx = 1  # why\n', "\nx = 1\n"),
        ('class A(Exception):\n    """Only this."""\n', "class A(Exception):\n    pass\n"),
        ('def f():\n    """One\n    two."""\n    return "#"\n', 'def f():\n\n\n    return "#"\n'),
        ('x = "ä"\n"""ü"""\ny = 1\n', 'x = "ä"\n\ny = 1\n'),
        ('x = (\n    "a"  # one\n    "b"\n)\n"""ü."""\n', 'x = (\n    "a"\n    "b"\n)\n\n'),
    ],
)
def test_what_is_left(source: str, expected: str) -> None:
    assert without_remarks(source) == expected
