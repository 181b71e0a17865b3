"""Judges claims for a given moment, with one small function per claim (RFC 7519 section 4.1).

Where RFC 7519 leaves room, the rules are PyJWT's: `iat` must not lie in the future, and
`sub` and `jti` must be strings. Where PyJWT is laxer than the RFC (it takes `exp` as a
string), the RFC's rule applies. PyJWT's own verdict stands beside the checks in the report.

A rule is made once per request and asked about the claims of many tokens. It only decides,
and its decision is a code. The sentence for that code is made where somebody reads it
(`sentences`), because people look at few of ten thousand tokens.
"""

from __future__ import annotations

from collections.abc import Callable

from ..vocabulary.checks import Check, Status
from .model import Claims, Criteria, seconds
from .sentences import SENTENCES

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
"""The status of a check, by its code."""

_REGISTERED = ("exp", "nbf", "iat", "iss", "aud", "sub", "jti")
"""Claims that have their own rule, in the order of the checks. Each check is named like its claim."""


class Rules:
    """Every rule for one set of criteria. It is made once and asked about many tokens."""

    __slots__ = ("_claims", "_deciders", "criteria")

    def __init__(self, criteria: Criteria) -> None:
        expect, now, leeway = criteria.expect, criteria.now, criteria.leeway
        self.criteria = criteria
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
        """Returns the code of every check, in order."""
        return tuple([decide(claims) for decide in self._deciders])

    def check(self, index: int, code: str, claims: Claims) -> Check:
        """Returns one decision as a check with its sentence."""
        claim = self._claims[index]
        name = claim if index < len(_REGISTERED) else "require"
        message = SENTENCES[name](claims, self.criteria, claim, code)
        return Check(name, STATUS[code], code, message, claim)

    def checks(self, claims: Claims) -> list[Check]:
        """Returns every check, each with its sentence."""
        return [self.check(index, code, claims) for index, code in enumerate(self.decide(claims))]


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
    """The rule for a string claim; if something is expected, it must equal that or be among those."""

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
