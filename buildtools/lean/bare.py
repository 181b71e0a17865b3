"""Compiles the modules of the snapshot without what no start needs.

Docstrings, annotations of functions and of modules are left out, and of the standard library the
tables of lines as well. Tracebacks then show no lines in there; in our own modules they do.
Annotations of classes stay: dataclasses are made from them.
"""

from __future__ import annotations

import ast
from functools import cache
from types import CodeType
from typing import TypeVar

_Body = TypeVar("_Body", ast.FunctionDef, ast.ClassDef)

EDITS = {
    # The event loop comes with `pyodide.webloop`, which nothing here uses. Both names have to be
    # asked for: Pyodide counts on them when it saves its memory and when it loads it again.
    "pyodide/__init__.py": (
        """\
from .webloop import _initialize_event_loop

_initialize_event_loop()
del _initialize_event_loop
""",
        """\
from pyodide_js._api import scheduleCallback as _scheduleCallback
from pyodide_js import loadedPackages as _loadedPackages
""",
    ),
    # It would write a signature for each method of a JavaScript object, with `inspect`.
    "_pyodide/docstring.py": (
        "    from inspect import _empty, signature\n",
        "    return func.__name__ + '(*args, **kwargs)\\n--\\n\\n'\n",
    ),
    # It imports most of what is needed for the network.
    "jwt/__init__.py": (
        "from .jwks_client import PyJWKClient\n",
        """\

def __getattr__(name):
    if name == "PyJWKClient":
        from .jwks_client import PyJWKClient
        return PyJWKClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
""",
    ),
}
"""By the name of a file: the part of it that is replaced, and by what."""


def compiled(source: bytes, name: str, path: str, *, optimize: int, lines: bool) -> CodeType:
    """Return the code of the module `name`, whose file is `path`; with `lines`, their table."""
    text = source.decode()
    if name in EDITS:
        old, new = EDITS[name]
        if text.count(old) != 1:
            raise ValueError(f"{name} is not as it was: see EDITS")
        text = text.replace(old, new)
    tree = ast.fix_missing_locations(_Bare().visit(ast.parse(text)))
    code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=optimize)
    return code if lines else _without_lines(code)


def _without_lines(code: CodeType) -> CodeType:
    consts = tuple(
        _without_lines(const) if isinstance(const, CodeType) else const for const in code.co_consts
    )
    return code.replace(co_consts=consts, co_linetable=_no_lines(len(code.co_code) // 2))


@cache
def _no_lines(units: int) -> bytes:
    """Return a table that says of so many units of code that their line is not known.

    Each entry is one byte and stands for up to eight units. (An empty table would be shorter, but
    the module `traceback` fails on it.) Equal tables are one object in the memory.
    """
    whole, rest = divmod(units, 8)
    return bytes([0xFF] * whole + [0xF8 | rest - 1] * bool(rest))


class _Bare(ast.NodeTransformer):
    _inside = False
    """Whether this is inside of a class or a function."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = _without_docstring(node.body)
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        every = node.args
        for arg in (*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg):
            if arg is not None:
                arg.annotation = None
        return self._inner(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        self.visit_FunctionDef(node)  # type: ignore[arg-type]  # both have the same parts
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        return self._inner(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        if self._inside:
            return node
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def _inner(self, node: _Body) -> _Body:
        node.body = _without_docstring(node.body)
        was, self._inside = self._inside, True
        self.generic_visit(node)
        self._inside = was
        return node


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())) as first, *others]:
            return others or [ast.copy_location(ast.Pass(), first)]
    return body
