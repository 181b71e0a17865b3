"""Judges every signature of a JWS in JSON serialization, also those that the verdict is not about."""

from __future__ import annotations

from copy import copy
from typing import TypedDict

from ..engines.asking import UnansweredError
from ..jws.header_checks import crit_check, typ_check
from ..jws.outcome import Outcome, State
from ..jws.verify import judge_signature
from ..vocabulary.checks import CheckJson
from .judge import Judgement, written_header
from .terms import Terms
from .token_checks import format_check


class SignatureAccount(TypedDict):
    """One signature with its checks: the contract's `SignatureAccount`."""

    alg: str | None
    kid: str | None
    header: str | None
    """The text of the protected header."""
    unprotected: str | None
    """The JSON of the unprotected header."""
    signature: State
    checks: list[CheckJson]
    """In this order: `format` of this header, `algorithm`, `key`, `signature`, `crit`, `typ`."""


def signature_accounts(judged: Judgement, terms: Terms) -> list[SignatureAccount]:
    """Returns an account per signature, in their order; an empty list for every other form.

    The verdict is about one of them. The others are judged now, as far as the budget allows.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    token, outcome = judged.token, judged.outcome
    if outcome is None or not token.form.startswith("jws-json"):
        return []
    known = {id(one.signature): one for one in outcome.judged}
    others = copy(terms.signature)
    others.cross_check = False  # Its finding would be about another signature than the verdict.
    accounts: list[SignatureAccount] = []
    pending = False
    for signature in token.signatures:
        try:
            one = known.get(id(signature)) or judge_signature(token, signature, others)
        except UnansweredError:  # Go on, so that one reply holds all questions.
            pending = True
            continue
        accounts.append(_account(one, terms))
    if pending:
        raise UnansweredError
    return accounts


def _account(outcome: Outcome, terms: Terms) -> SignatureAccount:
    signature = outcome.signature
    header = signature.header or {}
    alg, kid = header.get("alg"), header.get("kid")
    checks = [format_check(written_header(signature)), *outcome.checks]
    if signature.header is not None:
        checks.append(crit_check(header, signature.unprotected))
        checks.append(typ_check(header, terms.rules.criteria.expect.typ))
    return {
        "alg": alg if isinstance(alg, str) else None,
        "kid": kid if isinstance(kid, str) else None,
        "header": signature.header_text if signature.protected else None,
        "unprotected": signature.unprotected_text,
        "signature": outcome.state,
        "checks": [check.to_json() for check in checks],
    }
