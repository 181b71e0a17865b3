"""Tokens that are not whole: shortened by a tool, already decoded, or without their beginning.

What is left of them is shown. No signature of such a text is judged, and it is never valid.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..text import json_text
from ..text.words import quoted
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .mapped import Mapped, joined
from .model import NamedSpan, Signature, Token, set_payload
from .plain import is_well_read, parse_plain

_GAP = (
    r"(?:…|⋯|\.{3}(?!\.)|\*{3,}|•{3,}|\[(?:…|\.\.\.|truncated|redacted|snip)[^\[\]]{0,40}\]"
    r"|<(?:truncated|redacted|snip)[^<>]{0,40}>|\(truncated\))"
)
_SHORTENED = re.compile(
    rf"(?<![A-Za-z0-9_.-])(e[wy3][A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]++)*+\.?)[ ]?({_GAP})",
    re.IGNORECASE,
)
# What says no more than that a part is missing.
_OF_A_PART = {
    "base64-length", "base64-noncanonical", "missing-signature", "segment-count", "json-invalid",
    "utf8-invalid", "payload-not-json", "payload-not-read",
}  # fmt: skip


def shortened(text: str) -> Token | None:
    """Reads what is left of a token that a logger or a browser shortened with an ellipsis."""
    match = _SHORTENED.search(text)
    if match is None:
        return None
    start, end = match.span(1)
    finding = Finding(
        "token-incomplete",
        "token",
        f"The program that showed this token shortened it: {quoted(match.group(2))} stands in place of a "
        "part. Nobody can verify what is left. Get the whole token, such as with “Copy value” or “Copy as "
        "cURL” in the browser's network list, or let the log write it in full.",
        match.span(2),
    )
    token = _left_of(text, (start, end - text[start:end].endswith(".")))
    token.findings.insert(0, finding)
    return token


def _left_of(text: str, span: Span) -> Token:
    """Reads the beginning of a token."""
    given = Mapped.whole(text).part(*span)
    if "." not in given.text:
        return Token("unrecognized")
    token = parse_plain(given.text)
    signature = token.signatures[0] if token.signatures else None
    if signature is None or signature.header is None:
        return Token("unrecognized")
    make_partial(token)
    return moved(token, given)


def make_partial(token: Token) -> None:
    """Marks a token as not whole. What follows from that alone is not told again."""
    token.is_whole = False
    token.findings = [f for f in token.findings if f.code not in _OF_A_PART]


def without_beginning(given: Mapped) -> Token | None:
    """Reads a token whose first characters were not copied, with these put back for display."""
    for count, missing in enumerate(("e", "ey", "eyJ", "eyJh", "eyJhb", "eyJhbG"), start=1):
        text = joined([Mapped(missing, [given.places[0]] * (count + 1)), given])
        token = parse_plain(text.text)
        if token.form in ("jws-compact", "jwe-compact") and is_well_read(token):
            what = "first character is" if count == 1 else f"first {count} characters are"
            message = (
                f"The {what} missing: a token begins with “eyJ”, and this one with {quoted(given.text[:3])}. "
                f"{quoted(missing)} was put in front to show what the token says. Copy the token anew, from "
                "its first character on."
            )
            token = moved(token, text)
            token.findings.insert(
                0, Finding("beginning-missing", "token", message, text.span((0, count + 1)))
            )
            return token
    return None


_BETWEEN = re.compile(r"[\"'`\s]{0,20}[.,;]?[\"'`\s]{0,20}(?=\{)")
_OUTLINE = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}]', re.DOTALL)
_LONGEST = 64 * 1024


def already_decoded(text: str) -> Token | None:
    """Reads header and payload that stand in a text as JSON, one after the other."""
    if len(text) > _LONGEST or (start := text.find('{"')) < 0:
        return None
    end = _end_of_object(text, start)
    between = _BETWEEN.match(text, end) if end else None
    last = _end_of_object(text, between.end()) if between else None
    if not between or not last:
        return None
    header, payload = text[start:end], text[between.end() : last]
    read = json_text.read(header, "header", "header")
    if not isinstance(read.value, dict) or not isinstance(read.value.get("alg"), str):
        return None
    token = Token("jws-compact", is_whole=False)
    token.signatures.append(Signature("", header, read.value, findings=read.findings))
    token.segments = [
        NamedSpan("header", (start, start + len(header))),
        NamedSpan("payload", (between.end(), last)),
    ]
    set_payload(payload.encode("utf-8", "surrogatepass"), {}, token)
    message = (
        "This is a token that was already decoded: header and payload stand there in the clear, as logs and "
        ".NET's JwtSecurityToken.ToString() write them. The signature is gone, so nobody can verify it. Log "
        "or copy the raw token (in .NET: RawData) and paste that."
    )
    token.findings.insert(0, Finding("token-decoded", "token", message, (start, last)))
    return token


def _end_of_object(text: str, start: int) -> int | None:
    """Returns the end of the JSON object that begins at ``start``; ``None`` if it does not end."""
    depth = 0
    for match in _OUTLINE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return None


def moved(token: Token, given: Mapped) -> Token:
    """Returns a token that was read from ``given``, with its places in the pasted text."""
    in_order = given.is_in_order

    def place(finding: Finding) -> Finding:
        if finding.where != "token" or finding.span is None:
            return finding
        return replace(finding, span=given.span(finding.span) if in_order else None)

    token.findings = [place(finding) for finding in token.findings]
    for signature in token.signatures:
        signature.findings = [place(finding) for finding in signature.findings]
    token.behind_at = None  # Disclosures in a wrapping have no place of their own.
    if in_order:
        token.segments = [NamedSpan(name, given.span(span)) for name, span in token.segments]
    else:
        token.is_scattered = True
    return token
