"""The form of every figure: one row of the table, with its samples."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Statistic = Literal["median", "p95", "max"]


def p95(samples: Sequence[float]) -> float:
    """Return the 95th percentile: at most one of twenty samples is above it."""
    if len(samples) < 2:
        return samples[0]
    return statistics.quantiles(samples, n=20, method="inclusive")[-1]


STATISTICS: dict[Statistic, Callable[[Sequence[float]], float]] = {
    "median": statistics.median,
    "p95": p95,
    "max": max,
}


@dataclass(frozen=True)
class Row:
    """One thing measured: ours, and what stands beside it in the same run.

    `id` is stable (goals and those who compare JSON files refer to it). Less is
    better in every row, so the ratio says how many times better ours is.
    `detail` rows are printed and written to JSON, but are not in docs/benchmarks.md.
    """

    id: str
    name: str
    unit: str
    ours: Sequence[float]
    other: Sequence[float] = ()
    statistic: Statistic = "median"
    note: str = ""
    detail: bool = False

    @property
    def value(self) -> float | None:
        """Our figure over all samples; None if there is only the other one."""
        return STATISTICS[self.statistic](self.ours) if self.ours else None

    @property
    def beside(self) -> float | None:
        """The figure that ours is compared with; None if there is none."""
        return STATISTICS[self.statistic](self.other) if self.other else None

    @property
    def ratio(self) -> float | None:
        """The other figure divided by ours."""
        value, beside = self.value, self.beside
        return beside / value if value and beside is not None else None


@dataclass(frozen=True)
class Chapter:
    """Rows that belong together. `other` names what ours is compared with; `notes` explain it."""

    name: str
    title: str
    rows: Sequence[Row]
    other: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
