"""The signature of a token: is the algorithm allowed, does the key fit, does it match?

One signature is judged at a time; of several (JSON serialization) the report is
about the first that matches, else about the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .algorithms import ALGORITHMS, Algorithm
from .asking import UnansweredError
from .checks import Check
from .crosscheck import compare
from .engines import Engines
from .engines.base import CannotError, Engine, KeyRefusedError
from .findings import Finding
from .keys.confusion import public_key_in
from .keys.model import Key, KeyRing
from .keys.read import KeyInput
from .keys.select import Account, account, allowed_algorithms, choose
from .keys.strength import key_findings, strength_check
from .mismatch import explain
from .tokens import Signature, Token
from .words import listed, quoted

State = Literal["valid", "invalid", "unchecked"]


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a signature is judged."""

    ring: KeyRing
    given: KeyInput | None
    """The text that the ring was read from."""
    allowed: Sequence[str] | None
    """Algorithms the user allows; ``None`` for those the keys allow."""
    engines: Engines
    cross_check: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of one signature."""

    signature: Signature
    state: State
    checks: list[Check]
    """algorithm, key, signature: in this order."""
    allowed: list[str] = field(default_factory=list)
    key: Key | None = None
    """The key that matched, else the first that was tried."""
    engine: Engine | None = None
    accounts: list[Account] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def verify(token: Token, terms: Terms) -> Outcome | None:
    """Judges the token's signature; ``None`` where the text holds none.

    With detached content, the payload has been filled in before.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    outcomes: list[Outcome] = []
    pending = False
    for signature in token.signatures:
        try:
            outcomes.append(_judge(token, signature, terms))
        except UnansweredError:  # go on: all questions in one crossing
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
    """What the signature covers (RFC 7515 section 5.1; RFC 7797 section 3)."""
    return f"{signature.protected}.{payload}".encode("utf-8", "surrogatepass")


def _judge(token: Token, signature: Signature, terms: Terms) -> Outcome:
    header = signature.header or {}
    alg, kid = header.get("alg"), header.get("kid")
    ring = terms.ring
    names = list(terms.allowed) if terms.allowed is not None else _allowed_by(ring)
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    alg_check = _algorithm_check(alg, names, ring, explicit=terms.allowed is not None)
    outcome = Outcome(signature, "unchecked", [alg_check], names)
    if token.is_jwe:
        outcome.checks = []
        return outcome
    if algorithm is None:
        _skip(outcome, "key", "not-checked", "Without a known algorithm no key can be chosen.")
        _skip(outcome, "signature", "not-checked", "Not checked: the algorithm is not known.")
        return outcome
    if algorithm.name == "none":
        return _unsecured(outcome, ring, alg_check)

    wanted = terms.given.kid if terms.given else None
    kid = kid if isinstance(kid, str) else None
    choice = choose(ring, algorithm, kid, wanted)
    outcome.checks.append(choice.check)
    outcome.findings += choice.findings
    outcome.key = next(iter(choice.keys or ring.keys), None)
    if ring.is_set:
        outcome.accounts = account(ring, algorithm, wanted or kid, choice.keys)
    if choice.check.status == "pass":
        outcome.findings += key_findings(choice.keys[0], algorithm)
    if alg_check.status == "fail" or choice.check.status != "pass":
        if choice.check.code == "no-key" and alg_check.status != "fail":
            message = "Not checked: give the key that the issuer signed with, or its public half."
            _skip(outcome, "signature", "no-key", message)
        else:
            message = "Not checked, because of what is said about algorithm and key."
            _skip(outcome, "signature", "not-checked", message)
        return outcome
    _try_keys(outcome, token, algorithm, choice.keys, terms)
    if outcome.key is not None and (strength := strength_check(outcome.key)):
        outcome.checks.append(strength)
    return outcome


def _try_keys(
    outcome: Outcome, token: Token, algorithm: Algorithm, keys: list[Key], terms: Terms
) -> None:
    engines = terms.engines
    try:
        engine = (
            engines.for_secrets() if algorithm.kty == "oct" else engines.for_keys(algorithm.name)
        )
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
        if cannot:  # one of those may be the key; that none of the others is says nothing
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
    message = f"The signature matches {key.name}."
    outcome.checks.append(Check("signature", "pass", "signature-valid", message))
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


def _algorithm_check(alg: object, allowed: list[str], ring: KeyRing, *, explicit: bool) -> Check:
    if not isinstance(alg, str):
        return Check("algorithm", "fail", "alg-missing", "The header names no algorithm.")
    if alg in allowed:
        message = f"{alg} is allowed{'' if explicit else ' by the key'}."
        return Check("algorithm", "pass", "alg-allowed", message)
    if alg.lower() == "none":
        message = (
            "alg is none: nobody signed this token, anyone can have written it. Verifiers must refuse "
            "it unless they allow none explicitly (RFC 8725 section 3.2)."
        )
        return Check("algorithm", "fail", "alg-none", message)
    if explicit:
        names = listed(allowed) or "none at all"
        return Check(
            "algorithm",
            "fail",
            "alg-not-allowed",
            f"{quoted(alg)} is not allowed. Allowed: {names}.",
        )
    if not ring.keys:
        message = f"alg is {quoted(alg)}. Whether that is allowed depends on the key; give one."
        return Check("algorithm", "skip", "no-allow-list", message)
    names = ", ".join(allowed) or "nothing that signs"
    message = f"{quoted(alg)} is not what the key is for ({names}). The token must not choose the algorithm."
    return Check("algorithm", "fail", "alg-not-allowed", message)


def _allowed_by(ring: KeyRing) -> list[str]:
    names = {name for key in ring.keys for name in allowed_algorithms(key)}
    return [name for name in ALGORITHMS if name in names]


def _unsecured(outcome: Outcome, ring: KeyRing, alg_check: Check) -> Outcome:
    if outcome.signature.value:
        message = (
            "alg is none, yet there is a signature. Nothing can verify it (RFC 7518 section 3.6)."
        )
        outcome.findings.append(Finding("unsecured-with-signature", "token", message))
    if ring.keys:
        outcome.key = ring.keys[0]
        message = "The token is unsecured; the key has nothing to verify."
        outcome.findings.append(Finding("key-unused", "key", message))
    _skip(outcome, "key", "no-key-needed", "An unsecured token needs no key.")
    message = (
        "There is no signature to check. PyJWT refuses such tokens even where none is allowed."
    )
    _skip(outcome, "signature", alg_check.code, message)
    return outcome


def _skip(outcome: Outcome, name: str, code: str, message: str) -> None:
    outcome.checks.append(Check(name, "skip", code, message))
