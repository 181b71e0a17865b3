"""Seconds since the epoch in words."""

from __future__ import annotations

from datetime import date

MILLISECONDS_FROM = 100_000_000_000
"""As seconds this is the year 5138: such a NumericDate was meant in milliseconds."""

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400
_UNITS = ((31_556_952, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def iso(seconds: float) -> str:
    """`2011-03-22T18:43:00Z`; times beyond the calendar are said to be so."""
    # By hand, because a timedelta from a float takes longer than all of this.
    try:
        days, rest = divmod(int(seconds // 1), _DAY)
        day = date.fromordinal(_EPOCH + days)
    except (OverflowError, ValueError):
        return "a time beyond the year 9999" if seconds > 0 else "a time before the year 1"
    return f"{day.isoformat()}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


def span(seconds: float) -> str:
    """`3 days`: the largest unit that fits, whatever the sign."""
    amount = abs(seconds)
    for size, name in _UNITS:
        if amount >= size:
            count = int(amount // size)
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return "less than a second"
