"""Measures everything: `python -m buildtools.measure DIST CHROMIUM [--runs N] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from buildtools.common import say

from .size import sizes
from .speed import cpython_speed
from .start import start_times


def row(name: str, *cells: str) -> str:
    """Return one line of the table."""
    return f"{name:<44}" + "".join(f"{cell:>14}" for cell in cells)


def load() -> float | None:
    """Return how many programs wanted a core during the last minute, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def main(dist: Path, chromium: Path, runs: int, json_file: Path | None) -> None:
    """Measure and print; write the figures to `json_file` when one is given."""
    say(f"Starting the page {runs} times, twice each, beside a plain Pyodide page …")
    starts = start_times(dist, chromium, runs)
    say("Reading tokens on CPython …")
    speed = cpython_speed(runs)
    files = sizes(dist)

    say("\n" + row("Start in Chromium (ms, medians)", "ours", "plain", "ratio"))
    for visit, label in (("first", "nothing cached"), ("again", "second visit")):
        ours, plain = starts[f"ours {visit}"], starts[f"plain {visit}"]
        if (painted := ours["painted"]) is not None:
            say(row(f"  page visible, {label}", f"{painted:.0f}"))
        for key, what in (("ready", "ready"), ("verified", "first token verified")):
            mine, theirs = ours[key], plain[key]
            if mine is not None and theirs is not None:
                cells = (f"{mine:.0f}", f"{theirs:.0f}", f"{mine / theirs:.2f}")
                say(row(f"  {what}, {label}", *cells))
    say(row("  report of a started page", f"{starts['call']['report']:.2f}"))

    say("\n" + row("CPython (tokens a second)", "inspect", "jwt.decode", "ratio"))
    mine, theirs = speed["inspect"], speed["jwt.decode"]
    say(row("  HS256", f"{mine:,.0f}", f"{theirs:,.0f}", f"{mine / theirs:.2f}"))

    say("\n" + row("Size (bytes)", "raw", "gzip"))
    for size in files:
        say(row(f"  {size.name}", f"{size.raw:,}", f"{size.gzip:,}"))
    say(row("  all", f"{sum(s.raw for s in files):,}", f"{sum(s.gzip for s in files):,}"))

    busy = load()
    if busy is not None and busy > (os.cpu_count() or 1) + 1:
        say(f"\nThis machine was busy (load {busy:.1f}): repeat this on an idle one.")
    if json_file:
        figures = {
            "machine": {
                "platform": platform.platform(),
                "python": platform.python_version(),
                "cores": os.cpu_count(),
                "load": load(),
            },
            "runs": runs,
            "start_ms": starts,
            "cpython_tokens_per_second": speed,
            "files": [asdict(size) for size in files],
        }
        json_file.write_text(json.dumps(figures, indent=2) + "\n")
        say(f"\nThe figures are in {json_file}.")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="buildtools.measure")
    parser.add_argument("dist", type=Path)
    parser.add_argument("chromium", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    main(given.dist, given.chromium, given.runs, given.json)
