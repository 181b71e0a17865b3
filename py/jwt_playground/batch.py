"""`inspect_many`: many tokens against the same key and expectations, in one crossing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from .asking import UnansweredError
from .checks import Check
from .claim_checks import STATUS
from .engines.base import CannotError, KeyRefusedError
from .judge import Judgement, judge, verdict_on
from .plain import Header, Headers, Trial, claims_of
from .terms import Question, Terms


class Brief(TypedDict):
    """The contract's `Brief`: a verdict without what a reader would want to see beside it."""

    verdict: str
    signature: str
    failed: list[str]
    """Codes of the failed checks."""
    summary: str


def inspect_many(tokens: Sequence[str], question: Question) -> list[Brief]:
    """The verdict on each token, in order; the question's own token is not looked at.

    The key is read once. PyJWT is not asked for its own verdict, and nothing is located
    for display: `inspect` does that for the one token that somebody looks at.

    Raises:
        UnansweredError: the host has to be asked first, about all tokens at once.
    """
    return _Batch(tokens, Terms(question)).briefs()


class _Batch:
    """The tokens of one request; those of plain form are verified together."""

    def __init__(self, tokens: Sequence[str], terms: Terms) -> None:
        self._tokens = tokens
        self._terms = terms
        self._briefs: dict[int, Brief] = {}
        self._pending = False

    def briefs(self) -> list[Brief]:
        headers = Headers(self._terms)
        plain: dict[int, Header] = {}
        for index, text in enumerate(self._tokens):
            header = headers.of(text)
            if header is None:
                self._judge(index)
            else:
                plain[index] = header
        matches = self._verify(plain)
        if not self._pending:  # else all of it comes again
            for index, header in plain.items():
                self._conclude(index, header, matches.get(index))
        if self._pending:
            raise UnansweredError
        return [self._briefs[index] for index in range(len(self._tokens))]

    def _verify(self, plain: dict[int, Header]) -> dict[int, bool]:
        """Whether each signature matches, where a key is tried for it."""
        tried: dict[tuple[str, int], tuple[Trial, list[int]]] = {}
        for index, header in plain.items():
            if (trial := header.trial) is not None:
                which = (trial.algorithm.name, id(trial.key))
                tried.setdefault(which, (trial, []))[1].append(index)
        matches: dict[int, bool] = {}
        for trial, indexes in tried.values():
            texts = [self._tokens[index] for index in indexes]
            try:
                found = trial.engine.verify_many(trial.algorithm.name, trial.key, texts)
                matches.update(zip(indexes, found, strict=True))
            except UnansweredError:
                self._pending = True
            except (CannotError, KeyRefusedError):
                for index in indexes:
                    del plain[index]
                    self._judge(index)
        return matches

    def _judge(self, index: int) -> None:
        """The long way."""
        try:
            judged = judge(self._tokens[index], self._terms)
        except UnansweredError:  # go on: all questions in one crossing
            self._pending = True
        else:
            self._briefs[index] = _brief(judged.checks, judged.signature, _otherwise(judged))

    def _conclude(self, index: int, header: Header, matches: bool | None) -> None:
        """The plain way, from the signature on; ``matches`` is ``None`` where no key was tried."""
        text = self._tokens[index]
        claims = claims_of(text)
        if claims is None:
            self._judge(index)
            return
        rules = self._terms.rules
        codes = tuple(rules.decide(claims))
        if matches is not False and (known := header.briefs.get(codes)):
            self._briefs[index] = known
            return
        telling = [(i, code) for i, code in enumerate(codes) if code in _TELLING]
        checks = header.before.copy()
        if header.trial is not None:
            checks.append(header.trial.check(text, matches=matches is True))
        checks += header.after
        checks += [rules.check(i, code, claims) for i, code in telling]
        state = "unchecked" if matches is None else "valid" if matches else "invalid"
        brief = self._briefs[index] = _brief(checks, state, "")
        if matches is not False and not any(STATUS[code] == "fail" for _, code in telling):
            header.briefs[codes] = brief  # nothing in it is of this one token


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
