"""Judges the signature of a token: is the algorithm allowed, does a key fit, does it match?

A token in JSON serialization can have several signatures. They are judged one after another,
and the report is about the first one that matches. If none does, it is about the first one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, Engine, KeyRefusedError
from ..keys.confusion import public_key_in
from ..keys.model import Key, KeyRing
from ..keys.select import Account
from ..keys.strength import strength_check
from ..token.model import Signature, Token
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .cross_check import compare
from .key_resolution import KeyResolution, resolve_keys
from .mismatch import explain
from .terms import SignatureTerms

State = Literal["valid", "invalid", "unchecked"]


@dataclass(slots=True)
class Outcome:
    """The result of judging one signature."""

    signature: Signature
    state: State
    checks: list[Check]
    """`algorithm`, `key` and `signature` in this order, then `strength` if the key has one.

    Empty for a JWE.
    """
    key: Key | None = None
    """The key that matched; if none did, the first one that was to be tried."""
    engine: Engine | None = None
    """The engine that was asked; ``None`` if none was."""
    accounts: list[Account] = field(default_factory=list)
    """What became of each key of a set. Empty for a single key."""
    findings: list[Finding] = field(default_factory=list)


def verify(token: Token, terms: SignatureTerms) -> Outcome | None:
    """Judges the signatures of a token and returns the outcome of one of them.

    ``None`` if the text has no signature. A detached payload (RFC 7515 appendix F) must already
    stand in ``token.payload``.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    outcomes: list[Outcome] = []
    pending = False
    for signature in token.signatures:
        try:
            outcomes.append(_judge(token, signature, terms))
        except UnansweredError:  # Go on, so that one reply holds all questions.
            pending = True
            continue
        if outcomes[-1].state == "valid":
            break
    if pending:
        raise UnansweredError
    if not outcomes:
        return None
    best = outcomes[-1] if outcomes[-1].state == "valid" else outcomes[0]
    if len(token.signatures) > 1:
        which = token.signatures.index(best.signature) + 1
        result = "the first that matches" if best.state == "valid" else "none of them matches"
        message = (
            f"There are {len(token.signatures)} signatures; this is about number {which}: {result}."
        )
        best.findings.append(Finding("several-signatures", "token", message))
    return best


def signing_input(signature: Signature, payload: str) -> bytes:
    """Returns the JWS Signing Input: the bytes that are signed (RFC 7515 section 5.1, RFC 7797).

    ``payload`` is as it stands in the token: base64url, or plain text with `b64: false`.
    """
    return f"{signature.protected}.{payload}".encode("utf-8", "surrogatepass")


def _start(signature: Signature, resolution: KeyResolution) -> Outcome:
    """Returns the outcome as far as the resolution of the keys decides it."""
    return Outcome(
        signature,
        "unchecked",
        [*resolution.checks],
        resolution.key,
        accounts=[{**entry} for entry in resolution.accounts],
        findings=[*resolution.findings],
    )


def match_check(key: Key) -> Check:
    """Returns the passed `signature` check of a signature that ``key`` made."""
    return Check("signature", "pass", "signature-valid", f"The signature matches {key.name}.")


def _judge(token: Token, signature: Signature, terms: SignatureTerms) -> Outcome:
    if token.is_jwe:
        return Outcome(signature, "unchecked", [])
    resolution = resolve_keys(signature.header or {}, terms)
    outcome = _start(signature, resolution)
    if resolution.algorithm is not None and resolution.algorithm.name == "none" and signature.value:
        message = (
            "alg is none, yet there is a signature. Nothing can verify it (RFC 7518 section 3.6)."
        )
        outcome.findings.insert(0, Finding("unsecured-with-signature", "token", message))
    if resolution.algorithm is not None and resolution.keys:
        _try_keys(outcome, token, resolution.algorithm, resolution.keys, terms)
        if outcome.key is not None and (strength := strength_check(outcome.key)):
            outcome.checks.append(strength)
    return outcome


def _try_keys(
    outcome: Outcome, token: Token, algorithm: Algorithm, keys: list[Key], terms: SignatureTerms
) -> None:
    engines = terms.engines
    try:
        engine = engines.load_for(algorithm)
    except CannotError as error:
        _skip(outcome, "signature", "engine-missing", f"Not checked. {error}")
        return
    outcome.engine = engine
    data = signing_input(outcome.signature, token.payload)
    refusals: list[str] = []
    cannot: list[str] = []
    pending = False
    for key in keys:
        try:
            _refuse_confusion(key, outcome)
            matches = engine.verify(algorithm.name, key, data, outcome.signature.value)
        except UnansweredError:
            pending = True
        except KeyRefusedError as error:
            refusals.append(str(error))
        except CannotError as error:
            cannot.append(str(error))
        else:
            _note(outcome, terms.ring, key, "verified" if matches else "tried")
            if matches:
                _match(outcome, key)
                break
    else:
        if pending:
            raise UnansweredError
        if cannot:  # A key that could not be tried may be the right one.
            _skip(outcome, "signature", "engine-missing", f"Not checked. {cannot[0]}")
            outcome.engine = engine if len(cannot) < len(keys) else None
            return
        if refusals and len(refusals) == len(keys):
            outcome.checks[1] = Check(
                "key", "fail", "key-refused", f"The key is refused: {refusals[0]}."
            )
            _skip(outcome, "signature", "not-checked", "Not checked, because the key was refused.")
            return
        outcome.state = "invalid"
        check, findings = explain(algorithm, outcome.signature, keys, terms.given, data)
        outcome.checks.append(check)
        outcome.findings += findings
    if terms.cross_check and outcome.key is not None:
        args = (algorithm.name, outcome.key, data, outcome.signature.value)
        outcome.findings += compare(engines, engine, outcome.state == "valid", *args)


def _match(outcome: Outcome, key: Key) -> None:
    outcome.state, outcome.key = "valid", key
    outcome.checks.append(match_check(key))
    if key.is_private and key.secret is None:
        message = (
            "This is a private key. To verify, its public half is enough; keep the private key away "
            "from verifiers."
        )
        outcome.findings.append(Finding("key-private-given", "key", message))


def _refuse_confusion(key: Key, outcome: Outcome) -> None:
    kind = public_key_in(key.secret) if key.secret is not None else None
    if kind:
        message = (
            f"The secret is a key of another kind ({kind}). Whoever knows it could sign with it as a "
            "secret; verifiers must refuse it (algorithm confusion, RFC 8725 section 2.1)."
        )
        outcome.findings.append(Finding("key-algorithm-confusion", "key", message))
        raise KeyRefusedError(f"it is a {kind}, not a secret")


def _note(outcome: Outcome, ring: KeyRing, key: Key, status: Literal["verified", "tried"]) -> None:
    for entry, other in zip(outcome.accounts, ring.keys, strict=False):
        if other is key:
            entry["status"] = status
            if status == "tried":
                entry["reason"] += ", but the signature is not its"


def _skip(outcome: Outcome, name: str, code: str, message: str) -> None:
    outcome.checks.append(Check(name, "skip", code, message))
