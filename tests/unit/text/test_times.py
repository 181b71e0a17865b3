"""Times are written as the calendar has them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import times


@given(st.datetimes(), st.floats(0, 0.999))
def test_a_time_is_written_as_the_calendar_has_it(moment: datetime, fraction: float) -> None:
    whole = (moment - datetime(1970, 1, 1)) // timedelta(seconds=1)
    assert times.iso(whole + fraction) == f"{moment.isoformat(timespec='seconds')}Z"
    assert times.iso(253402300800.0) == "a time beyond the year 9999"
    assert times.iso(-62135596801.0) == "a time before the year 1"
