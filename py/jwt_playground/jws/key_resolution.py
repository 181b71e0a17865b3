"""Resolves algorithm and keys for a JOSE header, before anybody looks at the signature.

Tokens with the same header share their resolution, so nothing here may depend on the payload
or the signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..keys.model import Key, KeyRing
from ..keys.select import Account, account, choose_keys
from ..keys.strength import key_findings
from ..text.lookalikes import difference
from ..text.words import listed, quoted
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from ..vocabulary.other_names import meant_by
from .terms import SignatureTerms


@dataclass(slots=True)
class KeyResolution:
    """Which keys to try with which algorithm. If there is no key to try, its checks say why."""

    checks: list[Check]
    """`algorithm` and `key`; if no key is tried, `signature` as well."""
    algorithm: Algorithm | None = None
    keys: list[Key] = field(default_factory=list)
    """To be tried in this order."""
    key: Key | None = None
    """The key that a report without a match is about."""
    accounts: list[Account] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_complete: bool = True
    """Whether every key that may be the right one was read."""
    is_bare: bool = False
    """Whether the keys were made of bare bytes, in a text that has no key format."""
    is_reading: bool = False
    """Whether the text was read in one of several ways, so that the keys alone allow the algorithm."""


def resolve_keys(header: Mapping[str, Any], terms: SignatureTerms) -> KeyResolution:
    """Resolves algorithm and keys for a signature with the JOSE header ``header``.

    The header names an algorithm and a `kid`. It only narrows what the terms allow
    (RFC 8725 section 3.1).

    Raises:
        UnansweredError: the host has to be asked first.
    """
    alg, kid = header.get("alg"), header.get("kid")
    ring = terms.ring
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    alg_check = _algorithm_check(alg, terms)
    if ring.left_out:
        alg_check = _unless_unread(alg_check, terms)
    resolution = KeyResolution([alg_check], algorithm)
    if algorithm is None:
        _skip(resolution, "key", "not-checked", "Without a known algorithm no key can be chosen.")
        _skip(resolution, "signature", "not-checked", "Not checked: the algorithm is not known.")
        return resolution
    if algorithm.name == "none":
        _unsecured(resolution, terms)
        return resolution

    wanted = terms.given.kid if terms.given else None
    kid = kid if isinstance(kid, str) else None
    if any(finding.code == "key-bare" for finding in ring.findings):
        wanted = None  # Bare bytes have no kid, so what the user asks for says nothing about them.
    if terms.only_a_secret(algorithm):
        _resolve_text(resolution, algorithm, kid, terms)
        return resolution
    if algorithm.kty == "oct" and ring.secret is not None:
        ring = KeyRing([ring.secret], given=True)
        _allow(resolution, algorithm, terms)
        alg_check = resolution.checks[0]
    choice = choose_keys(ring, algorithm, kid, wanted)
    key_check = choice.check
    if ring.left_out:
        key_check = _unless_unread(key_check, terms)
        resolution.is_complete = "not-tried" not in (alg_check.code, key_check.code)
    resolution.checks.append(key_check)
    resolution.findings += choice.findings
    resolution.key = next(iter(choice.keys or ring.keys), None)
    if ring.is_set:
        resolution.accounts = account(ring, algorithm, wanted or kid, choice.keys)
    if choice.check.status == "pass":
        resolution.findings += key_findings(choice.keys[0], algorithm)
    if not resolution.is_complete:
        message = "Not checked: the key that fits may be one that was not read."
        _skip(resolution, "signature", "not-tried", message)
    elif alg_check.status != "fail" and choice.check.status == "pass":
        resolution.keys = choice.keys
    elif choice.check.code == "no-key" and alg_check.status != "fail":
        message = "Not checked: give the key that the issuer signed with, or its public half."
        _skip(resolution, "signature", "no-key", message)
    else:
        message = "Not checked, because of what is said about algorithm and key."
        _skip(resolution, "signature", "not-checked", message)
    return resolution


def _resolve_text(
    resolution: KeyResolution, algorithm: Algorithm, kid: str | None, terms: SignatureTerms
) -> None:
    """Resolves the keys for an algorithm of public keys, where a text without format was given.

    The text is no key of that algorithm, unless its bytes can be one. So nobody could check the
    signature: that is no fault of the token.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    keys = terms.bare_keys(algorithm)
    resolution.key = next(iter(keys or terms.ring.keys))
    if keys:
        _allow(resolution, algorithm, terms)
    elif not terms.explicit:
        message = f"alg is “{algorithm.name}”. Whether that is allowed depends on the key, and none was read."
        resolution.checks[0] = Check("algorithm", "skip", "no-allow-list", message)
    if keys:
        # Bare bytes have no kid here either.
        choice = choose_keys(KeyRing(keys, given=True), algorithm, kid, None)
        resolution.checks.append(choice.check)
        if choice.keys and resolution.checks[0].status != "fail":
            resolution.keys, resolution.is_bare = choice.keys, True
            resolution.findings += key_findings(choice.keys[0], algorithm)
            return
    else:
        from ..keys.foreign import what_it_is  # Only such texts need it.

        text = terms.given.text if terms.given else ""
        message = f"{algorithm.name} needs {algorithm.needs}. {what_it_is(text)}"
        resolution.checks.append(Check("key", "skip", "key-unreadable", message))
    message = "Not checked, because of what is said about algorithm and key."
    _skip(resolution, "signature", "not-checked", message)


def _allow(resolution: KeyResolution, algorithm: Algorithm, terms: SignatureTerms) -> None:
    """Notes that a reading of the text allows the algorithm, if the user does not decide that."""
    if not terms.explicit:
        message = f"{algorithm.name} is allowed by the key."
        resolution.checks[0] = Check("algorithm", "pass", "alg-allowed", message)
        resolution.is_reading = True


def unresolved() -> KeyResolution:
    """Returns the resolution of a header for which no key was chosen, as that is too much work."""
    message = "Not checked: choosing among the keys is more work than one request may take."
    names = ("algorithm", "key", "signature")
    return KeyResolution(
        [Check(name, "skip", "not-tried", message) for name in names], is_complete=False
    )


def _unless_unread(check: Check, terms: SignatureTerms) -> Check:
    """Returns the check; a skipped one if it fails only for want of a key that was not read."""
    by_keys = check.name == "key" or (check.code == "alg-not-allowed" and not terms.explicit)
    if check.status != "fail" or not by_keys:
        return check
    message = f"{check.message} But {terms.ring.left_out:,} keys of the text were not read."
    return Check(check.name, "skip", "not-tried", message)


def _algorithm_check(alg: object, terms: SignatureTerms) -> Check:
    if not isinstance(alg, str):
        return Check("algorithm", "fail", "alg-missing", "The header names no algorithm.")
    if alg in terms.allowed:
        name = alg if alg in ALGORITHMS else quoted(alg)
        message = f"{name} is allowed{'' if terms.explicit else ' by the key'}."
        return Check("algorithm", "pass", "alg-allowed", message)
    if alg.lower() == "none":
        message = (
            "alg is none: nobody signed this token, anyone can have written it. Verifiers must refuse "
            "it unless they allow none explicitly (RFC 8725 section 3.2)."
        )
        return Check("algorithm", "fail", "alg-none", message)
    if terms.explicit:
        names = listed(terms.allowed) or "none at all"
        return Check(
            "algorithm",
            "fail",
            "alg-not-allowed",
            f"{quoted(alg)} is not allowed. Allowed: {names}.{difference(alg, terms.allowed[:10], 'allowed')}",
        )
    if not terms.ring.keys:
        message = f"alg is {quoted(alg)}. Whether that is allowed depends on the key; give one."
        return Check("algorithm", "skip", "no-allow-list", message)
    return Check("algorithm", "fail", "alg-not-allowed", _wrong_key(alg, terms))


def _wrong_key(alg: str, terms: SignatureTerms) -> str:
    """Returns the sentence for keys that do not allow the algorithm that the token names."""
    if alg not in ALGORITHMS and (meant := meant_by(alg)) in terms.allowed:
        return f"{quoted(alg)} is no algorithm of a JWT; “{meant}” is meant. Let the issuer write that name."
    names = f"only {', '.join(terms.allowed)}" if terms.allowed else "no signature"
    keys = terms.ring.keys
    if len(keys) == 1:
        whose, which = f"The {keys[0].label} allows", "the key"
    else:
        whose, which = f"The {len(keys)} keys allow", "the keys"
    return f"{whose} {names}, but the token says {quoted(alg)}. Either {which} or the token is the wrong one."


def _unsecured(resolution: KeyResolution, terms: SignatureTerms) -> None:
    if terms.ring.keys:
        resolution.key = terms.ring.keys[0]
        message = "The token is unsecured; the key has nothing to verify."
        resolution.findings.append(Finding("key-unused", "key", message))
    _skip(resolution, "key", "no-key-needed", "An unsecured token needs no key.")
    message = (
        "There is no signature to check. PyJWT refuses such tokens even where none is allowed."
    )
    _skip(resolution, "signature", resolution.checks[0].code, message)


def _skip(resolution: KeyResolution, name: str, code: str, message: str) -> None:
    resolution.checks.append(Check(name, "skip", code, message))
