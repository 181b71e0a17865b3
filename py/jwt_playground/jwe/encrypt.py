"""The operation `encrypt`: makes a JWE of a header and a payload, in any serialization."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..engines.jwe_base import Addressee, Made, Order, needs
from ..keyring.read import read_keys
from ..keys.model import Key, KeyInput, KeyRing
from ..text.words import quoted
from ..token.nested import nested, says_nested
from ..vocabulary import costs
from ..vocabulary.findings import Finding, FindingJson, Where, has_error
from ..vocabulary.spans import Utf16
from .keys import objection, other_encodings
from .limits import MAX_RECIPIENTS
from .order import Asked, Headers, read_headers, refusal
from .plan import Plan


class Encrypted(TypedDict):
    """The contract's `Encrypted`."""

    token: str | None
    """``None`` if nothing could be encrypted; then a finding says why."""
    findings: list[FindingJson]


def encrypt(asked: Asked, engines: Engines) -> Encrypted:
    """Makes a JWE (RFC 7516 section 5.1). What cannot be encrypted is a finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    findings: list[Finding] = []
    token = _encrypt(asked, engines, findings)
    if left_out := engines.budget.finding():
        findings.insert(0, left_out)
    texts: dict[Where, Utf16] = {
        "header": Utf16(asked.header),
        "payload": Utf16(asked.payload),
        "key": Utf16(asked.key.text),
    }
    return {"token": token, "findings": [finding.to_json(texts) for finding in findings]}


def _encrypt(asked: Asked, engines: Engines, findings: list[Finding]) -> str | None:
    findings += _misplaced(asked)
    plaintext = _octets(asked.payload, "payload", findings)
    aad = None if asked.aad is None else _octets(asked.aad, "request", findings)
    rings = [read_keys(given, engines) for given in (asked.key, *(m.key for m in asked.more))]
    findings += rings[0].findings
    headers = read_headers(asked, findings)
    if headers is None or has_error([f for f in findings if f.where != "key"]):
        return None
    findings += _remarks(asked, headers)
    to = [
        _addressee(plan, ring, given, own, findings)
        for plan, ring, given, own in zip(
            headers.plans,
            rings,
            (asked.key, *(each.key for each in asked.more)),
            headers.own,
            strict=True,
        )
    ]
    found = [each for each in to if each is not None]
    if plaintext is None or len(found) < len(to) or not _affordable(headers, engines):
        return None
    order = Order(
        plaintext,
        headers.encryption,
        headers.text,
        headers.protected,
        headers.unprotected,
        aad,
        found,
    )
    try:
        names = set(found[0].algorithm.engines_for(found[0].key.curve))
        for each in found:
            names &= set(each.algorithm.engines_for(each.key.curve))
        what = needs(order.encryption, [(each.algorithm, each.key) for each in found])
        made = engines.load_for_encryption(sorted(names), what).encrypt(order)
    except KeyRefusedError as error:
        message = f"The key is refused: {str(error).rstrip('.')}."
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    except CannotError as error:
        findings.append(Finding("key-engine-missing", "key", str(error)))
        return None
    return _written(asked, headers, made)


def _misplaced(asked: Asked) -> list[Finding]:
    """Returns what a serialization cannot hold."""
    found: list[Finding] = []
    if asked.serialization == "compact":
        for what, given in (("an unprotected header", asked.unprotected), ("aad", asked.aad)):
            if given is not None:
                message = f"The compact serialization has no place for {what}. Choose “flattened”."
                found.append(refusal(message, "request"))
    if asked.more and asked.serialization != "general":
        message = "Only the general serialization has several recipients. Choose “general”."
        found.append(refusal(message, "request"))
    if len(asked.more) >= MAX_RECIPIENTS:
        message = f"Give {MAX_RECIPIENTS} recipients or fewer."
        found.append(refusal(message, "request"))
    return found


def _octets(text: str, where: Where, findings: list[Finding]) -> bytes | None:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            "It has half of a surrogate pair, which is no character and cannot be sent. Remove it."
        )
        findings.append(Finding("utf8-invalid", where, message, (error.start, error.end)))
        return None


def _remarks(asked: Asked, headers: Headers) -> list[Finding]:
    is_token = bool(nested(asked.payload, dict(headers.protected)))
    if not is_token:
        message = (
            "Encrypted is not signed: who opens this token cannot tell who made it. Sign the claims first, "
            "then encrypt the signed token (RFC 7519 section 11.2)."
        )
        return [Finding("encrypted-not-signed", "payload", message)]
    if not says_nested(dict(headers.protected)):
        message = "The payload is a token: say so with cty “JWT” (RFC 7519 section 5.2)."
        return [Finding("nested-without-cty", "header", message)]
    return []


def _addressee(
    plan: Plan, ring: KeyRing, given: KeyInput, own: Any, findings: list[Finding]
) -> Addressee | None:
    algorithm = plan.algorithm
    if algorithm is None:
        return None
    if algorithm.kty == "oct" and ring.secret is not None:
        ring = KeyRing([ring.secret], given=True)
    key = _key(plan, ring, given, findings)
    if key is None:
        return None
    if key.is_private and key.secret is None:
        message = (
            "This is a private key. To encrypt, its public half is enough; keep it for its owner."
        )
        findings.append(Finding("key-private-given", "key", message))
    return Addressee(algorithm, key, own)


def _key(plan: Plan, ring: KeyRing, given: KeyInput, findings: list[Finding]) -> Key | None:
    """Returns the key to encrypt for: that with the `kid`, or the first that fits."""
    assert plan.algorithm is not None and plan.encryption is not None  # noqa: S101  (`_addressee`)
    if not ring.keys:
        if not has_error(ring.findings):
            message = (
                f"Enter a key to encrypt for: {plan.algorithm.name} needs {plan.algorithm.needs}."
            )
            findings.append(Finding("key-missing", "key", message))
        return None
    named = plan.kid if ring.is_set and any(key.kid == plan.kid for key in ring.keys) else None
    kid = given.kid or named
    keys = [key for key in ring.keys if kid is None or key.kid == kid]
    if not keys:
        message = f"None of the {len(ring.keys)} keys has the kid {quoted(kid or '')}."
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    judged = [(key, objection(key, plan, opens=False)) for key in keys]
    free = next((key for key, reason in judged if reason is None), None)
    if free is not None:
        return free
    key, reason = max(judged, key=lambda one: one[1].rank if one[1] else 0)
    said = reason.reason if reason else ""
    if reason is None or reason.rank:
        message = f"The key speaks against this use: {said}. It encrypts all the same; its owner may refuse."
        findings.append(Finding("key-declared-otherwise", "key", message))
        return key
    message = f"{key.name[0].upper()}{key.name[1:]} does not serve: {said}."
    if ring.is_text:
        message += other_encodings(given, plan.algorithm, plan.encryption)
    findings.append(Finding("key-does-not-fit", "key", message))
    return None


def _affordable(headers: Headers, engines: Engines) -> bool:
    """Tells whether all iterations of PBES2 may be made. A finding of the budget says if not."""
    counts = [
        int(plan.header["p2c"]) * costs.PBKDF2
        for plan in headers.plans
        if plan.algorithm is not None and plan.algorithm.is_password
    ]
    allowed = [engines.budget.allows(cost, "trials of a key") for cost in counts]
    return all(allowed)


def _written(asked: Asked, headers: Headers, made: Made) -> str:
    if asked.serialization == "compact":
        [(_, encrypted)] = made.recipients
        return ".".join((made.protected, encrypted, made.iv, made.ciphertext, made.tag))
    jwe: dict[str, Any] = {"protected": made.protected} if made.protected else {}
    if headers.unprotected:
        jwe["unprotected"] = dict(headers.unprotected)
    entries: list[dict[str, Any]] = []
    for header, encrypted in made.recipients:
        entry: dict[str, Any] = {"header": dict(header)} if header else {}
        if encrypted:
            entry["encrypted_key"] = encrypted
        entries.append(entry)
    if asked.serialization == "general":
        jwe["recipients"] = entries
    else:
        jwe |= entries[0]
    if made.aad is not None:
        jwe["aad"] = made.aad
    jwe |= {"iv": made.iv, "ciphertext": made.ciphertext, "tag": made.tag}
    return json.dumps(jwe, ensure_ascii=False, separators=(",", ":"))
