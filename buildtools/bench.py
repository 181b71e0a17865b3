"""`build.py bench`: installs what measuring needs, then measures in the virtual environment."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from .browser import ensure_chromium
from .common import DIST, ROOT, BuildError
from .measure import CHAPTERS
from .setup import ensure_dev
from .site import build_site


def chapters(only: str | None) -> list[str]:
    """Return the chapters that a text like `start,typing` names, or all. Raises `BuildError`."""
    names = [name.strip() for name in only.split(",")] if only else list(CHAPTERS)
    for name in names:
        if name not in CHAPTERS:
            raise BuildError(f"--only {name}: there is {', '.join(CHAPTERS)}.")
    return names


def bench(runs: int, json_file: Path | None, names: Sequence[str], docs: bool) -> int:
    """Measure `runs` times and print the tables; with `docs`, write them into docs/benchmarks.md.

    Raises `BuildError` when docs/benchmarks.md would get tables with a part missing.
    """
    if runs < 1:
        raise BuildError(f"--runs {runs}: at least one is needed.")
    if docs and (runs < 5 or set(names) != set(CHAPTERS)):
        raise BuildError(
            "--docs writes every chapter, measured at least five times: leave --only and --runs out."
        )
    python = ensure_dev()
    build_site()
    chromium = ensure_chromium(python)
    command = [python, "-m", "buildtools.measure", DIST, chromium, "--runs", runs]
    command += ["--only", *names]
    if json_file:
        command += ["--json", json_file.resolve()]
    if docs:
        command.append("--docs")
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
