"""Other texts that an issuer may have signed instead of the JWS Signing Input.

Each is a guess at one mistake, or at one habit of a service. Whether it is right, `nearly`
finds out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ..text import base64url, json_scan
from ..token.model import Signature, Token

_LONGEST = 10_000
"""Of a longer payload nothing but the usual text is tried."""


class SignedText(NamedTuple):
    """What may have been signed."""

    data: bytes
    how: str = ""
    """Follows “The signature matches” in a sentence; empty for the JWS Signing Input."""
    advice: str = ""
    """What to do, in sentences."""


def other_texts(signature: Signature, token: Token) -> Iterator[SignedText]:
    """Yields what may have been signed instead of the JWS Signing Input. Never raises."""
    header, payload = signature.protected, token.payload
    if len(payload) > _LONGEST or len(header) > _LONGEST:
        return
    if hashed := _hashed_nonce(signature):
        yield SignedText(_bytes(f"{hashed}.{payload}"), "once the header's nonce is hashed", _NONCE)
    if signature.is_unencoded:
        for text, how in _line_ends(payload):
            yield SignedText(_bytes(f"{header}.{text}"), how, _EXACT)
        return
    yield from _paddings(header, payload)
    texts = (signature.header_text or "", token.payload_text or "")
    if texts[1]:
        yield SignedText(
            _bytes(".".join(texts)), "over the texts before they are encoded", _ENCODED
        )
        yield SignedText(_bytes(texts[1]), "over the payload's text alone", _WHOLE)
        yield SignedText(_bytes(payload), "over the payload alone, without the header", _WHOLE)
        for text, how in (*_line_ends(texts[1]), *_rewritten(texts[1], token)):
            encoded = base64url.encode(_bytes(text))
            yield SignedText(_bytes(f"{header}.{encoded}"), how, _EXACT)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hashed_nonce(signature: Signature) -> str | None:
    """Returns the encoded header with its nonce hashed, as Microsoft Entra ID signs it."""
    text, nonce = signature.header_text, (signature.header or {}).get("nonce")
    if not isinstance(nonce, str) or text is None or signature.unprotected:
        return None
    places = [one.value_span for one in json_scan.members(text) if one.name == "nonce"]
    if len(places) != 1:
        return None
    [(start, end)] = places
    hashed = base64url.encode(hashlib.sha256(_bytes(nonce)).digest())
    return base64url.encode(_bytes(f'{text[:start]}"{hashed}"{text[end:]}'))


def _paddings(header: str, payload: str) -> Iterator[SignedText]:
    """Yields both segments with and without padding, and in the alphabet of plain base64."""
    bare = f"{header.rstrip('=')}.{payload.rstrip('=')}"
    if bare != f"{header}.{payload}":
        yield SignedText(_bytes(bare), "once the = are taken away", _UNPADDED)
    padded = ".".join(part + "=" * (-len(part) % 4) for part in bare.split("."))
    if padded != f"{header}.{payload}":
        yield SignedText(_bytes(padded), "once the padding (=) is put back", _PADDED)
    for text in dict.fromkeys((bare, padded)):
        plain = text.replace("-", "+").replace("_", "/")
        if plain != text:
            yield SignedText(
                _bytes(plain), "over the texts in plain base64, with + and /", _ALPHABET
            )


def _line_ends(text: str) -> Iterator[tuple[str, str]]:
    """Yields a text with other line breaks, which editors and shells add and change."""
    bare = text.rstrip("\r\n")
    if bare != text:
        yield bare, "when the line break at the payload's end is left out"
    else:
        yield text + "\n", "when a line break stands at the payload's end"
    unix = text.replace("\r\n", "\n")
    if unix != text:
        yield unix, "when the payload's line breaks are those of Unix (LF)"
    elif "\n" in text:
        yield (
            text.replace("\n", "\r\n"),
            "when the payload's line breaks are those of Windows (CR LF)",
        )


def _rewritten(text: str, token: Token) -> Iterator[tuple[str, str]]:
    """Yields the payload's JSON as other programs write the same value."""
    if token.claims is None or any(isinstance(value, Decimal) for value in token.claims.values()):
        return
    seen = {text}
    for arguments, how in _WRITERS:
        for ascii_only in (False, True):
            try:
                written = json.dumps(token.claims, ensure_ascii=ascii_only, **arguments)
            except (TypeError, ValueError):
                return  # An integer of thousands of digits stands somewhere inside.
            for one, more in ((written, ""), (written.replace("/", r"\/"), ", with \\/ for /")):
                if one not in seen:
                    seen.add(one)
                    yield one, f"when the payload is written as {how}{more}"


_WRITERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"separators": (",", ":")}, "JSON without blanks"),
    ({}, "JSON with a blank after each comma and colon"),
    ({"separators": (",", ":"), "sort_keys": True}, "JSON without blanks, its names sorted"),
    ({"indent": 2}, "JSON indented by two blanks"),
    ({"indent": 4}, "JSON indented by four blanks"),
)

_NONCE = (
    "So the issuer is Microsoft Entra ID, and the token is meant for Microsoft Graph, which alone knows "
    "to hash the nonce: nobody else can accept the token as it stands. Ask for a token for your own "
    "API (a scope such as “api://…/.default”) and verify that."
)
_PADDED = (
    "The issuer signed the segments with their padding, as AWS load balancers do. Do not strip the =, "
    "and verify the token as it came; strict verifiers refuse it even so (RFC 7515 section 2)."
)
_UNPADDED = "Take the token without =, as the issuer signed it (RFC 7515 section 2)."
_ALPHABET = "Let the issuer encode in base64url first, and sign that (RFC 7515 section 5.1)."
_ENCODED = "Let the issuer sign header and payload in base64url, with a dot between (RFC 7515 section 5.1)."
_WHOLE = (
    "Let the issuer sign header and payload together, with a dot between (RFC 7515 section 5.1)."
)
_EXACT = (
    "Somebody wrote the payload anew after it was signed: pass on the exact bytes that were signed."
)
