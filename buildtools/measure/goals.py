"""The goals for the figures. A missed goal is printed as missed, but nothing fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .row import Row


@dataclass(frozen=True)
class Goal:
    """A ratio that should be reached, or a value that should not be exceeded."""

    ratio: float | None = None
    at_most: float | None = None

    def is_met(self, row: Row) -> bool | None:
        """Tell whether the row reaches the goal; None if the row lacks the figure."""
        if self.ratio is not None:
            return None if row.ratio is None else row.ratio >= self.ratio
        if self.at_most is not None:
            return None if row.value is None else row.value <= self.at_most
        return None

    def text(self, number: Callable[[float], str]) -> str:
        """Return the goal in a few characters; `number` writes a figure with its unit."""
        if self.at_most is not None:
            return f"≤ {number(self.at_most)}"
        return f"≥ {self.ratio:.3g}×"


FRAME = 1000 / 60
"""Milliseconds between two pictures on a usual screen."""

TYPING = Goal(at_most=round(FRAME + 16, 1))
TYPING_LONG = Goal(at_most=50)
NO_LONG_TASK = Goal(at_most=50)
CALM = Goal(at_most=0.05)
"""Half of what Web Vitals calls good."""

BUDGET: Mapping[str, Goal] = {
    "bytes/page": Goal(at_most=200_000),
    "bytes/python": Goal(at_most=200_000),
    "bytes/snapshot": Goal(at_most=1_850_000),
}
"""Limits in bytes for our own part of the first load; a test checks the built site."""

GOALS: Mapping[str, Goal] = {
    "start/chromium/cold": Goal(ratio=4),
    "start/chromium/offline": Goal(ratio=3),
    "start/chromium/shift/360/empty": CALM,
    "start/chromium/shift/360/link": CALM,
    "start/chromium/shift/1440/empty": CALM,
    "start/chromium/shift/1440/link": CALM,
    "start/firefox/offline": Goal(ratio=3),
    "start/webkit/offline": Goal(ratio=3),
    "lines/10/as-is": Goal(ratio=2),
    "lines/10/gzip": Goal(ratio=1.4),
    "lines/1.6/as-is": Goal(ratio=2),
    "lines/1.6/gzip": Goal(ratio=1.05),
    "lines/1.6/gzip/decoded": Goal(at_most=3_000),
    "typing/HS256/1-kb": TYPING,
    "typing/HS256/100-kb": TYPING_LONG,
    "tasks/typing/1-kb": NO_LONG_TASK,
    "tasks/typing/100-kb": NO_LONG_TASK,
    "tasks/paste/1-kb": NO_LONG_TASK,
    "tasks/paste/100-kb": NO_LONG_TASK,
    "tasks/paste/1-mb": NO_LONG_TASK,
    "tasks/log": NO_LONG_TASK,
    "bytes/gzip": Goal(ratio=1),
    **BUDGET,
    "throughput/HS256/batch": Goal(ratio=1),
    "throughput/RS256-webcrypto/batch": Goal(ratio=1 / 1.5),
    "throughput/ES256-webcrypto/batch": Goal(ratio=1 / 1.5),
    "access/first": Goal(at_most=1_000),
    "access/many": Goal(at_most=1_000),
    "throughput/HS256/report": Goal(ratio=1 / 4),
    "throughput/RS256-webcrypto/report": Goal(ratio=1 / 4),
    "throughput/ES256-webcrypto/report": Goal(ratio=1 / 4),
}


def goal_of(row: Row) -> Goal | None:
    """Return the goal of a row, or None."""
    return GOALS.get(row.id)
