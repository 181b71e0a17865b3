"""Measures everything: `python -m buildtools.measure DIST CHROMIUM [--runs N] …`."""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from buildtools.common import ROOT, say

from . import CHAPTERS
from .access import access
from .browsers import browsers
from .cpython import cpython
from .encryption import encryption
from .judging import judging
from .keystrokes import typing
from .lines import lines
from .machine import busy, load, machine
from .memory import memory
from .record import as_json, block, now, put_into
from .row import Chapter
from .size import sizes
from .start import start
from .table import text

DOCUMENT = ROOT / "docs" / "benchmarks.md"


def main(given: argparse.Namespace) -> int:
    """Measure, print the table, and write the files that are asked for. Return the exit code.

    A chapter that fails does not take the figures of the others with it: they took long.
    """
    dist, chromium, runs = given.dist, given.chromium, given.runs
    measures: dict[str, Callable[[], Chapter]] = {
        "start": lambda: start(dist, chromium, runs),
        "lines": lambda: lines(dist, chromium, runs, given.only == ["lines"]),
        "browsers": lambda: browsers(dist, runs),
        "typing": lambda: typing(dist, chromium, runs),
        "throughput": lambda: judging(dist, chromium, runs),
        "access": lambda: access(dist, chromium, runs),
        "encryption": lambda: encryption(dist, chromium, runs),
        "bytes": lambda: sizes(dist, chromium, runs),
        "memory": lambda: memory(dist, chromium, runs),
        "cpython": lambda: cpython(runs),
    }
    date, here, warning = now(), machine(chromium), busy(load())
    if warning:
        say(warning)
    chapters, failed = [], []
    for name in given.only or CHAPTERS:
        begun = time.monotonic()
        try:
            chapters.append(measures[name]())
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        say(f"Measured {name} in {time.monotonic() - begun:.0f} s.")
    say(text(chapters))
    if warning:
        say(f"\n{warning}")
    if given.json:
        figures = as_json(chapters, here, date, runs)
        given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
        say(f"\nAll figures are in {given.json}.")
    if failed:
        say(f"\nNot measured, because it failed: {', '.join(failed)}. See above.")
        return 1
    if given.docs:
        written = put_into(DOCUMENT.read_text("utf-8"), block(chapters, here, date, runs))
        DOCUMENT.write_text(written, "utf-8")
        say("\nThe tables are in docs/benchmarks.md.")
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="buildtools.measure")
    parser.add_argument("dist", type=Path)
    parser.add_argument("chromium", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="+", choices=CHAPTERS)
    parser.add_argument("--docs", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
