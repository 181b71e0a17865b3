"""Puts times and durations into words. Times are seconds since the epoch."""

from __future__ import annotations

from datetime import date

MILLISECONDS_FROM = 100_000_000_000
"""A NumericDate of this size or more was meant in milliseconds: in seconds it is the year 5138."""

YEAR = 31_556_952
"""Seconds of a mean year of the Gregorian calendar."""

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400
_UNITS = ((YEAR, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def iso(seconds: float) -> str:
    """Returns a time in UTC, such as `2011-03-22T18:43:00Z`. Never raises.

    ``seconds`` counts from the epoch; it is rounded down. For a time outside the years 1 to
    9999 the result is words that say so.
    """
    # Computed by hand, because making a timedelta from a float takes longer than all of this.
    try:
        days, rest = divmod(int(seconds // 1), _DAY)
        day = date.fromordinal(_EPOCH + days)
    except (OverflowError, ValueError):
        return "a time beyond the year 9999" if seconds > 0 else "a time before the year 1"
    return f"{day.isoformat()}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


def span(seconds: float) -> str:
    """Returns a duration in the largest unit that fits, rounded down, such as `3 days`.

    ``seconds`` must be finite; its sign is ignored. A year has 365.2425 days.
    """
    amount = abs(seconds)
    for size, name in _UNITS:
        if amount >= size:
            count = int(amount // size)
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return "less than a second"
