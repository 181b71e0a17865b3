"""The parts of a JWE: those of all serializations in one form (RFC 7516 section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text import base64url
from ..text.words import quoted
from ..token.model import Token
from ..vocabulary.findings import Finding
from .limits import MAX_RECIPIENTS


def nothing() -> base64url.Segment:
    """Returns an empty part."""
    return base64url.Segment("", b"")


@dataclass(frozen=True, slots=True)
class RecipientPart:
    """What a JWE says for one recipient."""

    header: Mapping[str, Any] | None
    """Its own unprotected header; ``None`` if it has none."""
    encrypted_key: base64url.Segment


@dataclass(slots=True)
class Parts:
    """The parts of a JWE. What is missing is empty."""

    protected: base64url.Segment
    protected_header: Mapping[str, Any] = field(default_factory=dict)
    unprotected: Mapping[str, Any] | None = None
    iv: base64url.Segment = field(default_factory=nothing)
    ciphertext: base64url.Segment = field(default_factory=nothing)
    tag: base64url.Segment = field(default_factory=nothing)
    aad: base64url.Segment | None = None
    recipients: list[RecipientPart] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_broken: bool = False
    """Whether a part cannot be decoded, or is missing, so that nobody can open the token."""


def read_parts(token: Token) -> Parts:
    """Returns the parts of a JWE. Never raises.

    The faults of a compact JWE stand among the findings of ``token`` already.
    """
    signature = token.signatures[0] if token.signatures else None
    text = signature.protected if signature else ""
    protected = base64url.read(text, None, "header")
    parts = Parts(protected)
    if token.form != "jwe-compact":
        _read_json(token, parts)
        return parts
    if signature is None or signature.header is None:
        parts.is_broken = True
    parts.protected_header = (signature.header if signature else None) or {}
    parts.iv, parts.ciphertext, parts.tag = (
        token.jwe.get(name, nothing()) for name in ("iv", "ciphertext", "tag")
    )
    parts.recipients.append(RecipientPart(None, token.jwe.get("encrypted_key", nothing())))
    parts.is_broken |= any(_is_damaged(part) for part in (protected, *token.jwe.values()))
    parts.is_broken |= len(token.segments) != 5
    return parts


def _read_json(token: Token, parts: Parts) -> None:
    signature = token.signatures[0] if token.signatures else None
    value = token.jwe_json
    if signature is None or signature.header is None:
        parts.is_broken = True
    elif parts.protected.text:
        unprotected = signature.unprotected
        header = signature.header
        parts.protected_header = {name: header[name] for name in header if name not in unprotected}
    parts.unprotected = _object(value, "unprotected", "The shared unprotected header", parts)
    parts.iv, parts.ciphertext, parts.tag = (
        _segment(value, name, parts) or nothing() for name in ("iv", "ciphertext", "tag")
    )
    parts.aad = _segment(value, "aad", parts)
    entries: list[dict[str, Any]] = [value]
    if "recipients" in value:
        given = value["recipients"]
        for name in ("header", "encrypted_key"):
            if name in value:
                _malformed(parts, f"“{name}” must not stand beside “recipients”")
        if not isinstance(given, list) or not given:
            _malformed(parts, "“recipients” must be an array with at least one recipient")
            given = []
        elif not all(isinstance(entry, dict) for entry in given):
            _malformed(parts, "“recipients” must hold objects only")
        if len(given) > MAX_RECIPIENTS:
            message = f"There are {len(given):,} recipients; the first {MAX_RECIPIENTS} are read."
            parts.findings.append(Finding("recipients-left-out", "token", message))
        entries = [entry for entry in given[:MAX_RECIPIENTS] if isinstance(entry, dict)]
    for entry in entries:
        own = _object(entry, "header", "The header of a recipient", parts)
        key = _segment(entry, "encrypted_key", parts) or nothing()
        parts.recipients.append(RecipientPart(own, key))
        _look_for_doubles(parts, own)
    parts.is_broken |= _is_damaged(parts.protected)


def joined(parts: Parts, recipient: RecipientPart) -> dict[str, Any]:
    """Returns the JOSE header that a recipient reads (RFC 7516 section 4)."""
    return {**(parts.unprotected or {}), **(recipient.header or {}), **parts.protected_header}


def _look_for_doubles(parts: Parts, header: Mapping[str, Any] | None) -> None:
    own, shared = set(header or {}), set(parts.unprotected or {})
    twice = sorted(own & shared | (own | shared) & set(parts.protected_header))
    if twice and not any(f.code == "header-not-disjoint" for f in parts.findings):
        message = (
            f"{quoted(twice[0])} stands in two of the headers, which RFC 7516 section 4 forbids."
        )
        parts.findings.append(Finding("header-not-disjoint", "token", message))


def _object(
    entry: Mapping[str, Any], name: str, what: str, parts: Parts
) -> Mapping[str, Any] | None:
    value = entry.get(name)
    if name not in entry:
        return None
    if not isinstance(value, dict):
        _malformed(parts, f"{what} must be an object")
        return None
    return value


def _segment(entry: Mapping[str, Any], name: str, parts: Parts) -> base64url.Segment | None:
    if name not in entry:
        return None
    value = entry[name]
    if not isinstance(value, str):
        _malformed(parts, f"“{name}” must be a base64url string")
        return None
    segment = base64url.read(value, None, name, wrapped=False)
    parts.findings += segment.findings
    parts.is_broken |= _is_damaged(segment)
    return segment


def _malformed(parts: Parts, what: str) -> None:
    parts.is_broken = True
    message = f"In the JSON serialization {what} (RFC 7516 section 7.2)."
    parts.findings.append(Finding("jwe-malformed", "token", message))


def _is_damaged(segment: base64url.Segment) -> bool:
    """Tells whether a part did not decode, or not to one sequence of bytes alone."""
    return any(finding.severity == "error" for finding in segment.findings)
