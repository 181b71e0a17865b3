"""The claims, judged for a given moment: one small function a claim (RFC 7519 section 4.1).

The rules are PyJWT's where RFC 7519 leaves room: `iat` must not lie ahead, `sub` and
`jti` must be strings. Where PyJWT is laxer than the RFC (`exp` as a string), the
RFC holds; PyJWT's own verdict stands beside the checks in the report.

A rule only decides, and its decision is a code. The sentence to it is made where
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


@dataclass(frozen=True, slots=True)
class Rule:
    """One question to the claims."""

    name: str
    """Of the check."""
    claim: str
    decide: Callable[[Claims, Rules], str]
    """The check's code."""


class Rules:
    """Every rule for one set of expectations and one moment; ``now`` and ``leeway`` in seconds."""

    __slots__ = ("_deciders", "expect", "leeway", "now", "rules")

    def __init__(self, expect: Expectations, now: float | None, leeway: float) -> None:
        self.expect = expect
        self.now = now
        self.leeway = leeway
        self.rules = [*_REGISTERED, *map(_required, expect.require)]
        self._deciders = [rule.decide for rule in self.rules]

    def decide(self, claims: Claims) -> list[str]:
        """The code of every check, in order."""
        return [decide(claims, self) for decide in self._deciders]

    def check(self, index: int, code: str, claims: Claims) -> Check:
        """One decision as a check, with its sentence."""
        rule = self.rules[index]
        message = claim_sentences.SAY[rule.name](claims, self, rule.claim, code)
        return Check(rule.name, STATUS[code], code, message, rule.claim)

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


def _exp(claims: Claims, rules: Rules) -> str:
    if "exp" not in claims:
        return "absent"
    exp = seconds(claims["exp"])
    if exp is None:
        return "malformed"
    if rules.now is None:
        return "no-time"
    return "expired" if rules.now - rules.leeway >= exp else "not-expired"


def _nbf(claims: Claims, rules: Rules) -> str:
    if "nbf" not in claims:
        return "absent"
    return _not_ahead(claims["nbf"], rules) or "active"


def _iat(claims: Claims, rules: Rules) -> str:
    if "iat" not in claims:
        return "absent"
    return _not_ahead(claims["iat"], rules) or "issued"


def _not_ahead(value: object, rules: Rules) -> str | None:
    number = seconds(value)
    if number is None:
        return "malformed"
    if rules.now is None:
        return "no-time"
    return "not-yet-valid" if number > rules.now + rules.leeway else None


def _iss(claims: Claims, rules: Rules) -> str:
    return _text(claims, "iss", rules.expect.iss)


def _sub(claims: Claims, rules: Rules) -> str:
    return _text(claims, "sub", rules.expect.sub)


def _jti(claims: Claims, rules: Rules) -> str:
    return _text(claims, "jti", rules.expect.jti)


def _text(claims: Claims, name: str, expected: str | list[str] | None) -> str:
    """A claim that is a string and, if something is expected, exactly that (or one of those)."""
    if name not in claims:
        return "absent" if expected is None else "missing"
    value = claims[name]
    if not isinstance(value, str):
        return "malformed"
    if expected is None:
        return "no-expectation"
    same = value == expected if isinstance(expected, str) else value in expected
    return "matches" if same else "mismatch"


def _aud(claims: Claims, rules: Rules) -> str:
    value = claims.get("aud", "")
    expected = rules.expect.aud
    if value in ("", []):
        return "absent" if expected is None else "missing"
    audiences = value if isinstance(value, list) else [value]
    for audience in audiences:
        if not isinstance(audience, str):
            return "malformed"
    if expected is None:
        return "no-expectation"
    wanted = [expected] if isinstance(expected, str) else expected
    for audience in audiences:
        if audience in wanted:
            return "matches"
    return "mismatch"


def _required(name: str) -> Rule:
    def decide(claims: Claims, _: Rules) -> str:
        return "missing" if claims.get(name) is None else "present"

    return Rule("require", name, decide)


_REGISTERED = (
    Rule("exp", "exp", _exp),
    Rule("nbf", "nbf", _nbf),
    Rule("iat", "iat", _iat),
    Rule("iss", "iss", _iss),
    Rule("aud", "aud", _aud),
    Rule("sub", "sub", _sub),
    Rule("jti", "jti", _jti),
)
