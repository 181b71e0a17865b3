"""What header, keys and terms alone say about a signature: all there is before looking at it.

Tokens with the same header share their plan, so nothing here may depend on payload
or signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .algorithms import ALGORITHMS, Algorithm
from .checks import Check
from .findings import Finding
from .keys.model import Key
from .keys.select import Account, account, choose
from .keys.strength import key_findings
from .terms import Terms
from .words import listed, quoted


@dataclass(slots=True)
class Plan:
    """Which keys to try with which algorithm; or, with no key to try, why none is."""

    checks: list[Check]
    """algorithm and key; where no key is tried, signature as well."""
    algorithm: Algorithm | None = None
    keys: list[Key] = field(default_factory=list)
    """To be tried in this order."""
    key: Key | None = None
    """The key that a report without a match is about."""
    accounts: list[Account] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def make_plan(header: Mapping[str, Any], terms: Terms) -> Plan:
    """The plan for a signature whose JOSE header says ``header``."""
    alg, kid = header.get("alg"), header.get("kid")
    ring = terms.ring
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    alg_check = _algorithm_check(alg, terms)
    plan = Plan([alg_check], algorithm)
    if algorithm is None:
        _skip(plan, "key", "not-checked", "Without a known algorithm no key can be chosen.")
        _skip(plan, "signature", "not-checked", "Not checked: the algorithm is not known.")
        return plan
    if algorithm.name == "none":
        _unsecured(plan, terms)
        return plan

    wanted = terms.given.kid if terms.given else None
    kid = kid if isinstance(kid, str) else None
    choice = choose(ring, algorithm, kid, wanted)
    plan.checks.append(choice.check)
    plan.findings += choice.findings
    plan.key = next(iter(choice.keys or ring.keys), None)
    if ring.is_set:
        plan.accounts = account(ring, algorithm, wanted or kid, choice.keys)
    if choice.check.status == "pass":
        plan.findings += key_findings(choice.keys[0], algorithm)
    if alg_check.status != "fail" and choice.check.status == "pass":
        plan.keys = choice.keys
    elif choice.check.code == "no-key" and alg_check.status != "fail":
        message = "Not checked: give the key that the issuer signed with, or its public half."
        _skip(plan, "signature", "no-key", message)
    else:
        message = "Not checked, because of what is said about algorithm and key."
        _skip(plan, "signature", "not-checked", message)
    return plan


def _algorithm_check(alg: object, terms: Terms) -> Check:
    if not isinstance(alg, str):
        return Check("algorithm", "fail", "alg-missing", "The header names no algorithm.")
    if alg in terms.allowed:
        message = f"{alg} is allowed{'' if terms.explicit else ' by the key'}."
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
            f"{quoted(alg)} is not allowed. Allowed: {names}.",
        )
    if not terms.ring.keys:
        message = f"alg is {quoted(alg)}. Whether that is allowed depends on the key; give one."
        return Check("algorithm", "skip", "no-allow-list", message)
    names = ", ".join(terms.allowed) or "nothing that signs"
    message = f"{quoted(alg)} is not what the key is for ({names}). The token must not choose the algorithm."
    return Check("algorithm", "fail", "alg-not-allowed", message)


def _unsecured(plan: Plan, terms: Terms) -> None:
    if terms.ring.keys:
        plan.key = terms.ring.keys[0]
        message = "The token is unsecured; the key has nothing to verify."
        plan.findings.append(Finding("key-unused", "key", message))
    _skip(plan, "key", "no-key-needed", "An unsecured token needs no key.")
    message = (
        "There is no signature to check. PyJWT refuses such tokens even where none is allowed."
    )
    _skip(plan, "signature", plan.checks[0].code, message)


def _skip(plan: Plan, name: str, code: str, message: str) -> None:
    plan.checks.append(Check(name, "skip", code, message))
