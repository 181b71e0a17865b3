"""What the formatter leaves alone: the length of lines in the JavaScript."""

from __future__ import annotations

import re

import pytest

from buildtools.common import ROOT, relative

LONGEST_COMMENT = 100
LONGEST = 120
# Neither can be wrapped: a row of a table in a comment, a regular expression on its own line.
WHOLE = re.compile(r"\s*(?:\* \||/[^*/].*/\w*;$)")
COMMENT = re.compile(r"\s*(?:/\*|\*|//)|.*\s// |.*\*/$")


def too_long(text: str) -> list[int]:
    """Return the numbers of the lines that are too long, from 1."""
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > (LONGEST_COMMENT if COMMENT.match(line) else LONGEST)
        and not WHOLE.match(line)
    ]


@pytest.mark.parametrize("folder", ["site", "buildtools", "tests"])
def test_no_line_of_the_javascript_is_too_long(folder: str) -> None:
    files = [
        path
        for pattern in ("*.js", "*.mjs", "*.d.ts")
        for path in sorted((ROOT / folder).rglob(pattern))
    ]
    assert files
    found = [
        f"{relative(path)}:{line}" for path in files for line in too_long(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x" * 120, False),
        ("x" * 121, True),
        ("// " + "x" * 97, False),
        ("// " + "x" * 98, True),
        ("  code(); // " + "x" * 98, True),
        (" * " + "x" * 98, True),
        (" * | " + "x" * 98 + " |", False),
        ("  /" + "x" * 120 + "/g;", False),
    ],
)
def test_a_comment_has_a_shorter_limit_than_code(line: str, problem: bool) -> None:
    assert bool(too_long(line)) is problem
