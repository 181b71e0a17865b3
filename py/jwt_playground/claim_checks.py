"""The claims, judged for a given moment: one small function a claim (RFC 7519 section 4.1).

The rules are PyJWT's where RFC 7519 leaves room: `iat` must not lie ahead, `sub` and
`jti` must be strings. Where PyJWT is laxer than the RFC (`exp` as a string), the
RFC holds; PyJWT's own verdict stands beside the checks in the report.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import times
from .checks import Check
from .findings import Finding
from .words import listed, quoted

NUMERIC_DATES = frozenset({"exp", "nbf", "iat", "auth_time", "updated_at", "rat", "toe"})
"""Claims that hold seconds since the epoch (RFC 7519 section 2, OpenID Connect Core)."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the verifier expects; ``None`` leaves a claim to be what it is."""

    iss: str | list[str] | None = None
    aud: str | list[str] | None = None
    sub: str | None = None
    jti: str | None = None
    typ: str | None = None
    require: tuple[str, ...] = ()


def seconds(value: object) -> float | None:
    """A NumericDate's value, or ``None`` where it is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def claim_findings(claims: Mapping[str, Any]) -> list[Finding]:
    """Remarks on claims that no check makes."""
    findings = []
    for name in sorted(NUMERIC_DATES & claims.keys()):
        number = seconds(claims[name])
        if number is None:
            message = (
                f"{name} must be a number: seconds since 1970-01-01T00:00:00Z (RFC 7519 section 2). "
                f"Here it is {_kind(claims[name])}."
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


def check_claims(
    claims: Mapping[str, Any], expect: Expectations, now: float | None, leeway: float
) -> list[Check]:
    """Every claim's check. ``now`` and ``leeway`` in seconds."""
    return [
        _exp(claims, now, leeway),
        _nbf(claims, now, leeway),
        _iat(claims, now, leeway),
        _iss(claims, expect.iss),
        _aud(claims, expect.aud),
        _text(claims, "sub", expect.sub),
        _text(claims, "jti", expect.jti),
        *(_required(claims, name) for name in expect.require),
    ]


def _exp(claims: Mapping[str, Any], now: float | None, leeway: float) -> Check:
    early = _time_skip(claims, "exp", now, "The token has no exp; it never expires.")
    if early or now is None:
        return early or _no_time("exp")
    exp = seconds(claims["exp"]) or 0.0
    if now - leeway >= exp:
        message = f"Expired {times.span(now - exp)} ago, at {times.iso(exp)}."
        return Check("exp", "fail", "expired", message, "exp")
    if now >= exp:
        message = (
            f"Expired {times.span(now - exp)} ago, but within the leeway of {leeway:g} seconds."
        )
    else:
        message = f"Expires in {times.span(exp - now)}, at {times.iso(exp)}."
    return Check("exp", "pass", "not-expired", message, "exp")


def _nbf(claims: Mapping[str, Any], now: float | None, leeway: float) -> Check:
    early = _time_skip(claims, "nbf", now, "The token has no nbf (not before).")
    if early or now is None:
        return early or _no_time("nbf")
    nbf = seconds(claims["nbf"]) or 0.0
    if nbf > now + leeway:
        message = f"Not valid before {times.iso(nbf)}, in {times.span(nbf - now)}."
        return Check("nbf", "fail", "not-yet-valid", message, "nbf")
    if nbf > now:
        message = (
            f"Valid from {times.iso(nbf)}, in {times.span(nbf - now)}, which is within the leeway."
        )
        return Check("nbf", "pass", "active", message, "nbf")
    return Check("nbf", "pass", "active", f"Valid since {times.iso(nbf)}.", "nbf")


def _iat(claims: Mapping[str, Any], now: float | None, leeway: float) -> Check:
    early = _time_skip(claims, "iat", now, "The token has no iat (issued at).")
    if early or now is None:
        return early or _no_time("iat")
    iat = seconds(claims["iat"]) or 0.0
    if iat > now + leeway:
        message = (
            f"Issued at {times.iso(iat)}, which lies {times.span(iat - now)} ahead. The issuer's "
            "clock is ahead of yours, or the value is not in seconds."
        )
        return Check("iat", "fail", "not-yet-valid", message, "iat")
    message = f"Issued {times.span(now - iat)} ago, at {times.iso(iat)}."
    if iat > now:
        message = f"Issued at {times.iso(iat)}, {times.span(iat - now)} ahead, which is within the leeway."
    return Check("iat", "pass", "issued", message, "iat")


def _time_skip(
    claims: Mapping[str, Any], name: str, now: float | None, absent: str
) -> Check | None:
    if name not in claims:
        return Check(name, "skip", "absent", absent, name)
    if seconds(claims[name]) is None:
        message = f"{name} must be a number of seconds; here it is {_kind(claims[name])}."
        return Check(name, "fail", "malformed", message, name)
    return None


def _no_time(name: str) -> Check:
    return Check(name, "skip", "no-time", f"{name} was not judged: no time was given.", name)


def _iss(claims: Mapping[str, Any], expected: str | list[str] | None) -> Check:
    if isinstance(expected, list) and "iss" in claims:
        iss = claims["iss"]
        if isinstance(iss, str) and iss in expected:
            return Check(
                "iss", "pass", "matches", f"iss is {quoted(iss)}, one of those expected.", "iss"
            )
        if isinstance(iss, str):
            message = f"iss is {quoted(iss)}, none of those expected: {listed(expected)}."
            return Check("iss", "fail", "mismatch", message, "iss")
    if isinstance(expected, list):
        expected = " or ".join(expected[:10])
    return _text(claims, "iss", expected)


def _text(claims: Mapping[str, Any], name: str, expected: str | None) -> Check:
    """A claim that is a string and, if something is expected, exactly that string."""
    if name not in claims:
        if expected is None:
            return Check(
                name, "skip", "absent", f"The token has no {name}, and none is expected.", name
            )
        return Check(
            name,
            "fail",
            "missing",
            f"The token has no {name}; {quoted(expected)} is expected.",
            name,
        )
    value = claims[name]
    if not isinstance(value, str):
        message = f"{name} must be a string (RFC 7519 section 4.1); here it is {_kind(value)}."
        return Check(name, "fail", "malformed", message, name)
    if expected is None:
        return Check(
            name, "skip", "no-expectation", f"{name} is {quoted(value)}; nothing is expected.", name
        )
    if value != expected:
        message = (
            f"{name} is {quoted(value)}; {quoted(expected)} is expected. The comparison is exact."
        )
        return Check(name, "fail", "mismatch", message, name)
    return Check(name, "pass", "matches", f"{name} is {quoted(value)}, as expected.", name)


def _aud(claims: Mapping[str, Any], expected: str | list[str] | None) -> Check:
    value = claims.get("aud", "")
    wanted = [expected] if isinstance(expected, str) else expected
    if value in ("", []):
        if wanted is None:
            return Check("aud", "skip", "absent", "The token has no aud; it is for anyone.", "aud")
        message = f"The token has no aud; {listed(wanted)} is expected."
        return Check("aud", "fail", "missing", message, "aud")
    audiences = [value] if isinstance(value, str) else value
    if not isinstance(audiences, list) or not all(isinstance(a, str) for a in audiences):
        message = f"aud must be a string or an array of strings; here it is {_kind(value)}."
        return Check("aud", "fail", "malformed", message, "aud")
    if wanted is None:
        message = (
            f"The token is for {listed(audiences)}. Give your audience to check it: a verifier that is "
            "not among them must refuse the token (RFC 7519 section 4.1.3), and PyJWT does."
        )
        return Check("aud", "skip", "no-expectation", message, "aud")
    common = [a for a in audiences if a in wanted]
    if not common:
        message = f"The token is for {listed(audiences)}; {listed(wanted)} is expected."
        return Check("aud", "fail", "mismatch", message, "aud")
    return Check(
        "aud", "pass", "matches", f"The token is for {listed(common)}, as expected.", "aud"
    )


def _required(claims: Mapping[str, Any], name: str) -> Check:
    if claims.get(name) is None:
        return Check("require", "fail", "missing", f"{name} is required, but not there.", name)
    return Check("require", "pass", "present", f"{name} is required, and there.", name)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names: dict[type, str] = {
        bool: "true or false",
        str: "a string",
        list: "an array",
        dict: "an object",
    }
    return names.get(type(value), "a number out of range")


def _year(number: float) -> str:
    year = 1970 + number / 31_556_952
    return f"about the year {year:,.0f}".replace(",", "" if year < 100_000 else ",")
