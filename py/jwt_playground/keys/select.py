"""Chooses which keys of a ring are tried for a token, and tells which algorithms a key allows.

The token names an algorithm and a `kid`. Both can only *narrow* the choice. What is allowed is
decided by the keys (their type, curve, `alg`, `use` and `key_ops`) or by the user, never by the
token (RFC 8725 section 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypedDict

from ..text.lookalikes import difference
from ..text.words import listed, quoted
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.characters import plain
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .model import Key, KeyRing

Operation = Literal["sign", "verify"]
_KIDS = ("kid is", "kids are")


class Account(TypedDict):
    """Whether one key of a ring was tried, and why: the contract's `KeyAccount`."""

    kid: str | None
    kty: str
    alg: str | None
    status: Literal["verified", "tried", "rejected", "unused"]
    reason: str


@dataclass(slots=True)
class KeyChoice:
    """The keys to try, and why."""

    keys: list[Key]
    """In the order in which they are tried; empty if no key may be tried."""
    check: Check
    """The `key` check, which says why these keys are tried, or why none is."""
    findings: list[Finding] = field(default_factory=list)


def account(
    ring: KeyRing, algorithm: Algorithm, kid: str | None, chosen: list[Key]
) -> list[Account]:
    """Returns, per key of the ring and in its order, whether the key is tried and why.

    ``kid`` is the `kid` that was asked for, and ``chosen`` are the keys that are tried.
    """
    accounts: list[Account] = []
    tried = {id(key) for key in chosen}
    for key in ring.keys:
        taken = id(key) in tried
        reason = "matches in kid, type and use" if taken else _rejection(key, algorithm, kid)
        accounts.append(
            {
                "kid": key.kid,
                "kty": key.kty,
                "alg": key.alg,
                "status": "unused" if taken else "rejected",
                "reason": plain(reason),
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
    """Returns the algorithms that the key's type, curve and `alg` allow, in order of `ALGORITHMS`."""
    kty, curve = key.kty, key.curve
    return [
        algorithm.name
        for algorithm in ALGORITHMS.values()
        if algorithm.fits(kty, curve) and _declares(key, algorithm)
    ]


def objection(key: Key, operation: Operation) -> str | None:
    """Returns why the key's `use` or `key_ops` forbid an operation, or ``None`` if they do not.

    The reason is the end of a sentence (RFC 7517 sections 4.2 and 4.3).
    """
    if key.use not in (None, "sig"):
        return f"its use is {quoted(key.use or '')}, not “sig”"
    if key.key_ops is not None:
        # A private key says "sign". Its public half may verify all the same.
        wanted = {"sign", "verify"} if operation == "verify" else {"sign"}
        if wanted.isdisjoint(key.key_ops):
            return f"its key_ops do not contain “{operation}”"
    return None


def choose_keys(
    ring: KeyRing, algorithm: Algorithm, kid: str | None, wanted_kid: str | None
) -> KeyChoice:
    """Returns the keys of the ring to try for a token that names ``algorithm`` and ``kid``.

    ``wanted_kid`` is the `kid` that the user asked for. A key must have it, whatever the token
    says. Otherwise, in a set, the token's ``kid`` decides: only if no key has it, the keys
    without any `kid` are tried. Never raises.
    """
    if not ring.given:
        return KeyChoice([], Check("key", "skip", "no-key", "No key was given."))
    if not ring.keys:
        message = next(
            (f.message for f in ring.findings if f.severity == "error"), "No key was read."
        )
        return KeyChoice([], Check("key", "skip", "key-unreadable", message))
    findings: list[Finding] = []
    keys = ring.keys
    asked = wanted_kid or (kid if ring.is_set or kid in ring.unusable else None)
    if asked is not None:
        keys = [key for key in ring.keys if key.kid == asked]
        if not keys:
            keys = [key for key in ring.keys if key.kid is None and asked in key.labels]
        if not keys and asked in ring.unusable:
            whose = "you asked for" if wanted_kid else "the token names"
            message = (
                f"The key with the kid {quoted(asked)} that {whose} cannot be used: "
                f"{ring.unusable[asked]}. Give that key whole: get the keys anew from their issuer."
            )
            return KeyChoice([], Check("key", "skip", "key-unreadable", message))
        if not keys and not wanted_kid:
            # A key without a kid may be the one that the token names.
            keys = [key for key in ring.keys if key.kid is None]
        if not keys:
            whose = "you asked for" if wanted_kid else "the token names"
            message = f"None of the {len(ring.keys)} keys has the kid {quoted(asked)} that {whose}."
            if len(ring.keys) == 1:
                message = f"The only key does not have the kid {quoted(asked)} that {whose}."
            kids = [key.kid for key in ring.keys if key.kid]
            if kids:
                message += f" The given {_KIDS[len(kids) > 1]} {listed(list(dict.fromkeys(kids)))}."
            message += difference(asked, kids, "key’s")
            if not wanted_kid:
                message += " Get the keys anew from the issuer, who may have changed them."
            return KeyChoice([], Check("key", "fail", "key-not-found", message))
    elif kid is not None and keys[0].kid not in (None, kid):
        message = f"The key's kid is {quoted(keys[0].kid or '')}, the token's is {quoted(kid)}. It is tried all the same."
        message += difference(kid, [keys[0].kid or ""], "key’s")
        findings.append(Finding("kid-mismatch", "key", message))

    fitting = [key for key in keys if algorithm.fits(key.kty, key.curve)]
    if not fitting:
        message = f"{algorithm.name} needs {algorithm.needs}; given is {keys[0].name}."
        if len(keys) > 1:
            message = (
                f"{algorithm.name} needs {algorithm.needs}; none of the {len(keys)} keys is one."
            )
        if algorithm.kty == "oct":
            message += (
                " Its issuer signed it with a secret, often the client secret, which no public key can "
                "verify: give that secret, or let the issuer sign with an algorithm of public keys."
            )
        return KeyChoice([], Check("key", "fail", "key-does-not-fit", message), findings)
    usable: list[Key] = []
    reason = ""
    for key in fitting:
        if not _declares(key, algorithm):
            reason = f"its alg is {quoted(key.alg or '')}, not “{algorithm.name}”"
            if key.use == "enc":
                reason += ", and its use is “enc”: it is for encryption, and the issuer signs with another"
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

    An algorithm may have a second, generic name (RFC 9864 section 2), as Ed25519 has EdDSA. A
    key for one of the two names serves the other name as well.
    """
    if key.alg is None or algorithm.is_called(key.alg):
        return True
    own = ALGORITHMS.get(key.alg)
    return own is not None and own.is_called(algorithm.name)
