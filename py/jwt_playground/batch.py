"""`inspect_many`: many tokens against the same key and expectations, in one crossing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TypedDict

from .asking import UnansweredError
from .checks import Check
from .claim_checks import STATUS
from .engines.base import CannotError, KeyRefusedError, Signed
from .judge import Judgement, judge, verdict_on
from .plain import Headers, Plain, Trial, claims_in
from .terms import Question, Terms


class Brief(TypedDict):
    """The contract's `Brief`: a verdict without what a reader would want to see beside it."""

    verdict: str
    signature: str
    failed: list[str]
    """Codes of the failed checks."""
    summary: str


class Batch:
    """Many tokens and what to judge them by; the question's own token is not looked at.

    Those of plain form are verified together. PyJWT is not asked for its own verdict, and
    nothing is located for display: `inspect` does that for the one token that somebody
    looks at.
    """

    def __init__(self, tokens: Sequence[str], question: Question) -> None:
        self._tokens = tokens
        self._question = question
        self._pending = False

    def briefs(self) -> list[Brief]:
        """A brief a token, in their order.

        Raises:
            UnansweredError: the host has to be asked first, about all tokens at once.
        """
        self._pending = False
        plain = self._plain
        matches = self._verify(plain)
        # What has to be judged at length may have something to ask, too.
        long = {index: self._judge(index) for index, read in enumerate(plain) if read is None}
        if self._pending:
            raise UnansweredError
        briefs = [
            self._conclude(index, read, matches[index]) if read else long[index]
            for index, read in enumerate(plain)
        ]
        if self._pending:
            raise UnansweredError
        return briefs

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._question)

    @cached_property
    def _plain(self) -> list[Plain | None]:
        """The tokens taken apart, which waits for no signature."""
        headers = Headers(self._terms)
        return [headers.read(text) for text in self._tokens]

    def _verify(self, plain: list[Plain | None]) -> list[bool | None]:
        """Whether each signature matches; ``None`` where no key is tried for it.

        Tokens whose key is refused are taken out of ``plain``: to say why takes longer.
        """
        tried: dict[Trial, dict[int, Signed]] = defaultdict(dict)
        for index, read in enumerate(plain):
            if read and (trial := read[0].trial):
                tried[trial][index] = read[2]
        matches: list[bool | None] = [None] * len(plain)
        for trial, signed in tried.items():
            alg = trial.algorithm.name
            try:
                found = trial.engine.verify_many(alg, trial.key, [*signed.values()], [*signed])
            except UnansweredError:
                self._pending = True
            except (CannotError, KeyRefusedError):
                for index in signed:
                    plain[index] = None
            else:
                for index, one in zip(signed, found, strict=True):
                    matches[index] = one
        return matches

    def _judge(self, index: int) -> Brief:
        """The long way."""
        try:
            judged = judge(self._tokens[index], self._terms)
        except UnansweredError:  # go on: all questions in one crossing
            self._pending = True
            return _NONE
        return _brief(judged.checks, judged.signature, _otherwise(judged))

    def _conclude(self, index: int, read: Plain, matches: bool | None) -> Brief:
        """The plain way, from the signature on."""
        header, payload, signed = read
        claims = claims_in(payload)
        if claims is None:
            return self._judge(index)
        rules = self._terms.rules
        codes = rules.decide(claims)
        if matches is not False and (known := header.briefs.get(codes)):
            return known
        telling = [(i, code) for i, code in enumerate(codes) if code in _TELLING]
        checks = header.before.copy()
        if header.trial is not None:
            checks.append(header.trial.check(signed, matches=matches is True))
        checks += header.after
        checks += [rules.check(i, code, claims) for i, code in telling]
        state = "unchecked" if matches is None else "valid" if matches else "invalid"
        brief = _brief(checks, state, "")
        if matches is not False and not any(STATUS[code] == "fail" for _, code in telling):
            header.briefs[codes] = brief  # nothing in it is of this one token
        return brief


_NONE: Brief = {"verdict": "", "signature": "", "failed": [], "summary": ""}
"""In place of one that has to wait; it is never seen."""

_TELLING = {code for code, status in STATUS.items() if status == "fail"} | {"no-time"}
"""Codes of claims that change the verdict."""


def _brief(checks: list[Check], signature: str, otherwise: str) -> Brief:
    failed = [check for check in checks if check.status == "fail"]
    verdict = verdict_on(checks, signature)
    if failed:
        summary = failed[0].message
    elif verdict == "valid":
        summary = "The signature matches, and no check fails."
    else:
        unanswered = (check.message for check in checks if check.name == "signature")
        summary = next(unanswered, otherwise)
    return {
        "verdict": verdict,
        "signature": signature,
        "failed": [check.code for check in failed],
        "summary": summary,
    }


def _otherwise(judged: Judgement) -> str:
    """The summary where there is no signature to speak of."""
    if judged.outcome is not None:
        return "The token is encrypted; its signature is inside."
    return judged.findings[0].message if judged.findings else "There is no token."
