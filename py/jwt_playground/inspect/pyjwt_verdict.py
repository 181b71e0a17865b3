"""PyJWT's own verdict: what `jwt.decode` returns or raises for the same parameters.

It stands beside the checks. So readers see where PyJWT, which their server may run, is laxer
or stricter than the standard.
"""

from __future__ import annotations

from typing import TypedDict

from ..engines import pyjwt, pyjwt_decode
from ..engines.base import CannotError, KeyRefusedError
from ..jws.outcome import Outcome
from ..keys.select import allowed_algorithms
from ..token.model import Token
from ..vocabulary.characters import shown
from .as_given import Given, as_given
from .judge import Judgement
from .terms import Terms

OTHERS_ASKED = "“cryptography” is not loaded, so the key was read and checked in PyJWT's place."
BARE = "PyJWT was given the token alone, without what stands around or inside it."
NEWER_WORDS = "These are the words of Python 3.13 and newer; older ones say it in others."
COMPACT = "PyJWT was given the token in the compact serialization, the only one that it takes."


class Verdict(TypedDict):
    """The contract's `PyJwtVerdict`."""

    ok: bool
    exception: str | None
    message: str | None
    stands_in: str | None


def pyjwt_verdict(judged: Judgement, terms: Terms) -> Verdict | None:
    """Returns PyJWT's verdict on a token; ``None`` if PyJWT cannot be asked.

    PyJWT needs a key, a time and a token in the compact serialization. It is not asked about JSON
    that is too deep, because parsing that would kill the interpreter.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    token, outcome, detached = judged.token, judged.outcome, judged.detached
    now = terms.rules.criteria.now
    if outcome is None or now is None or token.is_jwe:
        return None
    written = [*token.findings, *outcome.signature.findings]
    if any(finding.code == "json-too-deep" for finding in written):
        return None
    compact = _compact(token, outcome, detached)
    if compact is None:
        return None
    # It costs no more than the trial of the same key, so only a spent budget is told of it.
    budget = terms.signature.engines.budget
    if budget.is_spent and not budget.allows(0, "verdicts of PyJWT"):
        return None
    if not outcome.is_complete:
        return None  # it would be about another key than the right one, which may be left out
    try:
        given = as_given(outcome, terms)
        if given is None:
            return None
        error: Exception | None
        stood_in = False
        if isinstance(given, Given):
            error, stood_in = _decode(compact, given.key, judged, terms)
        else:
            unread = pyjwt_decode.fault_of_header(compact) if given.by_kid else None
            error = unread or given.error
    except (KeyRefusedError, CannotError):
        return None  # nothing here can answer in its place
    told, differs = (None, False) if error is None else pyjwt.said(error)
    notes = (
        _changed(judged, compact),
        given.stands_in,
        OTHERS_ASKED if stood_in else None,
        NEWER_WORDS if differs else None,
    )
    return {
        "ok": error is None,
        "exception": None if error is None else type(error).__name__,
        "message": None if told is None else shown(told),
        "stands_in": " ".join(filter(None, notes)) or None,
    }


def _decode(
    compact: str, key: object, judged: Judgement, terms: Terms
) -> tuple[Exception | None, bool]:
    criteria = terms.rules.criteria
    expect, engine = criteria.expect, judged.outcome.engine if judged.outcome else None
    return pyjwt_decode.decode(
        compact,
        key,
        _allowed(judged, terms),
        now=criteria.now or 0,
        leeway=criteria.leeway,
        expect={
            "iss": expect.iss,
            "aud": expect.aud,
            "sub": expect.sub,
            "require": expect.require,
        },
        detached_payload=judged.detached,
        verifier=engine.verify if engine is not None and engine.name != "python" else None,
    )


def _allowed(judged: Judgement, terms: Terms) -> list[str]:
    """Returns the algorithms that are allowed: those of the key, if it is one reading of several."""
    outcome, signature = judged.outcome, terms.signature
    if outcome is None or outcome.key is None or not outcome.is_reading:
        return signature.allowed
    return allowed_algorithms(outcome.key)


def _changed(judged: Judgement, compact: str) -> str | None:
    """Returns a sentence that tells what was changed in the user's token before."""
    if judged.token.form != "jws-compact":
        return COMPACT
    return None if compact == judged.text else BARE


def _compact(token: Token, outcome: Outcome, detached: bytes | None) -> str | None:
    """Returns the token in the compact serialization, or ``None`` if PyJWT cannot take it."""
    signature = outcome.signature
    if detached is not None and not signature.is_unencoded:
        return None  # PyJWT takes a detached payload with b64: false only
    if token.form == "jws-compact":
        if len(token.segments) == 2:
            return f"{signature.protected}.{token.payload}"
        if len(token.segments) != 3:
            return None
    elif signature.unprotected or not signature.protected:
        return None  # PyJWT knows the compact serialization only
    payload = "" if detached is not None else token.payload
    return f"{signature.protected}.{payload}.{signature.encoded}"
