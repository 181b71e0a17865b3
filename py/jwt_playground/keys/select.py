"""Which keys of a ring may be tried for a token, and which algorithms they allow.

The token names an algorithm and a `kid`; both only *narrow* the choice. What is
allowed comes from the keys (their type, curve, `alg`, `use`, `key_ops`) or from
the user, never from the token (RFC 8725 section 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypedDict

from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .model import Key, KeyRing

Operation = Literal["sign", "verify"]


class Account(TypedDict):
    """What became of one key of a ring: the contract's `KeyAccount`."""

    kid: str | None
    kty: str
    alg: str | None
    status: Literal["verified", "tried", "rejected", "unused"]
    reason: str


@dataclass(slots=True)
class KeyChoice:
    """The keys to try, in order, and the `key` check that says why."""

    keys: list[Key]
    check: Check
    findings: list[Finding] = field(default_factory=list)


def account(
    ring: KeyRing, algorithm: Algorithm, kid: str | None, chosen: list[Key]
) -> list[Account]:
    """Why each key of the ring is or is not tried, in the ring's order."""
    accounts: list[Account] = []
    for key in ring.keys:
        taken = any(key is one for one in chosen)
        reason = "matches in kid, type and use" if taken else _rejection(key, algorithm, kid)
        accounts.append(
            {
                "kid": key.kid,
                "kty": key.kty,
                "alg": key.alg,
                "status": "unused" if taken else "rejected",
                "reason": reason,
            }
        )
    return accounts


def _rejection(key: Key, algorithm: Algorithm, kid: str | None) -> str:
    if kid is not None and key.kid != kid:
        return (
            f"its kid is {quoted(key.kid)}, not {quoted(kid)}"
            if key.kid is not None
            else "it has no kid"
        )
    if not algorithm.fits(key.kty, key.curve):
        return f"it is {key.label}; {algorithm.name} needs {algorithm.needs}"
    if not _declares(key, algorithm):
        return f"its alg is {quoted(key.alg or '')}, not “{algorithm.name}”"
    return objection(key, "verify") or "another key came first"


def allowed_algorithms(key: Key) -> list[str]:
    """Every algorithm that the key's type, curve and own `alg` allow."""
    return [
        algorithm.name
        for algorithm in ALGORITHMS.values()
        if algorithm.fits(key.kty, key.curve) and _declares(key, algorithm)
    ]


def objection(key: Key, operation: Operation) -> str | None:
    """Why the key itself forbids an operation, as the end of a sentence, or ``None``."""
    if key.use not in (None, "sig"):
        return f"its use is {quoted(key.use or '')}, not “sig”"
    if key.key_ops is not None:
        # The private key of a pair says "sign" and its public half may verify.
        wanted = {"sign", "verify"} if operation == "verify" else {"sign"}
        if wanted.isdisjoint(key.key_ops):
            return f"its key_ops do not contain “{operation}”"
    return None


def choose_keys(
    ring: KeyRing, algorithm: Algorithm, kid: str | None, wanted_kid: str | None
) -> KeyChoice:
    """The keys of the ring to try for a token that names ``algorithm`` and ``kid``."""
    if not ring.given:
        return KeyChoice([], Check("key", "skip", "no-key", "No key was given."))
    if not ring.keys:
        message = next(
            (f.message for f in ring.findings if f.severity == "error"), "No key was read."
        )
        return KeyChoice([], Check("key", "skip", "key-unreadable", message))
    findings: list[Finding] = []
    keys = ring.keys
    asked = wanted_kid or (kid if ring.is_set else None)
    if asked is not None:
        keys = [key for key in ring.keys if key.kid == asked]
        if not keys and not wanted_kid:
            # A key without kid claims nothing, so nothing speaks against trying it.
            keys = [key for key in ring.keys if key.kid is None]
        if not keys:
            whose = "you asked for" if wanted_kid else "the token names"
            message = f"None of the {len(ring.keys)} keys has the kid {quoted(asked)} that {whose}."
            if len(ring.keys) == 1:
                message = f"The only key does not have the kid {quoted(asked)} that {whose}."
            return KeyChoice([], Check("key", "fail", "key-not-found", message))
    elif kid is not None and keys[0].kid not in (None, kid):
        message = f"The key's kid is {quoted(keys[0].kid or '')}, the token's is {quoted(kid)}. It is tried all the same."
        findings.append(Finding("kid-mismatch", "key", message))

    fitting = [key for key in keys if algorithm.fits(key.kty, key.curve)]
    if not fitting:
        message = f"{algorithm.name} needs {algorithm.needs}; given is {keys[0].name}."
        if len(keys) > 1:
            message = (
                f"{algorithm.name} needs {algorithm.needs}; none of the {len(keys)} keys is one."
            )
        return KeyChoice([], Check("key", "fail", "key-does-not-fit", message), findings)
    usable: list[Key] = []
    reason = ""
    for key in fitting:
        if not _declares(key, algorithm):
            reason = f"its alg is {quoted(key.alg or '')}, not “{algorithm.name}”"
        elif problem := objection(key, "verify"):
            reason = problem
        else:
            usable.append(key)
    if not usable:
        name = fitting[0].name
        message = f"{name[0].upper()}{name[1:]} must not be used: {reason}."
        return KeyChoice([], Check("key", "fail", "key-forbids", message), findings)
    names = usable[0].name if len(usable) == 1 else f"{len(usable)} keys"
    message = f"{algorithm.name} fits {names} ({usable[0].source})."
    return KeyChoice(usable, Check("key", "pass", "key-fits", message), findings)


def _declares(key: Key, algorithm: Algorithm) -> bool:
    """Tells whether the key's own `alg` allows the algorithm.

    A name and its generic name are one operation (RFC 9864 section 2): a key for one of them
    serves the other.
    """
    if key.alg is None or key.alg in algorithm.names:
        return True
    own = ALGORITHMS.get(key.alg)
    return own is not None and algorithm.name in own.names
