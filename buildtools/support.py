"""Which engines do what in which browser: the tables of the README.

`support.json` has it. Tests in each browser try every cell (`tests/browser/engine`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""`columns`: titles by name. Then the rows of two tables: each has a title, its algorithms (or of
encryption: samples of `alg`, `enc` and perhaps a curve), and per column the engines.

The first engine of a cell is the one that is taken. The columns of browsers are about builds
without `cryptography`, on https:// and on localhost.
"""


def support_picture() -> str:
    """Return the tables in Markdown. A cell without an engine is a “no”."""
    return "\n\n".join(map(_table, ("signatures", "encryption")))


def _table(name: str) -> str:
    columns: dict[str, str] = TABLE["columns"]
    lines = [f"| {name} | {' | '.join(columns.values())} |", "|---" * (len(columns) + 1) + "|"]
    for row in TABLE[name]:
        cells = [", ".join(row[column]) or "**no**" for column in columns]
        lines.append(f"| {row['title']} | {' | '.join(cells)} |")
    return "\n".join(lines)
