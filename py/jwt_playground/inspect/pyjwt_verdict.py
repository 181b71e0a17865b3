"""PyJWT's own verdict: what `jwt.decode` returns or raises for the same parameters.

It stands beside the checks. So readers see where PyJWT, which their server may run, is laxer
or stricter than the standard.
"""

from __future__ import annotations

from typing import TypedDict

from ..engines import pyjwt
from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.local import material
from ..jws.verify import Outcome
from ..token.model import Token
from ..vocabulary.characters import shown
from .judge import Judgement
from .terms import Terms


class Verdict(TypedDict):
    """The contract's `PyJwtVerdict`."""

    ok: bool
    exception: str | None
    message: str | None


def pyjwt_verdict(judged: Judgement, terms: Terms) -> Verdict | None:
    """Returns PyJWT's verdict on a token; ``None`` if PyJWT cannot be asked.

    PyJWT needs a key, a time and a token in the compact serialization. It is not asked about JSON
    that is too deep, because parsing that would kill the interpreter, nor about algorithms that
    this build cannot do.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    token, outcome, detached = judged.token, judged.outcome, judged.detached
    criteria = terms.rules.criteria
    expect, now = criteria.expect, criteria.now
    if outcome is None or outcome.key is None or now is None or token.is_jwe:
        return None
    written = [*token.findings, *outcome.signature.findings]
    if any(finding.code == "json-too-deep" for finding in written):
        return None
    compact = _compact(token, outcome, detached)
    if compact is None:
        return None
    engine, key = outcome.engine, outcome.key
    here = key.secret is not None or pyjwt.has_cryptography()
    asked = engine is not None and engine.name == "webcrypto"
    if not here and not asked and any(c.code == "engine-missing" for c in outcome.checks):
        return None  # its verdict would be about this build, not about the token
    # It costs no more than the trial of the same key, so only a spent budget is told of it.
    budget = terms.signature.engines.budget
    if budget.is_spent and not budget.allows(0, "verdicts of PyJWT"):
        return None
    if not outcome.is_complete:
        return None  # it would be about another key than the right one, which may be left out
    try:
        pyjwt.decode(
            compact,
            material(key) if here and not asked else key,
            terms.signature.allowed,
            now=now,
            leeway=criteria.leeway,
            expect={
                "iss": expect.iss,
                "aud": expect.aud,
                "sub": expect.sub,
                "require": expect.require,
            },
            detached_payload=detached,
            verifier=engine.verify if engine is not None and asked else None,
        )
    except UnansweredError:
        raise
    except (KeyRefusedError, CannotError):
        return None  # there is no key to hand to PyJWT
    except Exception as error:  # whatever it raises is its verdict
        return {"ok": False, "exception": type(error).__name__, "message": shown(str(error))}
    return {"ok": True, "exception": None, "message": None}


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
