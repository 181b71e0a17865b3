"""The chapter on throughput: turns the figures of throughput.py into rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .row import Chapter, Row
from .throughput import throughput

KINDS = {"ours": ("batch", "many in one call"), "ours full": ("report", "full report, one by one")}


def judging(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure how much time the page needs per token."""
    return chapter(throughput(dist, chromium, runs))


def chapter(figures: Mapping[str, Mapping[str, float]]) -> Chapter:
    """Return the rows for the medians per algorithm and program (see `throughput`)."""
    rows = [
        Row(
            f"throughput/{algorithm.replace(' ', '-')}/{short}",
            f"{algorithm.replace(' ', ', ')}, {words}",
            "µs",
            [times[who]],
            [times["jose"]],
        )
        for algorithm, times in figures.items()
        for who, (short, words) in KINDS.items()
    ]
    return Chapter("throughput", "A token of 10,000 in the started page, Chromium", rows, "jose")
