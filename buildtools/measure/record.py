"""The figures as JSON, with every sample; and their place in docs/benchmarks.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from buildtools.common import BuildError

from .goals import goal_of
from .row import Chapter, Row
from .table import markdown

BEGIN = "<!-- bench: written by `build.py bench --docs` -->"
END = "<!-- /bench -->"


def now() -> str:
    """Return the time as ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def as_json(
    chapters: Sequence[Chapter], machine: Mapping[str, object], date: str, runs: int
) -> dict[str, Any]:
    """Return everything that was measured. Less is always better; `ratio` is other / ours."""
    return {
        "date": date,
        "machine": dict(machine),
        "runs": runs,
        "chapters": [
            {
                "name": chapter.name,
                "title": chapter.title,
                "other": chapter.other or None,
                "notes": list(chapter.notes),
                "rows": [_row(row) for row in chapter.rows],
            }
            for chapter in chapters
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    goal = goal_of(row)
    return {
        "id": row.id,
        "name": row.name,
        "unit": row.unit,
        "statistic": row.statistic,
        "ours": {"value": row.value, "samples": list(row.ours)} if row.ours else None,
        "other": {"value": row.beside, "samples": list(row.other)} if row.other else None,
        "ratio": row.ratio,
        "goal": None if goal is None else {"ratio": goal.ratio, "at_most": goal.at_most},
        "met": None if goal is None else goal.is_met(row),
        "note": row.note or None,
    }


def block(chapters: Sequence[Chapter], machine: Mapping[str, object], date: str, runs: int) -> str:
    """Return the part of docs/benchmarks.md between the two marks, marks included."""
    browser, cores, system = machine["chromium"], machine["cores"], machine["system"]
    return (
        f"{BEGIN}\n"
        f"Measured {date[:10]} on {cores} cores, {system}, {browser}: medians of {runs} runs, "
        "each of ours beside one of the other. The ratio says how many times as much the other "
        "one takes.\n\n"
        f"{markdown(chapters)}{END}"
    )


def put_into(document: str, made: str) -> str:
    """Return the document's text with the new block in place of the old one.

    Raises `BuildError` unless each mark is there exactly once and in the right order.
    """
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if document.count(BEGIN) != 1 or document.count(END) != 1 or not pattern.search(document):
        raise BuildError(
            f"docs/benchmarks.md has no place for the tables: it needs {BEGIN} … {END} once."
        )
    return pattern.sub(lambda _: made, document)
