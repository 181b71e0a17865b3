"""A brief: the verdict on one of many tokens, much shorter than a report."""

from __future__ import annotations

from typing import TypedDict

from ..vocabulary.characters import plain
from ..vocabulary.checks import Check
from .judge import Judgement, verdict_on


class Brief(TypedDict):
    """The contract's `Brief`."""

    verdict: str
    """`valid`, `invalid` or `unverified`: see `verdict_on`."""
    signature: str
    """`valid`, `invalid` or `unchecked`."""
    failed: list[str]
    """Codes of the failed checks, in the order of the checks."""
    summary: str
    """The sentence of the first failed check; without a failed check, one about the signature."""


_TOLD = {
    *(
        "leeway-decides",
        "surrounding-whitespace",
        "invisible-characters",
        "token-unwrapped",
        "sd-jwt",
    ),
    *("scheme-malformed", "base64-whitespace"),
}
"""Codes of findings that a valid verdict must not hide: other verifiers refuse what was given."""


def make_brief(checks: list[Check], signature: str, otherwise: str, remarks: str = "") -> Brief:
    """Makes the brief that follows from all checks and the state of the signature.

    ``otherwise`` is the summary of an unverified token without a check of its signature, and
    ``remarks`` are sentences that limit a valid verdict, such as for times that pass only because
    of the leeway.
    """
    failed = [check for check in checks if check.status == "fail"]
    verdict = verdict_on(checks, signature)
    if failed:
        summary = failed[0].message
    elif verdict == "valid":
        summary = f"The signature matches, and no check fails. {remarks}".rstrip()
    else:
        unanswered = (check.message for check in checks if check.name == "signature")
        summary = next(unanswered, otherwise)
    return {
        "verdict": verdict,
        "signature": signature,
        "failed": [check.code for check in failed],
        "summary": plain(summary),
    }


def brief_of(judged: Judgement) -> Brief:
    """Makes the brief of a token that was judged in full."""
    remarks = " ".join(f.message for f in judged.findings if f.code in _TOLD)
    inner = [check for layer in judged.layers[1:] for check in layer.checks]
    brief = make_brief(judged.checks, judged.signature, _without_signature(judged), remarks)
    if judged.token.is_jwe:
        brief["failed"] += [check.code for check in inner if check.status == "fail"]
    return brief


def _without_signature(judged: Judgement) -> str:
    """Returns the summary for a text without a signature that could be checked."""
    if judged.token.payload_bytes is not None and judged.token.is_jwe:
        return next((check.message for check in judged.checks if check.name == "inner"), "")
    if judged.outcome is not None:
        told = (check for check in judged.checks if check.name == "decryption")
        if (check := next(told, None)) is not None and check.code != "no-key":
            return check.message
        return "The token is encrypted; its signature is inside."
    return judged.findings[0].message if judged.findings else "There is no token."
