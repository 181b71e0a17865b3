"""Remarks on the text around a token that explain why a server refuses it, or what else is there."""

from __future__ import annotations

import re

from ..text.percent import unquoted
from ..text.words import quoted
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span

_NEAR = 400
"""So many characters around the token are looked at for a scheme and a name."""
MAX_TEXT = 256 * 1024
"""A longer text is not searched for keys."""

_TWICE = re.compile(
    r"(?<![A-Za-z])(Bearer|DPoP|JWT|Token)[\s:]{1,20}\1[\s:]{0,20}\Z", re.IGNORECASE
)
_NO_SPACE = re.compile(r"(?<![A-Za-z])(Bearer|DPoP|JWT|Token)\Z", re.IGNORECASE)
_NAME = re.compile(
    r"\b(id_token|access_token|refresh_token)[\"'\\]{0,3}\s{0,9}[:=]\s{0,9}[\"'\\]{0,3}\Z"
)
_OTHER = re.compile(
    r"\b(id_token|access_token|refresh_token)[\"'\\]{0,3}\s{0,9}[:=]\s{0,9}[\"'\\]{0,3}([^\s\"'\\&,;]{8,200})"
)
_PARAMETER = re.compile(
    r"(?<![A-Za-z0-9_-])(public_?key|pub_?key|private_?key|key|secret|jwks?|cert|k|p)"
    r"[\"']?[=:][ \"']{0,3}([^\s&\"',;#]{20,8000})",
    re.IGNORECASE,
)
_P256_POINT = re.compile(r"B[A-Za-z0-9_-]{86}=?\Z")


def remarks(text: str, token: Span) -> list[Finding]:
    """Returns findings on the text around the token at the span ``token``."""
    before = text[max(0, token[0] - _NEAR) : token[0]]
    return [*_scheme(before, token), *_beside(text, before, token), *_key(text, token)]


def _scheme(before: str, token: Span) -> list[Finding]:
    if twice := _TWICE.search(before):
        name = twice.group(1)
        message = (
            f"{quoted(name)} stands there twice. A server takes the second one for a part of the token and "
            f"refuses it (often with 401 or 500). Send it once: some tools put {quoted(name)} in front "
            "by themselves."
        )
        return [
            Finding("scheme-malformed", "token", message, (token[0] - len(twice.group()), token[0]))
        ]
    if glued := _NO_SPACE.search(before):
        name = glued.group(1)
        message = (
            f"Between {quoted(name)} and the token stands no space, so a server finds neither the scheme nor "
            f"the token. Put exactly one space there: “{name} eyJ…”."
        )
        return [Finding("scheme-malformed", "token", message, (token[0] - len(name), token[0]))]
    return []


def _beside(text: str, before: str, token: Span) -> list[Finding]:
    own = _NAME.search(before)
    if own is None or len(text) > MAX_TEXT:
        return []
    for other in _OTHER.finditer(text):
        name, value = other.groups()
        if (
            name == own.group(1)
            or value.startswith(("eyJ", "eyI"))
            or value in ("null", "undefined")
        ):
            continue
        message = (
            f"This is the {own.group(1)}. The {name} beside it is no JWT but an opaque text: only the server "
            "that issued it can say what it means. Verify the one that your program uses."
        )
        return [Finding("other-token-beside", "token", message, other.span(2))]
    return []


def _key(text: str, token: Span) -> list[Finding]:
    if len(text) > MAX_TEXT:
        return []
    for match in _PARAMETER.finditer(text):
        if match.end() > token[0] and match.start() < token[1]:
            continue
        value = match.group(2)
        what = _kind_of_key(unquoted(value), match.group(1))
        if not what:
            continue
        message = (
            f"Beside the token stands {what}: {quoted(match.group(1))}. It is not used by itself, because "
            "whoever wrote the token may have written it. If you trust where it comes from, put it into the "
            "key field."
        )
        return [Finding("key-beside-token", "token", message, match.span(2))]
    return []


def _kind_of_key(value: str, name: str) -> str:
    """Returns what a value is, with its article; an empty text if it is no key."""
    if "-----BEGIN" in value[:40]:
        if "PRIVATE" in value[:60]:
            return "a private key"
        return "a certificate" if "CERTIFICATE" in value[:40] else "a public key"
    if value.startswith("{") and '"kty"' in value:
        return "a key (JWK)"
    if name.lower() in ("k", "p", "key") and _P256_POINT.match(value):
        return "a public key (a point on P-256, as Web Push has it)"
    return "a secret" if name.lower() == "secret" else ""
