"""Judges the signature of a token: is the algorithm allowed, does a key fit, does it match?

A token in JSON serialization can have several signatures. They are judged one after another,
and the report is about the first one that matches. If none does, it is about the first one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, Engine, KeyRefusedError
from ..keys.budget import Budget, OutOfWorkError, signature_cost
from ..keys.confusion import key_in_secret
from ..keys.model import Key
from ..keys.select import Account
from ..keys.strength import strength_check
from ..token.model import Signature, Token
from ..vocabulary import costs
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .cross_check import compare
from .explained import explained, padded
from .key_resolution import KeyResolution, resolve_keys, unresolved
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

    Empty for a JWE, and for what is left of a token that is not whole.
    """
    key: Key | None = None
    """The key that matched; if none did, the first one that was to be tried."""
    engine: Engine | None = None
    """The engine that was asked; ``None`` if none was."""
    accounts: list[Account] = field(default_factory=list)
    """What became of each key of a set. Empty for a single key."""
    is_complete: bool = True
    """Whether every key that may be the right one was read and tried."""
    is_reading: bool = False
    """Whether the text was read in one of several ways, so that the key alone allows the algorithm."""
    findings: list[Finding] = field(default_factory=list)
    judged: list[Outcome] = field(default_factory=list)
    """Of several signatures, the outcomes of those that were judged until one matched."""


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


_PAYLOAD_MISSING = (
    "Not decided: the payload is empty, and the signature is not over an empty one. If this is a "
    "detached JWS (RFC 7515 appendix F), the payload travels beside it, for example as the body of "
    "the request: give it to verify the signature."
)


def _best(outcomes: list[Outcome]) -> Outcome:
    """Returns the outcome to report: of several, one that matches or that could still match."""
    if outcomes[-1].state == "valid":
        return outcomes[-1]
    return next((outcome for outcome in outcomes if not outcome.is_complete), outcomes[0])


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
        is_complete=resolution.is_complete,
        is_reading=resolution.is_reading,
        findings=[*resolution.findings],
    )


def match_check(key: Key) -> Check:
    """Returns the passed `signature` check of a signature that ``key`` made."""
    return Check("signature", "pass", "signature-valid", f"The signature matches {key.name}.")


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
        _try_keys(outcome, token, resolution.algorithm, resolution.keys, terms)
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
    left_out = 0
    pending = answered = False
    accounts = _by_key(outcome, terms) if outcome.accounts else {}
    for key in keys:
        try:
            mine = engines.load_for(algorithm, key)
            if not engines.budget.allows(
                signature_cost(key, len(data), mine.name), "trials of a key"
            ):
                raise OutOfWorkError
            _refuse_confusion(key, outcome, engines.budget)
            matches = mine.verify(algorithm.name, key, data, outcome.signature.value)
        except UnansweredError:
            pending = True
            if terms.cross_check and len(keys) == 1:
                # The second engine will be asked about this key, whatever the first one says.
                with suppress(UnansweredError):
                    mine = engines.load_for(algorithm, key)
                    signature = outcome.signature.value
                    compare(engines, mine, False, algorithm.name, key, data, signature)
        except OutOfWorkError:
            left_out += 1
            _note(accounts, key, "unused", ", but was not tried")
        except KeyRefusedError as error:
            refusals.append(str(error))
        except CannotError as error:
            cannot.append(str(error))
        else:
            if matches or not answered:  # Keys of EdDSA may have several engines.
                outcome.engine = engine = mine
            answered = True
            if matches:
                _note(accounts, key, "verified")
                _match(outcome, key)
                outcome.findings += padded(token, outcome.signature)
                break
            reason = (
                "the payload is missing" if token.may_be_detached else "the signature is not its"
            )
            _note(accounts, key, "tried", f", but {reason}")
    else:
        if pending:
            raise UnansweredError
        if cannot:  # A key that could not be tried may be the right one.
            _skip(outcome, "signature", "engine-missing", f"Not checked. {cannot[0]}")
            outcome.engine = engine if len(cannot) < len(keys) else None
            return
        if left_out or terms.ring.left_out:
            _leave_open(outcome, left_out, len(keys), terms)
            return
        if refusals and len(refusals) == len(keys):
            outcome.checks[1] = Check(
                "key", "fail", "key-refused", f"The key is refused: {refusals[0]}."
            )
            _skip(outcome, "signature", "not-checked", "Not checked, because the key was refused.")
            return
        check, findings = explain(algorithm, outcome.signature, keys, terms, data)
        if token.may_be_detached and check.code == "signature-mismatch":
            _skip(outcome, "signature", "payload-missing", _PAYLOAD_MISSING)
            return
        outcome.state = "invalid"
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


def _leave_open(outcome: Outcome, left_out: int, count: int, terms: SignatureTerms) -> None:
    """Leaves the signature undecided, because the right key may be one that was not tried."""
    outcome.is_complete = False
    what = f"{left_out} of {count} keys were not tried"
    if not left_out:
        what = f"{terms.ring.left_out} keys of the text were not read"
    if not left_out and terms.ring.damaged == terms.ring.left_out:
        message = (
            "Not decided: the text has a damaged key as well, which may be the right one. Give that "
            "key whole, or give the right key alone."
        )
        _skip(outcome, "signature", "not-tried", message)
        return
    message = (
        f"Not decided: {what}, because that is more work than one request may take. "
        "Choose the key by its kid, or give the right key alone."
    )
    _skip(outcome, "signature", "not-tried", message)


def _refuse_confusion(key: Key, outcome: Outcome, budget: Budget) -> None:
    kind = key_in_secret(key, budget)
    if kind:
        message = (
            f"The secret is a key of another kind ({kind}). Whoever knows it could sign with it as a "
            "secret; verifiers must refuse it (algorithm confusion, RFC 8725 section 2.1)."
        )
        outcome.findings.append(Finding("key-algorithm-confusion", "key", message))
        raise KeyRefusedError(f"it is a {kind}, not a secret")


def _by_key(outcome: Outcome, terms: SignatureTerms) -> dict[int, Account]:
    """Returns the account of each key of a set, by the identity of the key."""
    return {id(key): entry for entry, key in zip(outcome.accounts, terms.ring.keys, strict=False)}


def _note(
    accounts: dict[int, Account],
    key: Key,
    status: Literal["verified", "tried", "unused"],
    reason: str = "",
) -> None:
    if (entry := accounts.get(id(key))) is not None:
        entry["status"] = status
        entry["reason"] += reason


def _skip(outcome: Outcome, name: str, code: str, message: str) -> None:
    outcome.checks.append(Check(name, "skip", code, message))
