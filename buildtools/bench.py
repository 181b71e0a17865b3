"""`build.py bench`: how long a start takes, how fast tokens are read, how big it all is."""

from __future__ import annotations

from pathlib import Path

from .common import BuildError


def bench(json_file: Path | None) -> int:
    """Measure, print one table, and write the figures to `json_file` when one is given."""
    raise BuildError("bench is not written yet.")
