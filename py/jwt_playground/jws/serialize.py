"""Signs in every serialization: flattened, general, detached, and with `b64: false` (RFC 7797).

The usual case, a compact JWS with its payload, is in `sign`. Few people need this module, so the
page loads it later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from ..engines.choice import Engines
from ..keyring.read import read_keys
from ..keys.model import KeyInput
from ..text import base64url, json_text
from ..text.suspects import suspects
from ..text.words import quoted
from ..vocabulary.findings import Finding, Where, has_error
from ..vocabulary.spans import Utf16
from .header_checks import header_findings
from .signing_key import signature_of
from .signing_texts import Signed, algorithm_of, encoded, look_at_payload, read_header

Serialization = Literal["compact", "flattened", "general"]
SERIALIZATIONS: tuple[Serialization, ...] = ("compact", "flattened", "general")

_MUST_BE_PROTECTED = ("crit", "b64")


@dataclass(frozen=True, slots=True)
class Signer:
    """The headers and the key of one signature."""

    header: str
    """The text of the protected header. In JSON serialization it may be empty."""
    unprotected: str | None
    """The text of the unprotected header."""
    key: KeyInput


@dataclass(slots=True)
class _Made:
    """One signature and what was found on the way."""

    protected: str = ""
    """The protected header in base64url."""
    unprotected: str = ""
    """The text of the unprotected header."""
    is_unencoded: bool = False
    signature: bytes | None = None
    findings: list[Finding] = field(default_factory=list)


def serialize(
    serialization: Serialization,
    payload: str,
    signers: list[Signer],
    engines: Engines,
    *,
    detached: bool,
) -> Signed:
    """Makes a JWS (RFC 7515 section 7). What cannot be signed is a finding.

    Only the general serialization can have more than one of ``signers``.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    is_compact = serialization == "compact"
    made = []
    for place, signer in enumerate(signers):
        # Each one with a budget of its own, which reading its key begins.
        own = Engines(engines.choice, engines.host)
        made.append(_made(signer, payload, own, is_compact=is_compact, is_first=place == 0))
    first = made[0]
    if any(one.is_unencoded != first.is_unencoded for one in made):
        message = "All signatures must agree on b64 (RFC 7797 section 3); these do not."
        first.findings.append(Finding("b64-cannot-sign", "header", message))
        first.signature = None
    if is_compact and first.is_unencoded and not detached and (problem := _not_compact(payload)):
        first.findings.append(Finding("b64-cannot-sign", "payload", problem))
        first.signature = None
    token = None
    if all(one.signature is not None for one in made):
        token = _text(serialization, made, None if detached else payload)
    texts: dict[Where, Utf16] = {
        "header": Utf16(signers[0].header),
        "payload": Utf16(payload),
        "key": Utf16(signers[0].key.text),
    }
    findings = [*first.findings]
    for place, one in enumerate(made[1:], 2):
        findings += [
            Finding(finding.code, "request", f"Signature {place}: {finding.message}")
            for finding in one.findings
        ]
    return {"token": token, "findings": [finding.to_json(texts) for finding in findings]}


def _made(
    signer: Signer, payload: str, engines: Engines, *, is_compact: bool, is_first: bool
) -> _Made:
    made = _Made()
    findings = made.findings
    ring = read_keys(signer.key, engines)
    findings += ring.findings
    header = _headers(signer, made, is_compact=is_compact)
    text = encoded(payload, "payload", findings)
    algorithm = algorithm_of(header, findings) if header is not None else None
    if is_first:
        look_at_payload(payload, findings)
    if header is not None and algorithm is not None and text is not None:
        signed = payload if made.is_unencoded else text
        data = f"{made.protected}.{signed}".encode()
        made.signature = signature_of(data, algorithm, header, signer.key, ring, engines, findings)
    if left_out := engines.budget.finding():
        findings.insert(0, left_out)
    return made


def _headers(signer: Signer, made: _Made, *, is_compact: bool) -> dict[str, Any] | None:
    """Returns the JOSE header: protected and unprotected parameters together.

    ``None``, with a finding, if they cannot be signed.
    """
    findings = made.findings
    protected: dict[str, Any] | None = {}
    if is_compact or signer.header.strip():
        read: list[Finding] = []
        protected = read_header(signer.header, read)
        findings += read
    if protected is None:
        return None
    if protected or is_compact:  # An empty one must not be there (RFC 7515 section 7.2.1).
        text = encoded(signer.header, "header", findings)
        if text is None:
            return None
        made.protected = text
    unprotected = _unprotected(signer.unprotected, findings)
    if unprotected is None:
        return None
    if unprotected:
        made.unprotected = (signer.unprotected or "").strip()
    header = {**unprotected, **protected}
    findings += [*header_findings(header), *suspects(signer.header, "header")]
    made.is_unencoded = header.get("b64") is False
    faults = _faults(protected, unprotected)
    findings += faults
    return None if faults else header


def _unprotected(text: str | None, findings: list[Finding]) -> dict[str, Any] | None:
    """Returns the unprotected header; ``None``, with a finding, if it is no JSON object."""
    if text is None or not text.strip():
        return {}
    read = json_text.read(text, "request", "unprotected header")
    found = [Finding(one.code, one.where, one.message) for one in read.findings]
    if read.ok and not isinstance(read.value, dict):
        message = 'The unprotected header must be a JSON object, such as {"kid": "a"}.'
        found.append(Finding("json-not-an-object", "request", message))
    encoded(text, "request", found)
    findings += found
    value: dict[str, Any] | None = read.value if isinstance(read.value, dict) else None
    return None if has_error(found) else value


def _faults(protected: dict[str, Any], unprotected: dict[str, Any]) -> list[Finding]:
    """Returns the reasons for which every verifier would refuse these headers."""
    both = sorted(set(protected) & set(unprotected))
    if both:
        message = (
            f"{quoted(both[0])} stands in both the protected and the unprotected header, which RFC 7515 "
            "section 7.2.1 forbids. Take it out of one of them."
        )
        return [Finding("header-not-disjoint", "header", message)]
    outside = [name for name in _MUST_BE_PROTECTED if name in unprotected]
    if outside:
        message = (
            f"{outside[0]} must stand in the protected header (RFC 7515 section 4.1.11, RFC 7797 section "
            "6). Move it there."
        )
        return [Finding("header-not-protected", "header", message)]
    crit = protected.get("crit")
    if protected.get("b64") is False and not (isinstance(crit, list) and "b64" in crit):
        message = 'b64 is false, so crit must list it (RFC 7797 section 6). Add "crit": ["b64"].'
        return [Finding("b64-cannot-sign", "header", message)]
    return []


def _not_compact(payload: str) -> str | None:
    """Returns why an unencoded payload cannot stand in a compact JWS (RFC 7797 section 5.2)."""
    if "." in payload:
        what = "has a dot, which divides the parts of a compact JWS"
    elif any(not " " <= char <= "~" for char in payload):
        what = "has characters outside printable ASCII, which a compact JWS cannot hold"
    else:
        return None
    return (
        f"With b64: false the payload stands in the token as it is, and this one {what} (RFC 7797 section "
        "5.2). Make the payload detached, or choose a JSON serialization."
    )


def _text(serialization: Serialization, made: list[_Made], payload: str | None) -> str:
    """Returns the token. ``payload`` is ``None`` if it is detached."""
    shown = ""
    if payload is not None:
        shown = payload if made[0].is_unencoded else base64url.encode(payload.encode())
    if serialization == "compact":
        return f"{made[0].protected}.{shown}.{base64url.encode(made[0].signature or b'')}"
    before = [] if payload is None else [f'"payload":{json.dumps(shown, ensure_ascii=False)}']
    entries = [_entry(one) for one in made]
    if serialization == "flattened":
        return "{" + ",".join([*before, *entries[0]]) + "}"
    listed = ",".join("{" + ",".join(entry) + "}" for entry in entries)
    return "{" + ",".join([*before, f'"signatures":[{listed}]']) + "}"


def _entry(made: _Made) -> list[str]:
    """Returns the members of one signature as JSON. The unprotected header stays as it is written."""
    members = [f'"protected":"{made.protected}"'] if made.protected else []
    if made.unprotected:
        members.append(f'"header":{made.unprotected}')
    return [*members, f'"signature":"{base64url.encode(made.signature or b"")}"']
