"""Which engines do what in which browser: the table of the README.

`support.json` has it. Tests in each browser try every cell (`tests/browser/engine`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""`columns`: titles by name. `rows`: each has a title, its algorithms, and per column the engines.

The first engine of a cell is the one that is taken. The columns of browsers are about builds
without `cryptography`, on https:// and on localhost.
"""


def support_picture() -> str:
    """Return the table in Markdown. A cell without an engine is a “no”."""
    columns: dict[str, str] = TABLE["columns"]
    lines = [f"| signatures | {' | '.join(columns.values())} |", "|---" * (len(columns) + 1) + "|"]
    for row in TABLE["rows"]:
        cells = [", ".join(row[column]) or "**no**" for column in columns]
        lines.append(f"| {row['title']} | {' | '.join(cells)} |")
    return "\n".join(lines)
