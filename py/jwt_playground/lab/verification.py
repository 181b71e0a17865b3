"""What a service decides about a token: the engine's own verdict, and what the service ignores."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from ..claims.model import Criteria, Expectations
from ..claims.rules import Rules
from ..engines.choice import Engines
from ..inspect.judge import Judgement, judge
from ..inspect.terms import InspectParams, Terms
from ..keys.model import KeyInput
from .keys import IssuerKeys, KeyNumbers
from .scenario import Scenario, Service
from .traffic import ISSUER, Request, is_out

_IGNORED = {
    "signature": {"algorithm", "key", "strength", "signature"},
    "expiry": {"exp", "nbf", "iat"},
    "audience": {"aud"},
}
"""The checks that a careless service does not make."""
_REASONS = {
    "key-not-found": "unknown-key",
    "expired": "expired",
    "not-yet-valid": "not-yet-valid",
    "signature-mismatch": "bad-signature",
}
"""For the code of a failed check, the reason in a few words."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a service decided about one request."""

    verdict: str
    """The engine's verdict: `valid`, `invalid` or `unverified`."""
    accepted: bool
    reason: str
    message: str
    failed: list[str]
    """Names of the failed checks."""
    looked_up: bool
    """Whether the deny-list was asked."""


class Verifier:
    """Verifies tokens for all services. Each key set is read once."""

    def __init__(self, scenario: Scenario, keys: IssuerKeys, engines: Engines) -> None:
        self._scenario, self._keys, self._engines = scenario, keys, engines
        self._terms: dict[KeyNumbers | None, Terms] = {}

    def decide(self, request: Request, token: str) -> Decision:
        """Decides about one request.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        service = self._scenario.services[request.service]
        judged = judge(token, self._terms_for(request, service))
        failed = [check for check in judged.checks if check.status == "fail"]
        ignored = {name for what in service.ignores for name in _IGNORED[what]}
        open_checks = [check for check in failed if check.name not in ignored]
        reason, message = "accepted", "The signature matches, and no check fails."
        if open_checks:
            first = open_checks[0]
            reason = "wrong-audience" if first.name == "aud" else _REASONS.get(first.code, "other")
            message = first.message
        elif judged.signature != "valid" and "signature" not in service.ignores:
            reason, message = "no-keys", "The service has no keys: it could not fetch the key set."
        elif failed or judged.verdict != "valid":
            reason, message = "careless", _careless(judged)
        looked_up = service.deny_list and reason in ("accepted", "careless")
        if looked_up:
            reason, message = self._denied(request) or (reason, message)
        return Decision(
            judged.verdict,
            reason in ("accepted", "careless"),
            reason,
            message,
            [check.name for check in failed],
            looked_up,
        )

    def _terms_for(self, request: Request, service: Service) -> Terms:
        if request.keys not in self._terms:
            given = None if request.keys is None else KeyInput(self._keys.key_set(request.keys))
            params = InspectParams("", given, [self._scenario.alg], engines=self._engines)
            terms = Terms(params)
            terms.signature.explains = False  # An event has no place for it.
            self._terms[request.keys] = terms
        terms = copy.copy(self._terms[request.keys])
        expect = Expectations(iss=ISSUER, aud=service.audience)
        now = self._scenario.start + request.at + service.drift
        terms.rules = Rules(Criteria(expect, now, service.leeway))
        return terms

    def _denied(self, request: Request) -> tuple[str, str] | None:
        """Returns what the deny-list says against the token; ``None`` if nothing."""
        if is_out(self._scenario, request.at):
            return "no-deny-list", "The deny-list cannot be reached, so the service refuses."
        if request.after_logout:
            return "revoked", "The token's jti stands on the deny-list: its user has logged out."
        return None


def _careless(judged: Judgement) -> str:
    first = next((check.message for check in judged.checks if check.status == "fail"), "")
    return f"Accepted, because the service does not look. A strict one says: {first}".rstrip()
