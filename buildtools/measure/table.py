"""The figures as a table, for the terminal and for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence

from .goals import goal_of
from .row import Chapter, Row

NAME, CELL = 62, 15
MET = {True: "yes", False: "missed", None: "?"}


def number(value: float | None, unit: str) -> str:
    """Return a figure with its unit, rounded to the digits that mean something."""
    if value is None:
        return ""
    if unit == "CLS":  # a share of the window, without a unit
        return f"{value:.3f}"
    if unit == "B":
        return f"{value / 1000:,.0f} kB" if value >= 10_000 else f"{value / 1000:,.1f} kB"
    return f"{value:,.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def cells(row: Row) -> list[str]:
    """Return the cells of a row: our figure, the other one, ratio, goal, and whether it is met."""
    goal = goal_of(row)
    return [
        number(row.value, row.unit),
        number(row.beside, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}×",
        "" if goal is None else goal.text(lambda value: number(value, row.unit)),
        "" if goal is None else MET[goal.is_met(row)],
    ]


def head(chapter: Chapter) -> list[str]:
    """Return the titles of these cells."""
    other = [chapter.other, "ratio"] if chapter.other else ["", ""]
    goals = ["goal", "met"] if any(goal_of(row) for row in chapter.rows) else ["", ""]
    return ["ours", *other, *goals]


def text(chapters: Sequence[Chapter]) -> str:
    """Return the table for a terminal."""
    lines = []
    for chapter in chapters:
        lines += ["", _line(chapter.title, head(chapter))]
        for row in chapter.rows:
            note = f"  {row.note}" if row.note else ""
            lines.append((_line(f"  {row.name}", cells(row)) + note).rstrip())
        lines += [f"  {note}" for note in chapter.notes]
    return "\n".join(lines)


def markdown(chapters: Sequence[Chapter]) -> str:
    """Return the table for docs/benchmarks.md, without the rows that are details."""
    lines = []
    for chapter in chapters:
        titles = head(chapter)
        shown = [place for place, title in enumerate(titles) if title]
        lines += [
            f"| {' | '.join([chapter.title, *(titles[place] for place in shown)])} |",
            f"|---|{'---:|' * len(shown)}",
        ]
        for row in chapter.rows:
            if not row.detail:
                line = cells(row)
                name = f"{row.name} ({row.note})" if row.note else row.name
                lines.append(f"| {' | '.join([name, *(line[place] for place in shown)])} |")
        lines += ["", *(f"{note}\n" for note in chapter.notes)]
    return "\n".join(lines).strip() + "\n"


def _line(name: str, entries: Sequence[str]) -> str:
    return f"{name:<{NAME}}" + "".join(f"{entry:>{CELL}}" for entry in entries)
