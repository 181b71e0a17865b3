"""The engine's own source, as syntax trees: for rules that no single call could show."""

from __future__ import annotations

import ast
from pathlib import Path

import jwt_playground

ENGINE = Path(jwt_playground.__file__).parent
FILES = {
    str(path.relative_to(ENGINE)): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ENGINE.rglob("*.py"))
}
"""Each file by its path inside `jwt_playground`."""


def called(call: ast.Call) -> str:
    """The name of what is called, without what stands before its last dot."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
