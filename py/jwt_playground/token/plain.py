"""Reads the token in a text as it stands there, in any form of RFC 7515 and RFC 7516.

Whatever can be read is kept; the faults of the rest become findings. No signature is judged
here. What tools wrapped around a token is the work of `second_look`.
"""

from __future__ import annotations

from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .extract import extract
from .model import NamedSpan, Signature, Token, read_header, read_payload
from .parse_json import parse_json

_JWS = ("header", "payload", "signature")
_JWE = ("header", "encrypted_key", "iv", "ciphertext", "tag")


def parse_plain(text: str) -> Token:
    """Reads the one token in ``text``, and undoes nothing. Never raises.

    The token's spans, and those of its findings on `token`, count code points of ``text``. Other
    findings count in the decoded header or payload.
    """
    place = extract(text)
    if place.kind == "json":
        token = parse_json(text, place.span)
    elif place.kind == "compact":
        token = _parse_compact(text, place.span)
        if place.outer is not None:
            token.behind_at = place.span[1]
            token.behind = text[token.behind_at : place.outer[1]]
    else:
        token = Token("empty" if place.kind == "empty" else "unrecognized")
    token.findings[:0] = place.findings
    return token


def _parse_compact(text: str, span: Span) -> Token:
    parts = _split(text, span)
    token = Token("jws-compact")
    segment = base64url.read(text[slice(*parts[0])], parts[0][0], "header")
    signature = Signature(segment.text, None, None)
    signature.header_text, signature.header = read_header(segment, signature.findings)
    token.signatures.append(signature)
    if len(parts) == 5 or (len(parts) > 3 and "enc" in (signature.header or {})):
        token.form = "jwe-compact"
    names = _JWE if token.is_jwe else _JWS
    for index, part in enumerate(parts):
        token.segments.append(NamedSpan(names[index] if index < len(names) else "extra", part))
    _check_count(token, span)

    for named in token.segments[1:]:
        start, end = named.span
        if named.name == "payload":
            read_payload(text[start:end], start, token)
            continue
        rest = base64url.read(text[start:end], start, named.name)
        token.findings += rest.findings
        if token.is_jwe:
            token.jwe[named.name] = rest
        if named.name == "signature":
            signature.value, signature.encoded = rest.data, rest.text
    return token


def _split(text: str, span: Span) -> list[Span]:
    """Returns the spans between the dots: at most eight. The eighth may hold more dots."""
    spans: list[Span] = []
    start, end = span
    while len(spans) < 7 and (dot := text.find(".", start, end)) >= 0:
        spans.append((start, dot))
        start = dot + 1
    return [*spans, (start, end)]


def _check_count(token: Token, span: Span) -> None:
    count = len(token.segments)
    if count == 2:
        message = (
            "There are two segments; the third, the signature, is missing. "
            "(An unsecured token ends in a dot.)"
        )
        token.findings.append(
            Finding("missing-signature", "token", message, (span[1] - 1, span[1]))
        )
    elif count != (5 if token.is_jwe else 3):
        are = "is one segment" if count == 1 else f"are {count} segments"
        message = (
            f"There {are}. A signed token has three, an encrypted one five; "
            "perhaps a part was not copied, or two tokens run together."
        )
        token.findings.append(Finding("segment-count", "token", message, span))


def is_well_read(token: Token, *, spared: frozenset[str] = frozenset()) -> bool:
    """Tells whether this is a whole token without a fault that copying or wrapping makes.

    Only the writing counts, not what the token says. Errors with the codes in ``spared`` do not
    count.
    """
    header = token.signatures[0].header if token.signatures else None
    if header is None or not isinstance(header.get("alg"), str):
        return False
    if token.form == "jwe-compact" and "enc" not in header:
        return False
    findings = [*token.findings, *token.signatures[0].findings]
    if any(f.severity == "error" and f.code not in spared for f in findings):
        return False
    return token.form != "jws-compact" or _has_usual_length(token.signatures[0])


def _has_usual_length(signature: Signature) -> bool:
    """Tells whether a signature is as long as those of its algorithm, as far as that is known.

    One that is not may have been broken into lines by a tool.
    """
    name, size = (signature.header or {}).get("alg"), len(signature.value)
    known = ALGORITHMS.get(name) if isinstance(name, str) else None
    if known is None or name == "none":
        return True
    if known.signature_bytes is not None:
        return size == known.signature_bytes
    if known.kty == "OKP":
        return size in _EDDSA
    return size >= _SHORTEST_RSA and size % 16 == 0


_EDDSA = (64, 114)
_SHORTEST_RSA = 64
"""Bytes of a signature by a key of 512 bits. Moduli are multiples of 128 bits, as a rule."""
