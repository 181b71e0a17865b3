"""The JSON serializations of JWS and JWE (RFC 7515 and 7516, section 7.2)."""

from __future__ import annotations

from typing import Any

from . import base64url, jsontext
from .findings import Finding
from .offsets import Span
from .tokens import NamedSpan, Signature, Token, read_header, read_payload

MAX_SIGNATURES = 50


def parse_json(text: str, span: Span) -> Token:
    """Reads the flattened or general serialization that stands at ``span`` of ``text``."""
    part = text[slice(*span)]
    read = jsontext.read(part, "token", "token")
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


class _Reader:
    """Reads one serialization; knows where its top-level members stand."""

    def __init__(self, text: str, span: Span, value: dict[str, Any]) -> None:
        self.start = span[0]
        self.whole: Span = (0, len(text))
        self.value = value
        self.token = Token("jws-json-flattened")
        self.places: dict[str, Span] = (
            {member.name: member.value_span for member in jsontext.members(text)} if value else {}
        )

    def jws(self) -> None:
        if "signatures" not in self.value:
            entries: list[Any] = [self.value]
        elif isinstance(self.value["signatures"], list) and self.value["signatures"]:
            entries = self.value["signatures"][:MAX_SIGNATURES]
        else:
            self.wrong("signatures", "must be an array with at least one signature")
            entries = []
        for entry in entries:
            if not isinstance(entry, dict):
                self.wrong("signatures", "must hold objects only")
                continue
            signature = self.header(entry)
            text = self.string(entry, "signature", required=True)
            segment = base64url.read(text, self.offset(entry, "signature"), "signature")
            self.token.findings += segment.findings
            signature.value, signature.encoded = segment.data, segment.text
            self.token.signatures.append(signature)
        header = self.token.signatures[0].header if self.token.signatures else None
        payload = self.string(self.value, "payload", required=False)  # may be detached
        read_payload(payload, self.offset(self.value, "payload"), header, self.token)
        self.segments(("protected", "header"), ("payload", "payload"), ("signature", "signature"))

    def jwe(self) -> None:
        self.string(self.value, "ciphertext", required=True)
        recipients = self.value.get("recipients")
        first = recipients[0] if isinstance(recipients, list) and recipients else {}
        shared = self.value.get("unprotected")
        own = first.get("header") if isinstance(first, dict) else None
        merged: dict[str, Any] = {}
        for part in (shared, own, self.value.get("header")):
            merged |= part if isinstance(part, dict) else {}
        entry = {"protected": self.value.get("protected"), "header": merged}
        self.token.signatures.append(self.header(entry))
        self.segments(
            ("protected", "header"),
            *((name, name) for name in ("encrypted_key", "iv", "ciphertext", "tag")),
        )

    def header(self, entry: dict[str, Any]) -> Signature:
        """The protected and unprotected header of one signature or recipient, merged."""
        given = entry.get("header")
        if given is not None and not isinstance(given, dict):
            self.wrong("header", "must be an object")
        unprotected: dict[str, Any] = given if isinstance(given, dict) else {}
        encoded = self.string(entry, "protected", required=False)
        if not encoded:
            text = jsontext.dump(unprotected) if unprotected else None
            return Signature("", text, unprotected, unprotected=frozenset(unprotected))
        segment = base64url.read(encoded, self.offset(entry, "protected"), "header")
        header_text, protected = read_header(segment, self.token.findings)
        for name in sorted(set(unprotected) & set(protected or {}))[:1]:
            self.found(
                "header-not-disjoint",
                f"“{name}” stands in both the protected and the unprotected header, which RFC 7515 "
                "section 4 forbids.",
            )
        header = None if protected is None else {**unprotected, **protected}
        return Signature(segment.text, header_text, header, unprotected=frozenset(unprotected))

    def string(self, entry: dict[str, Any], name: str, *, required: bool) -> str:
        value = entry.get(name)
        if isinstance(value, str):
            return value
        if value is not None:
            self.wrong(name, "must be a base64url string")
        elif required:
            self.wrong(name, "is missing")
        return ""

    def offset(self, entry: dict[str, Any], name: str) -> int:
        """Where a member's text begins; of an entry of `signatures`, the serialization's start."""
        place = self.places.get(name) if entry.get(name) == self.value.get(name) else None
        return self.start + (place[0] + 1 if place else 0)

    def segments(self, *names: tuple[str, str]) -> None:
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
        start, end = span or self.whole
        self.token.findings.append(
            Finding(code, "token", message, (self.start + start, self.start + end))
        )
