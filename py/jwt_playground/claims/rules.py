"""Judges claims for a given moment, with one small function per claim (RFC 7519 section 4.1).

Where RFC 7519 leaves a choice, the rules are PyJWT's: `iat` must not lie in the future, and
`sub` and `jti` must be strings. Where PyJWT is laxer than the RFC (it takes `exp` as a
string), the RFC's rule applies. PyJWT's own verdict stands beside the checks in the report.

A rule is made once per request and asked about the claims of many tokens. Its decision is a
code. The sentence for that code is made only when it is shown (`sentences`), because people
look at few of ten thousand tokens.
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
"""Claims with a rule of their own, in the order of the checks. A check is named like its claim."""


class Rules:
    """All rules for the same criteria. They are made once and asked about many tokens."""

    __slots__ = ("_claims", "_deciders", "_strict", "criteria")

    def __init__(self, criteria: Criteria) -> None:
        expect, now, leeway = criteria.expect, criteria.now, criteria.leeway
        self.criteria = criteria
        self._claims = (*_REGISTERED, *expect.require)
        self._strict = _times(now, 0) if leeway else []
        self._deciders: list[Callable[[Claims], str]] = [
            *_times(now, leeway),
            _text("iss", expect.iss),
            _aud(expect.aud),
            _text("sub", expect.sub),
            _text("jti", expect.jti),
            *[_required(name) for name in expect.require],
        ]

    def decide(self, claims: Claims) -> tuple[str, ...]:
        """Returns one code per check (see `STATUS`): the registered claims, then `require`."""
        return tuple([decide(claims) for decide in self._deciders])

    def by_leeway(self, claims: Claims, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the names of the times that pass only because of the leeway.

        ``codes`` are what `decide` returned for these claims.
        """
        return tuple(
            [
                name
                for name, code, strict in zip(_REGISTERED, codes, self._strict, strict=False)
                if STATUS[code] == "pass" and STATUS[strict(claims)] == "fail"
            ]
        )

    def check(self, index: int, code: str, claims: Claims) -> Check:
        """Returns one decision as a check with its sentence.

        ``code`` is what `decide` returned at ``index`` for these claims.
        """
        claim = self._claims[index]
        name = claim if index < len(_REGISTERED) else "require"
        message = SENTENCES[name](claims, self.criteria, claim, code)
        return Check(name, STATUS[code], code, message, claim)

    def checks(self, claims: Claims) -> list[Check]:
        """Returns all checks with their sentences, in the order of `decide`."""
        return [self.check(index, code, claims) for index, code in enumerate(self.decide(claims))]


def _times(now: float | None, leeway: float) -> list[Callable[[Claims], str]]:
    """Makes the rules for the times, in the order of `_REGISTERED`."""
    return [
        _exp(now, leeway),
        _not_ahead("nbf", now, leeway, "active"),
        _not_ahead("iat", now, leeway, "issued"),
    ]


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
    """Makes the rule that a time must not lie ahead; ``passed`` is the code if it does not."""

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
    """Makes the rule for a string claim. It must equal ``expected``, or one value of that list."""
    wanted = frozenset([expected] if isinstance(expected, str) else expected or ())

    def decide(claims: Claims) -> str:
        if name not in claims:
            return "absent" if expected is None else "missing"
        value = claims[name]
        if not isinstance(value, str):
            return "malformed"
        if expected is None:
            return "no-expectation"
        return "matches" if value in wanted else "mismatch"

    return decide


def _aud(expected: str | list[str] | None) -> Callable[[Claims], str]:
    """Makes the rule for `aud`: one audience must be expected (RFC 7519 section 4.1.3).

    An empty `aud` counts as absent, as it does in PyJWT.
    """
    wanted = frozenset([expected] if isinstance(expected, str) else expected or ())

    def decide(claims: Claims) -> str:
        value = claims.get("aud", "")
        if value in ("", []):
            return "absent" if expected is None else "missing"
        audiences = value if isinstance(value, list) else [value]
        for audience in audiences:
            if not isinstance(audience, str):
                return "malformed"
        if expected is None:
            return "no-expectation"
        return "mismatch" if wanted.isdisjoint(audiences) else "matches"

    return decide


def _required(name: str) -> Callable[[Claims], str]:
    """Makes the rule that a claim must be there. `null` counts as missing, as it does in PyJWT."""

    def decide(claims: Claims) -> str:
        return "missing" if claims.get(name) is None else "present"

    return decide
