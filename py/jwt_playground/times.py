"""Seconds since the epoch in words."""

from __future__ import annotations

from datetime import datetime, timedelta

MILLISECONDS_FROM = 100_000_000_000
"""As seconds this is the year 5138: such a NumericDate was meant in milliseconds."""

_EPOCH = datetime(1970, 1, 1)  # UTC, as all that is counted from it
_UNITS = ((31_556_952, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def iso(seconds: float) -> str:
    """`2011-03-22T18:43:00Z`; times beyond the calendar are said to be so."""
    try:
        return f"{(_EPOCH + timedelta(seconds=float(seconds))).isoformat(timespec='seconds')}Z"
    except (OverflowError, ValueError):
        return "a time beyond the year 9999" if seconds > 0 else "a time before the year 1"


def span(seconds: float) -> str:
    """`3 days`: the largest unit that fits, whatever the sign."""
    amount = abs(seconds)
    for size, name in _UNITS:
        if amount >= size:
            count = int(amount // size)
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return "less than a second"
