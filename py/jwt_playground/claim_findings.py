"""Remarks on claims that no check makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import times
from .claim_checks import NUMERIC_DATES, seconds
from .claim_sentences import kind
from .findings import Finding


def claim_findings(claims: Mapping[str, Any]) -> list[Finding]:
    """Remarks on claims that no check makes."""
    findings = []
    for name in sorted(NUMERIC_DATES & claims.keys()):
        number = seconds(claims[name])
        if number is None:
            message = (
                f"{name} must be a number: seconds since 1970-01-01T00:00:00Z (RFC 7519 section 2). "
                f"Here it is {kind(claims[name])}."
            )
            findings.append(Finding("date-not-a-number", "payload", message))
        elif abs(number) >= times.MILLISECONDS_FROM:
            message = (
                f"{name} looks like milliseconds: {times.iso(number / 1000)}. NumericDate counts "
                f"seconds, so verifiers read {_year(number)}. Divide by 1000."
            )
            findings.append(Finding("date-milliseconds", "payload", message))
    if "exp" not in claims:
        message = "There is no exp: whoever holds this token can use it forever."
        findings.append(Finding("no-expiry", "payload", message))
    return findings


def _year(number: float) -> str:
    year = 1970 + number / 31_556_952
    return f"about the year {year:,.0f}".replace(",", "" if year < 100_000 else ",")
