"""What was counted before and after, in files, and as the table of docs/tasks.md."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

from buildtools.common import ROOT, BuildError

from .run import Outcome
from .steps import tasks

FOLDER = Path(__file__).parent / "figures"
DOCUMENT = ROOT / "docs" / "tasks.md"
BEGIN = "<!-- tasks: written by `python -m tests.tasks --keep` -->"
END = "<!-- /tasks -->"
WHEN = ("before", "after")

Figures = dict[str, dict[str, object]]
"""By task, browser and size, as in `expiry chromium 1280x900`: a count, and `lost_at`."""


def place(task: str, browser: str, size: str) -> str:
    """Return the name under which a figure is kept."""
    return f"{task} {browser} {size}"


def figure(outcome: Outcome) -> dict[str, object]:
    """Return an outcome as it is kept."""
    return {**asdict(outcome.count), "lost_at": outcome.lost_at}


def words(found: dict[str, object] | None) -> str:
    """Return a figure as a cell of the table."""
    if found is None:
        return "–"
    count = f"{found['clicks']}, {found['keys']}, {found['scrolls']}"
    return f"not found after {count} ({found['lost_at']})" if found["lost_at"] else count


def read(when: str) -> Figures:
    """Return what was counted then; nothing if nobody has counted."""
    file = FOLDER / f"{when}.json"
    found: Figures = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found


def keep(when: str, new: Figures) -> None:
    """Put new figures in the place of the old ones, and write the table anew."""
    FOLDER.mkdir(exist_ok=True)
    merged = {**read(when), **new}
    text = json.dumps(merged, indent=2, sort_keys=True, ensure_ascii=False)
    (FOLDER / f"{when}.json").write_text(text + "\n", "utf-8")
    old = DOCUMENT.read_text("utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(old):
        raise BuildError(f"docs/tasks.md has no place for the table: {BEGIN} … {END}.")
    DOCUMENT.write_text(pattern.sub(lambda _: table(), old), "utf-8")


def table() -> str:
    """Return the table, with its marks."""
    before, after = (read(when) for when in WHEN)
    lines = [BEGIN, "| task | browser | window | before | after |", "|---|---|---|---|---|"]
    for task in tasks(""):
        for key in sorted(name for name in {**before, **after} if name.startswith(task.name + " ")):
            _, browser, size = key.split()
            cells = (words(before.get(key)), words(after.get(key)))
            lines.append(
                f"| {task.title} | {browser} | {size.replace('x', '×')} | {cells[0]} | {cells[1]} |"
            )
    return "\n".join([*lines, END])
