"""Judges the signature of a token: is the algorithm allowed, does a key fit, does it match?

A token in JSON serialization can have several signatures. They are judged one after another,
and the report is about the first one that matches. If none does, it is about the first one.
"""

from __future__ import annotations

from ..engines.asking import UnansweredError
from ..keys.model import Key
from ..keys.strength import strength_check
from ..token.model import Signature, Token
from ..vocabulary import costs
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .explained import explained
from .key_resolution import KeyResolution, resolve_keys, unresolved
from .outcome import Outcome, signing_input
from .terms import SignatureTerms
from .trials import try_keys


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
            outcomes.append(judge_signature(token, signature, terms))
        except UnansweredError:  # Go on, so that one reply holds all questions.
            pending = True
            continue
        if outcomes[-1].state == "valid":
            break
    if pending:
        raise UnansweredError
    if not outcomes:
        return None
    best = outcomes[0] if len(outcomes) == 1 else _best(outcomes)
    best.judged = outcomes
    if terms.explains and best.state != "valid":
        data = signing_input(best.signature, token.payload)
        is_named = best.state == "invalid"
        is_told = any(finding.code == "secret-found" for finding in best.findings)
        if not is_told:
            best.findings += explained(best.signature, token, data, terms, is_named=is_named)
    if len(token.signatures) > 1:
        which = token.signatures.index(best.signature) + 1
        result = "the first that matches" if best.state == "valid" else "none of them matches"
        if best.state != "valid" and not best.is_complete:
            result = "not all of them were tried"
        message = (
            f"There are {len(token.signatures)} signatures; this is about number {which}: {result}."
        )
        best.findings.append(Finding("several-signatures", "token", message))
    return best


def _best(outcomes: list[Outcome]) -> Outcome:
    """Returns the outcome to report: of several, one that matches or that could still match."""
    if outcomes[-1].state == "valid":
        return outcomes[-1]
    return next((outcome for outcome in outcomes if not outcome.is_complete), outcomes[0])


def _start(signature: Signature, resolution: KeyResolution) -> Outcome:
    """Returns the outcome as far as the resolution of the keys decides it."""
    return Outcome(
        signature,
        "unchecked",
        [*resolution.checks],
        resolution.key,
        accounts=[{**entry} for entry in resolution.accounts],
        is_complete=resolution.is_complete,
        is_reading=resolution.is_reading,
        findings=[*resolution.findings],
    )


def judge_signature(token: Token, signature: Signature, terms: SignatureTerms) -> Outcome:
    """Judges one signature, without an explanation of why it does not match.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if token.is_jwe or not token.is_whole:
        return Outcome(signature, "unchecked", [])
    resolution = _resolve(signature, terms)
    outcome = _start(signature, resolution)
    if resolution.algorithm is not None and resolution.algorithm.name == "none" and signature.value:
        message = (
            "alg is none, yet there is a signature. Nothing can verify it (RFC 7518 section 3.6)."
        )
        outcome.findings.insert(0, Finding("unsecured-with-signature", "token", message))
    if resolution.algorithm is not None and resolution.keys:
        try_keys(outcome, token, resolution.algorithm, resolution.keys, terms)
        if resolution.is_bare:
            _tell_bare(outcome, resolution.keys)
        if outcome.key is not None and (strength := strength_check(outcome.key)):
            outcome.checks.append(strength)
    return outcome


def _tell_bare(outcome: Outcome, keys: list[Key]) -> None:
    """Adds the finding that says how a text without key format was read.

    If no such key made the signature, the text may be something else than a key. Then nobody could
    check the signature, which is no fault of the token.
    """
    from ..keyring.bare_keys import read_as, tried_as  # Few texts need it.

    if outcome.state == "valid" and outcome.key is not None:
        outcome.findings.append(read_as(outcome.key))
        return
    outcome.findings.append(tried_as(keys))
    if outcome.checks[-1].code == "signature-mismatch":
        outcome.state = "unchecked"
        message = (
            "Not decided: the text of the key has no format, and none of the keys that it can be made "
            "the signature. Give the public key with its format: as PEM or as a JWK."
        )
        outcome.checks[-1] = Check("signature", "skip", "not-checked", message)


def _resolve(signature: Signature, terms: SignatureTerms) -> KeyResolution:
    """Resolves the keys for a signature, if that is not too much work with very many others."""
    count = len(terms.ring.keys)
    if count > 1 and not terms.engines.budget.chooses(costs.CHOICE * count):
        return unresolved()
    return resolve_keys(signature.header or {}, terms)
