"""Warnings about claims: findings that do not change the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..text import times
from ..vocabulary.findings import Finding
from .dates_as_text import in_seconds
from .model import NUMERIC_DATES, seconds
from .sentences import kind


def claim_findings(claims: Mapping[str, Any]) -> list[Finding]:
    """Returns findings on NumericDate claims and on a missing `exp`. They have no span."""
    findings = []
    for name in sorted(NUMERIC_DATES & claims.keys()):
        number = seconds(claims[name])
        if number is None:
            message = (
                f"{name} must be a number: seconds since 1970-01-01T00:00:00Z (RFC 7519 section 2). "
                f"Here it is {kind(claims[name])}.{in_seconds(claims[name])}"
            )
            findings.append(Finding("date-not-a-number", "payload", message))
        elif abs(number) >= times.MILLISECONDS_FROM:
            message = (
                f"{name} looks like milliseconds: {times.iso(number / 1000)}. NumericDate counts "
                f"seconds, so verifiers read {_year(number)}. Divide by 1000."
            )
            findings.append(Finding("date-milliseconds", "payload", message))
        elif name == "exp" and (issued := _issued(claims)) and 0 < number <= _LONGEST_LIFE:
            message = (
                f"exp looks like a duration of {times.span(number)}. It must be a moment: the time of "
                f"issue plus that duration, here {issued:.0f} + {number:.0f} = {issued + number:.0f}."
            )
            findings.append(Finding("date-duration", "payload", message))
    if "exp" not in claims:
        message = "There is no exp: whoever holds this token can use it forever."
        findings.append(Finding("no-expiry", "payload", message))
    return findings


_LONGEST_LIFE = 10 * times.YEAR
"""Tokens rarely live longer. As a moment it is the end of 1979, before there were tokens."""


def _issued(claims: Mapping[str, Any]) -> float | None:
    """Returns `iat`, if it can be the moment at which a token was made: 2001 to 2286."""
    issued = seconds(claims.get("iat"))
    return issued if issued is not None and 10**9 <= issued < 10**10 else None


def _year(number: float) -> str:
    year = 1970 + number / times.YEAR
    return f"about the year {year:,.0f}".replace(",", "" if year < 100_000 else ",")
