"""The claims, judged for a given moment: one small function a claim (RFC 7519 section 4.1).

The rules are PyJWT's where RFC 7519 leaves room: `iat` must not lie ahead, `sub` and
`jti` must be strings. Where PyJWT is laxer than the RFC (`exp` as a string), the
RFC holds; PyJWT's own verdict stands beside the checks in the report.

A rule is made once for what is expected and the moment, and asked about the claims of many
tokens. It only decides, and its decision is a code. The sentence to it is made where
somebody reads it (`claim_sentences`): of ten thousand tokens, few are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import claim_sentences
from .checks import Check, Status

NUMERIC_DATES = frozenset({"exp", "nbf", "iat", "auth_time", "updated_at", "rat", "toe"})
"""Claims that hold seconds since the epoch (RFC 7519 section 2, OpenID Connect Core)."""

STATUS: dict[str, Status] = {
    "absent": "skip",
    "no-time": "skip",
    "no-expectation": "skip",
    "missing": "fail",
    "malformed": "fail",
    "expired": "fail",
    "not-yet-valid": "fail",
    "mismatch": "fail",
    "not-expired": "pass",
    "active": "pass",
    "issued": "pass",
    "matches": "pass",
    "present": "pass",
}
"""What each code means for the check."""

Claims = Mapping[str, Any]

_REGISTERED = ("exp", "nbf", "iat", "iss", "aud", "sub", "jti")
"""Claims with a rule of their own, in the order of the checks, each of which is named so."""

_EXACT = 2**53
"""Integers below are exactly what they are as a double."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the verifier expects; ``None`` leaves a claim to be what it is."""

    iss: str | list[str] | None = None
    aud: str | list[str] | None = None
    sub: str | None = None
    jti: str | None = None
    typ: str | None = None
    require: tuple[str, ...] = ()


class Rules:
    """Every rule for one set of expectations and one moment; ``now`` and ``leeway`` in seconds."""

    __slots__ = ("_claims", "_deciders", "expect", "leeway", "now")

    def __init__(self, expect: Expectations, now: float | None, leeway: float) -> None:
        self.expect = expect
        self.now = now
        self.leeway = leeway
        self._claims = (*_REGISTERED, *expect.require)
        self._deciders: list[Callable[[Claims], str]] = [
            _exp(now, leeway),
            _not_ahead("nbf", now, leeway, "active"),
            _not_ahead("iat", now, leeway, "issued"),
            _text("iss", expect.iss),
            _aud(expect.aud),
            _text("sub", expect.sub),
            _text("jti", expect.jti),
            *[_required(name) for name in expect.require],
        ]

    def decide(self, claims: Claims) -> tuple[str, ...]:
        """The code of every check, in order."""
        return tuple([decide(claims) for decide in self._deciders])

    def check(self, index: int, code: str, claims: Claims) -> Check:
        """One decision as a check, with its sentence."""
        claim = self._claims[index]
        name = claim if index < len(_REGISTERED) else "require"
        message = claim_sentences.SAY[name](claims, self, claim, code)
        return Check(name, STATUS[code], code, message, claim)

    def checks(self, claims: Claims) -> list[Check]:
        """Every check."""
        return [self.check(index, code, claims) for index, code in enumerate(self.decide(claims))]


def seconds(value: object) -> float | None:
    """A NumericDate's value, or ``None`` where it is not a finite number."""
    if type(value) is int and -_EXACT < value < _EXACT:
        return value  # nearly all are: no more to be asked of it
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _exp(now: float | None, leeway: float) -> Callable[[Claims], str]:
    def decide(claims: Claims) -> str:
        if "exp" not in claims:
            return "absent"
        exp = seconds(claims["exp"])
        if exp is None:
            return "malformed"
        if now is None:
            return "no-time"
        return "expired" if now - leeway >= exp else "not-expired"

    return decide


def _not_ahead(name: str, now: float | None, leeway: float, passed: str) -> Callable[[Claims], str]:
    def decide(claims: Claims) -> str:
        if name not in claims:
            return "absent"
        number = seconds(claims[name])
        if number is None:
            return "malformed"
        if now is None:
            return "no-time"
        return "not-yet-valid" if number > now + leeway else passed

    return decide


def _text(name: str, expected: str | list[str] | None) -> Callable[[Claims], str]:
    """A claim that is a string and, if something is expected, exactly that (or one of those)."""

    def decide(claims: Claims) -> str:
        if name not in claims:
            return "absent" if expected is None else "missing"
        value = claims[name]
        if not isinstance(value, str):
            return "malformed"
        if expected is None:
            return "no-expectation"
        same = value == expected if isinstance(expected, str) else value in expected
        return "matches" if same else "mismatch"

    return decide


def _aud(expected: str | list[str] | None) -> Callable[[Claims], str]:
    wanted = [expected] if isinstance(expected, str) else expected

    def decide(claims: Claims) -> str:
        value = claims.get("aud", "")
        if value in ("", []):
            return "absent" if wanted is None else "missing"
        audiences = value if isinstance(value, list) else [value]
        for audience in audiences:
            if not isinstance(audience, str):
                return "malformed"
        if wanted is None:
            return "no-expectation"
        for audience in audiences:
            if audience in wanted:
                return "matches"
        return "mismatch"

    return decide


def _required(name: str) -> Callable[[Claims], str]:
    def decide(claims: Claims) -> str:
        return "missing" if claims.get(name) is None else "present"

    return decide
