"""Times are written as the calendar has them, and distances in the largest unit that fits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import times

YEAR = 31_556_952


@given(st.datetimes(), st.floats(0, 0.999))
def test_a_time_is_written_as_the_calendar_has_it(moment: datetime, fraction: float) -> None:
    whole = (moment - datetime(1970, 1, 1)) // timedelta(seconds=1)
    assert times.iso(whole + fraction) == f"{moment.isoformat(timespec='seconds')}Z"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (1300819380, "2011-03-22T18:43:00Z"),
        (253402300799.0, "9999-12-31T23:59:59Z"),
        (253402300800.0, "a time beyond the year 9999"),
        (-62135596800.0, "0001-01-01T00:00:00Z"),
        (-62135596801.0, "a time before the year 1"),
        (1e300, "a time beyond the year 9999"),
        (-1e300, "a time before the year 1"),
        (float("inf"), "a time beyond the year 9999"),
    ],
)
def test_the_calendar_has_ends(seconds: float, written: str) -> None:
    assert times.iso(seconds) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "less than a second"),
        (0.99, "less than a second"),
        (1, "1 second"),
        (-1, "1 second"),
        (1.99, "1 second"),
        (2, "2 seconds"),
        (59.9, "59 seconds"),
        (60, "1 minute"),
        (119, "1 minute"),
        (120, "2 minutes"),
        (3599, "59 minutes"),
        (3600, "1 hour"),
        (7200, "2 hours"),
        (86_399, "23 hours"),
        (86_400, "1 day"),
        (2 * 86_400, "2 days"),
        (YEAR - 1, "365 days"),
        (YEAR, "1 year"),
        (-2 * YEAR, "2 years"),
        (1234 * YEAR, "1,234 years"),
    ],
)
def test_a_distance_is_told_in_the_largest_unit_that_fits(seconds: float, written: str) -> None:
    assert times.span(seconds) == written
