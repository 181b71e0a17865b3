"""Tries the keys that may have made a signature, one after another.

What became of them stands in the outcome. A key that could not be tried may be the right one, so
then the signature stays undecided.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..keys.budget import Budget, OutOfWorkError, signature_cost
from ..keys.confusion import key_in_secret
from ..keys.model import Key
from ..keys.select import Account
from ..token.model import Token
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .cross_check import compare
from .explained import padded
from .mismatch import explain
from .outcome import Outcome, match_check, signing_input
from .terms import SignatureTerms

_PAYLOAD_MISSING = (
    "Not decided: the payload is empty, and the signature is not over an empty one. If this is a "
    "detached JWS (RFC 7515 appendix F), the payload travels beside it, for example as the body of "
    "the request: give it to verify the signature."
)


@dataclass(slots=True)
class _Unanswered:
    """The keys that no engine said anything about, per reason."""

    refusals: list[str] = field(default_factory=list)
    cannot: list[str] = field(default_factory=list)
    left_out: int = 0
    """How many keys were more work than one request may take."""
    pending: bool = False
    """Whether the host has to be asked about one of them."""


def try_keys(
    outcome: Outcome, token: Token, algorithm: Algorithm, keys: list[Key], terms: SignatureTerms
) -> None:
    """Tries ``keys`` until one matches, and adds the `signature` check to the outcome.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    engines = terms.engines
    try:
        engine = engines.load_for(algorithm)
    except CannotError as error:
        _skip(outcome, "engine-missing", f"Not checked. {error}")
        return
    outcome.engine = engine
    data = signing_input(outcome.signature, token.payload)
    without = _Unanswered()
    answered = False
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
            without.pending = True
            if terms.cross_check and len(keys) == 1:
                # The second engine will be asked about this key, whatever the first one says.
                with suppress(UnansweredError):
                    mine = engines.load_for(algorithm, key)
                    signature = outcome.signature.value
                    compare(engines, mine, False, algorithm.name, key, data, signature)
        except OutOfWorkError:
            without.left_out += 1
            _note(accounts, key, "unused", ", but was not tried")
        except KeyRefusedError as error:
            without.refusals.append(str(error))
        except CannotError as error:
            without.cannot.append(str(error))
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
        if without.pending:
            raise UnansweredError
        if _leave_undecided(outcome, without, keys, terms):
            return
        check, findings = explain(algorithm, outcome.signature, keys, terms, data)
        if token.may_be_detached and check.code == "signature-mismatch":
            _skip(outcome, "payload-missing", _PAYLOAD_MISSING)
            return
        outcome.state = "invalid"
        outcome.checks.append(check)
        outcome.findings += findings
    if terms.cross_check and outcome.key is not None:
        args = (algorithm.name, outcome.key, data, outcome.signature.value)
        outcome.findings += compare(engines, engine, outcome.state == "valid", *args)


def _leave_undecided(
    outcome: Outcome, without: _Unanswered, keys: list[Key], terms: SignatureTerms
) -> bool:
    """Adds the check that says why nothing is decided; tells whether that is so."""
    if without.cannot:  # A key that could not be tried may be the right one.
        _skip(outcome, "engine-missing", f"Not checked. {without.cannot[0]}")
        if len(without.cannot) == len(keys):
            outcome.engine = None
    elif without.left_out or terms.ring.left_out:
        _leave_open(outcome, without.left_out, len(keys), terms)
    elif len(without.refusals) == len(keys):
        message = f"The key is refused: {without.refusals[0]}."
        outcome.checks[1] = Check("key", "fail", "key-refused", message)
        _skip(outcome, "not-checked", "Not checked, because the key was refused.")
    else:
        return False
    return True


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
        _skip(outcome, "not-tried", message)
        return
    message = (
        f"Not decided: {what}, because that is more work than one request may take. "
        "Choose the key by its kid, or give the right key alone."
    )
    _skip(outcome, "not-tried", message)


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


def _skip(outcome: Outcome, code: str, message: str) -> None:
    outcome.checks.append(Check("signature", "skip", code, message))
