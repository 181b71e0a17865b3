"""Reads what is asked of `encrypt`, and finds what is in the way of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..engines.jwe_base import with_members
from ..keys.model import KeyInput
from ..text import json_text
from ..text.suspects import suspects
from ..text.words import quoted
from ..vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT, ContentEncryption
from ..vocabulary.findings import Finding, Where
from .limits import USUAL_COUNT
from .parameters import count_fault, is_encoded
from .parts import RecipientPart, nothing
from .plan import Plan

Serialization = Literal["compact", "flattened", "general"]
SERIALIZATIONS: tuple[Serialization, ...] = ("compact", "flattened", "general")

_MADE = ("epk", "iv", "tag", "p2s")
_OF_RECIPIENT = ("alg", "kid")


@dataclass(frozen=True, slots=True)
class Further:
    """A further recipient: the JSON text of its own header, if it has one, and its key."""

    header: str | None
    key: KeyInput


@dataclass(frozen=True, slots=True)
class Asked:
    """The contract's `EncryptParams`."""

    header: str
    payload: str
    key: KeyInput
    serialization: Serialization = "compact"
    unprotected: str | None = None
    more: Sequence[Further] = ()
    aad: str | None = None


@dataclass(slots=True)
class Headers:
    """The headers of a JWE that is to be made, read and checked."""

    text: str
    """The text of the protected header; empty if there is none."""
    protected: Mapping[str, Any]
    unprotected: Mapping[str, Any] | None
    own: list[Mapping[str, Any] | None]
    """Of each recipient; ``None`` if it has none."""
    encryption: ContentEncryption
    plans: list[Plan] = field(default_factory=list)


def read_headers(asked: Asked, findings: list[Finding]) -> Headers | None:
    """Returns the headers; ``None`` if nothing can be made with them, and findings say why."""
    protected = _object(asked.header, "header", findings)
    shared = _object(asked.unprotected, "request", findings) if asked.unprotected else None
    own: list[Mapping[str, Any] | None] = [None]
    own += [
        _object(each.header, "request", findings) if each.header else None for each in asked.more
    ]
    known = len([f for f in findings if f.severity == "error"])
    if protected is None or known:
        return None
    findings += suspects(asked.header, "header")
    text = asked.header
    if any(set(_OF_RECIPIENT) & set(header or {}) for header in own[1:]):
        # They are the first recipient's, since the others have their own.
        own[0] = {name: protected[name] for name in _OF_RECIPIENT if name in protected} or None
        protected = {name: protected[name] for name in protected if name not in _OF_RECIPIENT}
        try:
            text = json.dumps(protected, ensure_ascii=False, separators=(",", ":"))
        except TypeError:  # an integer with more digits than Python reads
            findings.append(
                refusal("A number in the header has too many digits. Write it as text.")
            )
            return None
    everywhere = [protected, shared or {}, *(header or {} for header in own)]
    for header in everywhere:
        _look_at(header, findings)
    _look_for_doubles(protected, shared or {}, own, findings)
    if "zip" in protected and protected["zip"] != "DEF":
        findings.append(refusal("zip must be “DEF”, the one compression that is registered."))
    if any("zip" in header for header in everywhere[1:]):
        findings.append(refusal("zip must stand in the protected header."))
    enc = next((header["enc"] for header in everywhere if "enc" in header), None)
    encryption = CONTENT_ENCRYPTION.get(enc) if isinstance(enc, str) else None
    if encryption is None:
        findings.append(refusal(f"Set enc to one of {', '.join(CONTENT_ENCRYPTION)}."))
        return None
    made = Headers(text, protected, shared, own, encryption)
    made.plans = [_plan(made, each, findings) for each in own]
    _count(made)
    return None if any(f.severity == "error" for f in findings) else made


def refusal(message: str, where: Where = "header") -> Finding:
    """Returns the finding that says why no token can be made."""
    return Finding("jwe-cannot-encrypt", where, message)


def _plan(made: Headers, own: Mapping[str, Any] | None, findings: list[Finding]) -> Plan:
    """Returns the plan for one recipient; findings say what is wrong with its algorithm."""
    header = {**(made.unprotected or {}), **(own or {}), **made.protected}
    plan = Plan(header, RecipientPart(own, nothing()), encryption=made.encryption)
    alg = header.get("alg")
    plan.algorithm = KEY_MANAGEMENT.get(alg) if isinstance(alg, str) else None
    if plan.algorithm is None or plan.algorithm.opens_only:
        names = ", ".join(row.name for row in KEY_MANAGEMENT.values() if not row.opens_only)
        why = ""
        if plan.algorithm is not None:
            why = f"{plan.algorithm.name} is deprecated: tokens are opened with it, and no more made. "
            plan.algorithm = None
        findings.append(refusal(f"{why}Set alg to one of {names}."))
    elif len(made.own) > 1 and not plan.algorithm.has_encrypted_key:
        findings.append(
            refusal(
                f"{plan.algorithm.name} makes the content key itself, so such a token has one recipient."
            )
        )
    elif plan.algorithm.is_password and "p2c" in header:
        fault = count_fault(header, findings)
        findings += [replace(fault, code="jwe-cannot-encrypt")] if fault else []
    return plan


def _count(made: Headers) -> None:
    """Writes the number of iterations into the headers that need it and do not have it.

    Engines would choose different ones.
    """
    for place, plan in enumerate(made.plans):
        if plan.algorithm is None or not plan.algorithm.is_password or "p2c" in plan.header:
            continue
        added = {"p2c": USUAL_COUNT}
        if len(made.plans) == 1:
            made.protected = {**made.protected, **added}
            made.text = with_members(made.text, added)
        else:
            made.own[place] = {**(made.own[place] or {}), **added}
        plan.header = {**plan.header, **added}


def _look_at(header: Mapping[str, Any], findings: list[Finding]) -> None:
    messages = [
        f"{name} is made anew for each token. Remove it." for name in _MADE if name in header
    ]
    messages += [
        f"{name} must be base64url (RFC 7518 section 4.6.1)."
        for name in ("apu", "apv")
        if name in header and not is_encoded(header, name)
    ]
    if "crit" in header:
        messages.append("No extension that crit could list is supported here. Remove crit.")
    findings += map(refusal, messages)


def _look_for_doubles(
    protected: Mapping[str, Any],
    shared: Mapping[str, Any],
    own: Sequence[Mapping[str, Any] | None],
    findings: list[Finding],
) -> None:
    for header in own:
        names = set(header or {})
        twice = sorted(names & set(shared) | (names | set(shared)) & set(protected))
        if twice:
            message = f"{quoted(twice[0])} stands in two of the headers, which RFC 7516 section 4 forbids."
            findings.append(Finding("header-not-disjoint", "header", message))
            return


def _object(text: str | None, where: Where, findings: list[Finding]) -> dict[str, Any] | None:
    """Returns the object of a JSON text; findings say what is wrong with it.

    The text of the protected header may be empty: then there is none.
    """
    if not text or not text.strip():
        return {}
    what = "header" if where == "header" else "unprotected header"
    read = json_text.read(text, where, what)
    findings += read.findings
    if read.ok and not isinstance(read.value, dict):
        message = f'The {what} must be a JSON object, such as {{"alg": "RSA-OAEP-256", "enc": "A256GCM"}}.'
        findings.append(Finding("json-not-an-object", where, message, (0, len(text))))
    return read.value if isinstance(read.value, dict) else None
