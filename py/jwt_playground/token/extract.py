"""Finds the token in a pasted text: in a log line, a URL, a header, JSON or quotes.

Verifiers take a token and nothing else, but people paste what they have. A finding reports
whatever is set aside here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ..text import json_text
from ..text.base64url import BLANK, letters_only, read
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .disclosures import disclosure_findings
from .edges import edge_findings
from .parse_json import is_jose_json

MAX_LENGTH = 4 * 1024 * 1024
"""The longest text that is read, in code points.

Real tokens are much shorter: servers refuse HTTP headers of more than some kilobytes.
"""

# A JOSE header is a JSON object, so its base64url begins with ey (for `{"`, or `{` and a space),
# ew (for `{` and a tab or line break) or e3 (for `{}`).
_BEGINS = ("ey", "ew", "e3")
# A scheme may stand before it without a space.
_COMPACT = re.compile(
    r"(?:(?<![A-Za-z0-9_-])|(?<=Bearer)|(?<=bearer))e[wy3][A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]*+=*+)++"
)
_LOOSE = re.compile(rf"[A-Za-z0-9_+/={BLANK}.-]*")
_EDGE = re.compile(rf"[{BLANK}]*")
_OPENING = re.compile(
    rf"(?:(?:Authorization|Bearer|DPoP|JWT|Token)(?:[{BLANK}:=]+|(?=eyJ))|[\"'`“”‘’<(\[])",
    re.IGNORECASE,
)
# What follows the issuer's JWT in an SD-JWT: disclosures, and perhaps a key-binding JWT.
_DISCLOSED = re.compile(r"~[A-Za-z0-9_.=~-]*+")


@dataclass(slots=True)
class Extract:
    """Where in the text the token stands, and how it is written.

    `empty` means that the text holds only blanks, `none` that no token was found.
    """

    kind: Literal["empty", "none", "compact", "json"]
    span: Span = (0, 0)
    """The place of the token; for `none`, the text without the blanks at its ends."""
    findings: list[Finding] = field(default_factory=list)
    outer: Span | None = None
    """The place of all that belongs to the token, if it is more than ``span``: an SD-JWT."""


def extract(text: str) -> Extract:
    """Looks for one token in ``text``. Never raises.

    Spans count code points of ``text``. Of several tokens it takes the first.
    """
    if as_compact(text) is not None:
        return Extract("compact", (0, len(text)))
    whole = _trim(text) if len(text) <= MAX_LENGTH else (0, len(text))
    found = _search(text, whole)
    if found.kind in ("compact", "json"):
        span = found.outer or found.span
        alone = found.kind == "compact" and span == whole
        found.findings[:0] = edge_findings(text, span, only_invisible=not alone)
    return found


def _search(text: str, whole: Span) -> Extract:
    """Looks for one token. ``whole`` is the span of the text without the blanks at its ends."""
    if len(text) > MAX_LENGTH:
        size = f"{len(text):,} characters; the engine reads up to {MAX_LENGTH:,}."
        return Extract(
            "none", findings=[Finding("token-too-large", "token", f"The text has {size}")]
        )
    if whole[0] >= whole[1]:
        return Extract(
            "empty", findings=[Finding("empty-token", "token", "Paste a token to begin.")]
        )
    inner = _unwrap(text, whole)
    if inner[0] >= inner[1]:  # quotes or brackets with nothing in them
        return Extract("none", whole, [_not_a_token(whole)])
    if text[inner[0]] == "{" and is_jose_json(text[inner[0] : inner[1]]):
        return Extract("json", inner, _set_aside(whole, inner))
    if _is_unencoded(text, inner):
        return Extract("compact", inner, _set_aside(whole, inner))
    if "~" in text and (disclosing := _disclosing(text, whole, inner)):
        return disclosing
    if _is_damaged(text, inner):
        return Extract("compact", inner, _set_aside(whole, inner))
    tokens = list(_COMPACT.finditer(text, inner[0], inner[1]))
    if _LOOSE.fullmatch(text, inner[0], inner[1]) and not _separate(text, inner, tokens):
        if tokens or "." in text[inner[0] : inner[1]] or _starts_like_header(text, inner):
            return Extract("compact", inner, _set_aside(whole, inner))
    if tokens:
        span = tokens[0].span()
        findings = _set_aside(whole, span)
        findings += _several({match.group() for match in tokens}, span)
        return Extract("compact", span, findings)
    if _dotted(text, inner):
        return Extract("compact", inner, _set_aside(whole, inner))
    return Extract("none", whole, [_not_a_token(whole)])


def as_compact(text: str) -> bytes | None:
    """Returns the text as ASCII if it is one compact JWS and nothing else, otherwise ``None``.

    It looks only at the characters: its three parts need not be decodable.
    """
    if len(text) > MAX_LENGTH or not text.startswith(_BEGINS) or not text.isascii():
        return None
    token = text.encode("ascii")
    return token if letters_only(token, b"..") else None


def unwrapped(text: str) -> Span:
    """Returns the place of the text without blanks, quotes, `Bearer` and the like around it."""
    return _unwrap(text, _trim(text))


def _disclosing(text: str, whole: Span, inner: Span) -> Extract | None:
    """Returns the place of an SD-JWT's first part, the issuer's JWT, if one stands in the text."""
    token = _COMPACT.search(text, *inner)
    if token is None or token.group().count(".") != 2:
        return None
    rest = _DISCLOSED.match(text, token.end(), inner[1])
    if rest is None:
        return None
    outer = token.start(), rest.end()
    findings = [*_set_aside(whole, outer), *disclosure_findings(text, rest.span())]
    # The token behind a tilde is the key-binding JWT of another copy.
    others = (m for m in _COMPACT.finditer(text, *inner) if text[m.start() - 1] != "~")
    findings += _several({token.group(), *(match.group() for match in others)}, token.span())
    return Extract("compact", token.span(), findings, outer)


def _several(tokens: set[str], shown: Span) -> list[Finding]:
    if len(tokens) == 1:
        return []
    message = f"The text holds {len(tokens)} different tokens. The first is shown; paste the one that you mean."
    return [Finding("several-tokens", "token", message, shown)]


def _not_a_token(span: Span) -> Finding:
    message = (
        "No token can be made out here. A JWT is three parts of base64url with dots between them and "
        "usually begins with “eyJ”."
    )
    return Finding("not-a-token", "token", message, span)


def _trim(text: str, span: Span | None = None) -> Span:
    start, end = span or (0, len(text))
    head = _EDGE.match(text, start, end)
    start = head.end() if head else start
    while end > start and _EDGE.match(text[end - 1]).end():  # type: ignore[union-attr]
        end -= 1
    return start, end


def _unwrap(text: str, span: Span) -> Span:
    """Removes quotes, `Bearer`, a trailing comma and the like until none are left."""
    while True:
        start, end = span
        opening = _OPENING.match(text, start, end)
        if opening and opening.end() < end:
            start = opening.end()
        if end - 1 > start and text[end - 1] in "\"'`“”‘’>)];,":
            end -= 1
        after = _trim(text, (start, end))
        if after == span:
            return span
        span = after


def _set_aside(whole: Span, inner: Span) -> list[Finding]:
    if whole == inner:
        return []
    return [
        Finding(
            "surrounding-text",
            "token",
            "The text around the token was set aside. A verifier must be given the token alone.",
            (whole[0], inner[0]) if inner[0] > whole[0] else (inner[1], whole[1]),
        )
    ]


def _is_unencoded(text: str, span: Span) -> bool:
    """Tells whether the header says `b64: false`.

    The payload is then unencoded and may hold any characters (RFC 7797 section 5.2).
    """
    dot = text.find(".", *span)
    if dot < 0 or text.count(".", *span) != 2 or not _starts_like_header(text, span):
        return False
    header = json_text.read(
        read(text[span[0] : dot], 0, "header").data.decode("utf-8", "replace"), "header", "header"
    )
    return isinstance(header.value, dict) and header.value.get("b64") is False


def _is_damaged(text: str, span: Span) -> bool:
    """Tells whether this is one word like a token, but with characters that do not belong in it.

    It begins like a JOSE header and has the dots of a JWS or JWE.
    """
    word = text[span[0] : span[1]]
    return (
        _starts_like_header(text, span)
        and word.count(".") in (2, 4)
        and not _COMPACT.fullmatch(word)
        and not re.search(rf"[{BLANK}&\"',;?#<>]", word)
    )


def _separate(text: str, span: Span, tokens: list[re.Match[str]]) -> bool:
    """Tells whether white space separates tokens or words. Otherwise it wraps one long token."""
    chunks = text[span[0] : span[1]].split()
    if len(chunks) == 1:
        return False
    whole = sum(match.group().count(".") >= 2 for match in tokens)
    return whole > 1 or not chunks[0].startswith(_BEGINS)


def _starts_like_header(text: str, span: Span) -> bool:
    return text.startswith(_BEGINS, span[0]) and span[1] - span[0] > 8


def _dotted(text: str, span: Span) -> bool:
    """Tells whether this is one word with the dots of a JWS or JWE, whatever it begins with."""
    part = text[span[0] : span[1]]
    return part.count(".") in (2, 4) and not any(char.isspace() for char in part)
