"""`inspect_many`: many tokens against the same key and expectations, in one crossing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from .asking import UnansweredError
from .judge import Judgement, Question, judge
from .keys.model import KeyRing
from .keys.read import read_keys


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
    ring = read_keys(question.key, question.engines) if question.key else KeyRing()
    briefs: list[Brief] = []
    pending = False
    for token in tokens:
        try:
            briefs.append(_brief(judge(token, ring, replace(question, token=token))))
        except UnansweredError:
            pending = True
    if pending:
        raise UnansweredError
    return briefs


def _brief(judged: Judgement) -> Brief:
    failed = [check for check in judged.checks if check.status == "fail"]
    return {
        "verdict": judged.verdict,
        "signature": judged.signature,
        "failed": [check.code for check in failed],
        "summary": failed[0].message if failed else _summary(judged),
    }


def _summary(judged: Judgement) -> str:
    if judged.verdict == "valid":
        return "The signature matches, and no check fails."
    if judged.outcome is None:
        return judged.findings[0].message if judged.findings else "There is no token."
    unanswered = [check for check in judged.checks if check.name == "signature"]
    return (
        unanswered[0].message if unanswered else "The token is encrypted; its signature is inside."
    )
