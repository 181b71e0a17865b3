"""Takes an SD-JWT apart: what the issuer signed, the disclosures, the key-binding JWT."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..token.model import Signature, Token
from ..vocabulary.spans import Span

MAX_DISCLOSURES = 1_000
"""The most disclosures that are read. Credentials have some tens."""


@dataclass(slots=True)
class Parts:
    """The parts of an SD-JWT (RFC 9901 section 4), from either serialization."""

    hashed: str
    """What `sd_hash` is the hash of: the issuer's JWT and the disclosures (section 4.3.1)."""
    disclosures: list[tuple[str, Span | None]] = field(default_factory=list)
    """Each with its place in the given text."""
    binding: str | None = None
    """The key-binding JWT."""
    faults: list[str] = field(default_factory=list)
    """What is wrong with how it is put together, in sentences."""
    left_out: int = 0
    """How many disclosures were not read, since there are too many."""


def take_apart(token: Token, text: str) -> Parts:
    """Returns the parts of an SD-JWT; ``text`` is the text in which the token was found."""
    signature = token.signatures[0]
    parts = Parts(f"{signature.protected}.{token.payload}.{signature.encoded}")
    if token.behind:
        _compact(parts, token)
    else:
        _json(parts, token, signature, text)
    return parts


def _compact(parts: Parts, token: Token) -> None:
    at = token.behind_at
    disclosed, _, last = token.behind.rpartition("~")
    parts.hashed += f"{disclosed}~"
    offset = 1
    # A million of empty disclosures is quickly written: so many are not even taken apart.
    for piece in disclosed.split("~", MAX_DISCLOSURES + 1)[1 : MAX_DISCLOSURES + 1]:
        span = None if at is None else (at + offset, at + offset + len(piece))
        parts.disclosures.append((piece, span))
        offset += len(piece) + 1
    parts.left_out = disclosed.count("~") - len(parts.disclosures)
    if last.count(".") == 2:
        parts.binding = last
    elif last:
        parts.faults.append("Behind the last “~” stands something that is no key-binding JWT.")


def _json(parts: Parts, token: Token, signature: Signature, text: str) -> None:
    header: dict[str, Any] = signature.header or {}
    given = header.get("disclosures", []) if "disclosures" in signature.unprotected else []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        parts.faults.append("In the unprotected header “disclosures” must be an array of strings.")
        given = []
    parts.hashed = "~".join([parts.hashed, *given, ""])
    parts.left_out = max(0, len(given) - MAX_DISCLOSURES)
    end = 0
    for each in given[:MAX_DISCLOSURES]:
        start = text.find(f'"{each}"', end)
        span = None if start < 0 else (start + 1, start + 1 + len(each))
        end = end if span is None else span[1]
        parts.disclosures.append((each, span))
    binding = header.get("kb_jwt") if "kb_jwt" in signature.unprotected else None
    if isinstance(binding, str):
        parts.binding = binding
    elif "kb_jwt" in signature.unprotected:
        parts.faults.append("In the unprotected header “kb_jwt” must be a string.")
    if any({"disclosures", "kb_jwt"} & other.unprotected for other in token.signatures[1:]):
        parts.faults.append(
            "Disclosures and a key-binding JWT belong to the first signature; here another one has some."
        )
