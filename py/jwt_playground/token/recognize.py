"""Says what a text is that is no JWT, from the text alone.

It is asked only about texts that cannot be read as a JWT. Nothing is looked up, and nobody is
asked.
"""

from __future__ import annotations

import re

from ..text.percent import unquoted
from . import other_kinds as kinds
from .other_kinds import Kind
from .shapes import SAML_NAMES, by_bytes, by_shape, json_kind
from .vendors import VENDORS

MAX_TEXT = 64 * 1024
"""No token of another kind is longer; of a longer text, the beginning is looked at."""

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_SSH = re.compile(
    r"\s{0,20}(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[a-z0-9-]{1,20}|sk-[a-z0-9-]{1,30}@openssh\.com) AAAA"
)
_HTML = re.compile(r"\s{0,99}<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_SCHEME = re.compile(
    r"(?:Authorization\s{0,9}:\s{0,9})?(Basic|Negotiate|NTLM)\s{1,9}[A-Za-z0-9+/]{4}", re.IGNORECASE
)

_NAME_BEFORE = re.compile(
    r"(?:(?:Set-)?Cookie:\s{0,9})?[A-Za-z_][\w.%-]{0,80}=[\"']?(?=[^=\s])", re.IGNORECASE
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32,128}", re.IGNORECASE)
_OPAQUE = re.compile(r"[\w~+/|:=-]{20,}", re.ASCII)


def recognize(word: str, text: str) -> str | None:
    """Returns a sentence that names what a text is, and says what to do.

    ``word`` is the text without what stands around it. ``None`` if it is nothing that is known.
    """
    kind = _kind(word, text[:MAX_TEXT])
    if kind is None:
        return None
    return f"This {'is' if kind.is_sure else 'seems to be'} {kind.name}, not a JWT. {kind.advice}"


def _kind(word: str, text: str) -> Kind | None:
    if found := _document(text):
        return found
    for row in VENDORS:
        if row.begins.search(text):
            return row.kind
    if len(word) > MAX_TEXT:
        return None
    value = word
    if (before := _NAME_BEFORE.match(word)) and before.end() < len(word):
        value = word[before.end() :].split(";", 1)[0].strip("\"' ")
    for each in dict.fromkeys((word, value, unquoted(value))):
        if found := by_shape(each) or by_bytes(each):
            return found
    return _opaque(word)


def _document(text: str) -> Kind | None:
    """Names keys, documents, and what stands behind another scheme."""
    if pem := _PEM.search(text):
        label = pem.group(1)
        if "PGP" in label:
            return kinds.PGP
        if "PRIVATE" in label:
            return kinds.PRIVATE_KEY
        return kinds.CERTIFICATE if "CERTIFICATE" in label else kinds.PUBLIC_KEY
    if _SSH.match(text):
        return kinds.SSH_KEY
    if _HTML.match(text):
        return kinds.HTML
    if text.startswith("HC1:"):
        return kinds.HEALTH_CERTIFICATE
    if scheme := _SCHEME.match(text.strip()):
        return kinds.BASIC if scheme.group(1).lower() == "basic" else kinds.NEGOTIATE
    if "<" in text and any(name in text for name in SAML_NAMES):
        return kinds.SAML
    return json_kind(text.strip()) if text.lstrip().startswith(("{", "[")) else None


def _opaque(word: str) -> Kind | None:
    """Names what is one word and nothing that can be read."""
    if _UUID.fullmatch(word):
        return kinds.UUID
    if _HEX.fullmatch(word):
        return Kind(f"an opaque token of {len(word)} hexadecimal digits", kinds.HEX)
    if "." in word or word.startswith(("ey", "ew", "e3")):
        return None  # it can be a token, or a part of one
    has_both = any(char.isdigit() for char in word) and any(char.isalpha() for char in word)
    if has_both and _OPAQUE.fullmatch(word) and ":/" not in word:
        return kinds.OPAQUE
    return None
