"""Leaves comments and docstrings out of the Python that the page loads.

They are a third of our modules, and nothing in the page reads them. Lines keep their numbers,
so that a traceback still points into the source.
"""

from __future__ import annotations

import ast
import io
import tokenize


def without_remarks(source: str) -> str:
    """Return Python source without comments and without strings that are statements.

    Such a string is a docstring, or stands below an attribute to describe it. Where it is all
    that a body holds, `pass` takes its place.
    """
    lines = _without_comments(source).splitlines(keepends=True)
    for first, last, begin, end, only in sorted(_remarks("".join(lines)), reverse=True):
        before = lines[first].encode()[:begin].decode()
        after = lines[last].encode()[end:].decode()
        kept = before + ("pass" if only else "")
        if not kept.strip() and not after.strip():
            kept, after = "", "\n"
        lines[first : last + 1] = [kept + "\n" * (last - first) + after]
        lines = "".join(lines).splitlines(keepends=True)
    return "".join(lines)


def _without_comments(source: str) -> str:
    lines = source.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start[0] - 1, token.start[1]
            lines[row] = lines[row][:column].rstrip() + "\n"
    return "".join(lines)


def _remarks(source: str) -> list[tuple[int, int, int, int, bool]]:
    """Return each such string: first and last line, where it begins and ends in them, in bytes.

    The last value tells whether it is all that its body holds.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if not isinstance(body, list):
                continue
            for statement in filter(_is_string, body):
                first, last = statement.lineno - 1, (statement.end_lineno or 0) - 1
                begin, end = statement.col_offset, statement.end_col_offset or 0
                found.append((first, last, begin, end, len(body) == 1))
    return found


def _is_string(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
