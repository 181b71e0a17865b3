"""Says what makes a token long, and what to do about it. Each sentence quotes the claim."""

from __future__ import annotations

import re

from ..text.words import quoted
from ..token.model import Token
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding
from .division import Content, Division, Item, Part

MAX_REMARKS = 10
"""The most suggestions; nobody does more at once."""
LONG_NAME = 24
"""A name that takes fewer bytes of the token is not worth a remark."""
LARGE_CLAIM = 200
"""The same for a claim."""
WHITE_SPACE = 16
"""The same for white space."""
SHORT_SIGNATURE = 64
"""Bytes: the signature of ES256 and Ed25519."""

_CARRIES_A_KEY = {"x5c": "x5t#S256 or kid", "jwk": "kid"}
_BLANK = re.compile(r'"(?:[^"\\]++|\\.)*+"|([ \t\r\n]++)', re.DOTALL)


def advice(token: Token, division: Division) -> list[Finding]:
    """Returns the suggestions, those that save most in each kind first."""
    found: list[Finding] = []
    by_size = sorted(division.items, key=lambda item: -item["bytes"])
    contents = division.contents
    for item in by_size:
        if item["kind"] == "member" and item["name"] is not None:
            found += _about_member(item, item["name"], division.total, contents)
    found += _signature(token, division)
    for content in contents.values():
        found += _white_space(content)
    return found[:MAX_REMARKS]


def _about_member(
    item: Item, name: str, total: int, contents: dict[Part, Content]
) -> list[Finding]:
    part: Part = "header" if item["part"] == "header" else "payload"
    content = contents[part]
    span = next(member.span for member in content.members if member.name == name)
    size, long = item["bytes"], item["name_bytes"]
    found: list[Finding] = []
    if part == "header" and name in _CARRIES_A_KEY:
        message = (
            f"{quoted(name)} takes {size:,} bytes. It carries a key with every request. "
            f"{_CARRIES_A_KEY[name]} names the key in a few bytes, and services fetch the key set once."
        )
        found.append(Finding("size-key-in-header", part, message, span))
    elif size >= LARGE_CLAIM and size * 5 >= total:
        message = (
            f"{quoted(name)} takes {size:,} of {total:,} bytes, with every request. Send only what the "
            "services decide by. What they need rarely, let them look up by sub."
        )
        found.append(Finding("size-large-claim", part, message, span))
    if long >= LONG_NAME:
        message = (
            f"The name {quoted(name)} alone takes {long:,} bytes. A shorter one says the same; if it must "
            "be unique, a short domain does as well."
        )
        found.append(Finding("size-long-name", part, message, span))
    return found


def _signature(token: Token, division: Division) -> list[Finding]:
    header = (token.signatures[0].header if token.signatures else None) or {}
    alg = header.get("alg")
    size = sum(item["bytes"] for item in division.items if item["part"] == "signature")
    short = (4 * SHORT_SIGNATURE + 2) // 3
    if token.is_jwe or not isinstance(alg, str) or alg not in ALGORITHMS or size <= short:
        return []
    if ALGORITHMS[alg].kty == "oct":
        return []
    message = (
        f"The signature of {quoted(alg)} takes {size:,} bytes. Those of ES256 and Ed25519 take {short}: "
        f"{size - short:,} fewer, and services still verify with a public key alone."
    )
    return [Finding("size-signature", "signature", message)]


def _white_space(content: Content) -> list[Finding]:
    blanks = sum(len(match[1]) for match in _BLANK.finditer(content.text) if match[1])
    saved = (4 * blanks) // 3
    if saved < WHITE_SPACE:
        return []
    message = (
        f"White space between the members of the {content.part} takes about {saved:,} bytes. Issuers "
        "should write the JSON without it."
    )
    return [Finding("size-white-space", content.part, message)]
