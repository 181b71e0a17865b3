"""`build.py bench`: gets what the measuring needs, then runs it in the virtual environment."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .browser import ensure_chromium
from .common import DIST, ROOT
from .setup import ensure_dev
from .site import build_site


def bench(runs: int, json_file: Path | None) -> int:
    """Measure `runs` times, print one table, and write the figures to `json_file` when one is given."""
    python = ensure_dev()
    build_site()
    chromium = ensure_chromium(python)
    command = [python, "-m", "buildtools.measure", DIST, chromium, "--runs", runs]
    if json_file:
        command += ["--json", json_file.resolve()]
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
