"""Recognizes a payload that is a token itself: a nested JWT (RFC 7519 section 5.2)."""

from __future__ import annotations

import re
from typing import Any

from ..text import base64url, json_text
from ..text.words import quoted
from ..vocabulary.findings import Finding

# The header begins with {" in base64url. A JWS has two dots, a JWE has four.
_COMPACT = re.compile(r"(eyJ[A-Za-z0-9_-]{8,8000}+)\.[A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]*+){1,3}+")


def says_nested(header: dict[str, Any]) -> bool:
    """Tells whether `cty` says that the payload is a JWT."""
    cty = header.get("cty")
    return isinstance(cty, str) and cty.lower().removeprefix("application/") == "jwt"


def nested(text: str, header: dict[str, Any]) -> list[Finding]:
    """Returns a finding if the payload ``text`` is a token; quotes around it do not matter.

    ``header`` is the JOSE header of the token that holds it. Never raises.
    """
    start = text[:100].lstrip(' \t\r\n"')
    if not start.startswith("eyJ"):
        return []
    bare = text.strip(" \t\r\n").strip('"')
    match = _COMPACT.fullmatch(bare)
    inner = json_text.read(_decoded(match[1]), "payload", "payload").value if match else None
    if not isinstance(inner, dict) or "alg" not in inner:
        return []
    alg = inner["alg"]
    kind = "an encrypted token" if "enc" in inner else "a signed token"
    message = (
        f"The payload is {kind} again, whose header says alg {quoted(alg) if isinstance(alg, str) else 'otherwise'}: "
        "a nested JWT (RFC 7519 section 5.2). The signature here covers it, but the claims are inside, "
        "with a signature of their own."
    )
    if not says_nested(header):
        message += " The header should say so with cty “JWT”."
    message += " It is read as the next layer. Paste the payload as the token to see it alone."
    return [Finding("payload-is-token", "payload", message)]


def _decoded(segment: str) -> str:
    return base64url.read(segment, None, "header").data.decode("utf-8", "replace")
