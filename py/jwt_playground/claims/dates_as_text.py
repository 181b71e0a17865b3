"""Dates that were written as a text, and the moment that they mean."""

from __future__ import annotations

import re
from datetime import date

_LONGEST = 64
_NUMBER = re.compile(r"\s*+(\d{1,15})(\.\d+)?\s*+", re.ASCII)
# RFC 3339, as Go, JavaScript and databases write it; a time zone must be there.
_RFC_3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s?(?:[Zz]|([+-])(\d\d):?(\d\d))",
    re.ASCII,
)
_EPOCH = date(1970, 1, 1).toordinal()


def in_seconds(value: object) -> str:
    """Returns what to write instead of a date in a string, with a blank before it.

    The result is empty if it is no string, or no date that can be read.
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    if number := _NUMBER.fullmatch(value):
        return f" Let the issuer write it without quotes: {number[1]}."
    moment = _moment(value)
    return (
        "" if moment is None else f" Let the issuer write that moment as {moment}, without quotes."
    )


def _moment(text: str) -> int | None:
    match = _RFC_3339.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    if hour > 23 or minute > 59 or second > 60:
        return None
    offset = 60 * (60 * int(match[8] or 0) + int(match[9] or 0))
    local = 86_400 * days + 3600 * hour + 60 * minute + second
    return local - (offset if match[7] == "+" else -offset)
