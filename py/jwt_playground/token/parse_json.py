"""Reads the JSON serializations of JWS and JWE (RFC 7515 and RFC 7516, section 7.2)."""

from __future__ import annotations

from typing import Any

from ..text import base64url, json_scan, json_text
from ..text.words import quoted
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .model import NamedSpan, Signature, Token, read_header, read_payload

MAX_SIGNATURES = 20
"""The most signatures of one token that are read. A finding reports that there are more."""


def parse_json(text: str, span: Span) -> Token:
    """Reads the flattened or general serialization at ``span`` of ``text``. Never raises.

    Spans count code points of ``text``.
    """
    part = text[slice(*span)]
    read = json_text.read(part, "token", "token")
    value: dict[str, Any] = read.value if isinstance(read.value, dict) else {}
    kind = "jwe" if "ciphertext" in value or "recipients" in value else "jws"
    general = "recipients" in value or "signatures" in value
    reader = _Reader(part, span, value)
    if kind == "jwe":
        reader.token.form = "jwe-json-general" if general else "jwe-json-flattened"
    elif general:
        reader.token.form = "jws-json-general"
    for finding in read.findings:
        reader.found(finding.code, finding.message, finding.span)
    if read.ok and kind == "jwe":
        reader.jwe()
    elif read.ok:
        reader.jws()
    return reader.token


def is_jose_json(text: str) -> bool:
    """Tells whether this is, or was meant as, a JSON serialization of a JWS or JWE.

    See RFC 7515 section 7.2 and RFC 7516 section 7.2.
    """
    parsed = json_text.read(text, "token", "token")
    if not parsed.ok:
        # If the JSON was meant as a token, its fault helps more than a search for tokens in it.
        names = ('"signature', '"ciphertext"', '"protected"')
        deep = any(finding.code == "json-too-deep" for finding in parsed.findings)
        return deep or any(name in text for name in names)
    value = parsed.value
    return isinstance(value, dict) and not {
        "signatures",
        "signature",
        "ciphertext",
        "protected",
    }.isdisjoint(value)


class _Reader:
    """Reads one serialization. ``text`` is the part of the given text at ``span``."""

    def __init__(self, text: str, span: Span, value: dict[str, Any]) -> None:
        self.start = span[0]
        self.whole: Span = (0, len(text))
        self.value = value
        self.token = Token("jws-json-flattened")
        self.places: dict[str, Span] = (
            {member.name: member.value_span for member in json_scan.members(text)} if value else {}
        )

    def jws(self) -> None:
        for entry in self.entries():
            signature = self.header(entry)
            text = self.string(entry, "signature", required=True)
            segment = self.read(text, entry, "signature", "signature")
            signature.findings += segment.findings
            signature.value, signature.encoded = segment.data, segment.text
            self.token.signatures.append(signature)
        if len({signature.is_unencoded for signature in self.token.signatures}) > 1:
            message = "All signatures must agree on b64 (RFC 7797 section 3); these do not."
            self.found("jws-json-members", message)
        payload = self.string(self.value, "payload", required=False)  # may be detached
        read_payload(payload, self.offset(self.value, "payload"), self.token, wrapped=False)
        self.segments(("protected", "header"), ("payload", "payload"), ("signature", "signature"))

    def entries(self) -> list[dict[str, Any]]:
        """Returns the objects that hold one signature each.

        In the flattened serialization this is the top-level object itself.
        """
        if "signatures" not in self.value:
            return [self.value]
        for name in sorted({"signature", "protected", "header"} & set(self.value)):
            self.wrong(name, "must not stand beside “signatures”")
        given = self.value["signatures"]
        if not isinstance(given, list) or not given:
            self.wrong("signatures", "must be an array with at least one signature")
            return []
        if len(given) > MAX_SIGNATURES:
            message = f"There are {len(given):,} signatures; the first {MAX_SIGNATURES} are read."
            self.found("signatures-left-out", message, self.places.get("signatures"))
        if not all(isinstance(entry, dict) for entry in given):
            self.wrong("signatures", "must hold objects only")
        return [entry for entry in given[:MAX_SIGNATURES] if isinstance(entry, dict)]

    def jwe(self) -> None:
        self.string(self.value, "ciphertext", required=True)
        self.token.jwe_json = self.value
        recipients = self.value.get("recipients")
        first = recipients[0] if isinstance(recipients, list) and recipients else {}
        shared = self.value.get("unprotected")
        own = first.get("header") if isinstance(first, dict) else None
        merged: dict[str, Any] = {}
        for part in (shared, own, self.value.get("header")):
            merged |= part if isinstance(part, dict) else {}
        entry = {"protected": self.value.get("protected", ""), "header": merged}
        self.token.signatures.append(self.header(entry))
        self.segments(
            ("protected", "header"),
            *((name, name) for name in ("encrypted_key", "iv", "ciphertext", "tag")),
        )

    def header(self, entry: dict[str, Any]) -> Signature:
        """Reads the protected and the unprotected header of one signature or recipient."""
        given = entry.get("header", {})
        if not isinstance(given, dict):
            self.wrong("header", "must be an object")
        unprotected: dict[str, Any] = given if isinstance(given, dict) else {}
        names = frozenset(unprotected)
        shown = json_text.dump(unprotected) if unprotected else None
        encoded = self.string(entry, "protected", required=False)
        if not encoded:
            return Signature("", shown, unprotected, unprotected=names, unprotected_text=shown)
        segment = self.read(encoded, entry, "protected", "header")
        signature = Signature(segment.text, None, None, unprotected=names, unprotected_text=shown)
        signature.header_text, protected = read_header(segment, signature.findings)
        for name in sorted(names & set(protected or {}))[:1]:
            self.found(
                "header-not-disjoint",
                f"{quoted(name)} stands in both the protected and the unprotected header, which RFC "
                "7515 section 4 forbids.",
            )
        if protected is not None:
            signature.header = {**unprotected, **protected}
            signature.unprotected = names - set(protected)
        return signature

    def string(self, entry: dict[str, Any], name: str, *, required: bool) -> str:
        """Returns a string member; if it is missing or no string, the empty string."""
        value = entry.get(name, "" if not required else None)
        if isinstance(value, str):
            return value
        self.wrong(name, "must be a base64url string" if name in entry else "is missing")
        return ""

    def read(self, text: str, entry: dict[str, Any], member: str, name: str) -> base64url.Segment:
        return base64url.read(text, self.offset(entry, member), name, wrapped=False)

    def offset(self, entry: dict[str, Any], name: str) -> int | None:
        """Returns where the string of a top-level member begins in the given text.

        ``None`` for members inside `signatures` and for strings with escapes.
        """
        value = entry.get(name)
        if entry is not self.value or name not in self.places or not isinstance(value, str):
            return None
        start, end = self.places[name]
        return self.start + start + 1 if end - start == len(value) + 2 else None

    def segments(self, *names: tuple[str, str]) -> None:
        """Adds a segment for each top-level member in ``names`` (member, name of the segment)."""
        for member, name in names:
            if member in self.places and isinstance(self.value.get(member), str):
                start, end = self.places[member]
                self.token.segments.append(
                    NamedSpan(name, (self.start + start + 1, self.start + end - 1))
                )

    def wrong(self, name: str, what: str) -> None:
        message = f"In the JSON serialization “{name}” {what} (RFC 7515 section 7.2)."
        self.found("jws-json-members", message, self.places.get(name))

    def found(self, code: str, message: str, span: Span | None = None) -> None:
        """Adds a finding. ``span`` counts in the serialization; ``None`` means all of it."""
        start, end = span or self.whole
        self.token.findings.append(
            Finding(code, "token", message, (self.start + start, self.start + end))
        )
