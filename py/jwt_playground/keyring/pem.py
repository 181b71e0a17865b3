"""Finds the blocks of a PEM text (RFC 7468), and tells which of them belong to one key."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

from ..keys.der import der_length, names_in_certificate
from ..text import base64url

MAX_BLOCKS = 50
"""So many blocks of one text are looked at."""

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,60})-----")
_HEADERS = re.compile(r"\A\s*(?:[A-Za-z][A-Za-z0-9-]*: [^\n]*\n)+")


class Block(NamedTuple):
    """A complete block of PEM."""

    label: str
    """What stands after BEGIN, such as `PUBLIC KEY`."""
    body: str
    """The text between the BEGIN line and the END line."""
    data: bytes | None
    """The bytes in the body; ``None`` if it is not base64."""
    mended: str | None = None
    """What had happened to the body, in a sentence, if its bytes could be told all the same."""

    @property
    def is_encrypted_by_openssl(self) -> bool:
        """Whether PEM headers say that the body is encrypted in OpenSSL's old way (RFC 1421)."""
        return "Proc-Type: 4,ENCRYPTED" in self.body


class Blocks(NamedTuple):
    """What a PEM text holds."""

    found: list[Block]
    """The complete blocks, without `EC PARAMETERS`.

    OpenSSL writes those before a key that names its curve itself.
    """
    cut_off: int
    """How many blocks have no END line."""
    more: int
    """How many blocks follow the first `MAX_BLOCKS`."""


def blocks(text: str) -> Blocks:
    """Returns the blocks of a PEM text. A block ends before the next one begins. Never raises."""
    found: list[Block] = []
    cut_off = 0
    begin = _BEGIN.search(text)
    for _ in range(MAX_BLOCKS):
        if begin is None:
            break
        following = _BEGIN.search(text, begin.end())
        limit = following.start() if following else len(text)
        end = text.find(f"-----END {begin[1]}-----", begin.end(), limit)
        if end < 0:
            cut_off += 1
        elif begin[1] != "EC PARAMETERS":
            body = text[begin.end() : end]
            found.append(_block(begin[1], body))
        begin = following
    more = sum(1 for _ in _BEGIN.finditer(text, begin.start())) if begin else 0
    return Blocks(found, cut_off, more)


def by_key(found: list[Block]) -> list[list[Block]]:
    """Returns the blocks in groups, one group per key, in the order of their first blocks.

    A certificate and those of its issuers are one group, wherever they stand in the text. The
    key of such a group is the one in its first certificate: the key of an issuer signs
    certificates, not tokens. The names of issuer and subject decide, as in a certification path
    (RFC 5280 section 6.1). Signatures are not checked here.
    """
    certificates = [
        (index, names)
        for index, block in enumerate(found)
        if block.label == "CERTIFICATE" and (names := names_in_certificate(block.data or b""))
    ]
    by_subject: dict[bytes, int] = {}
    for index, (_, subject) in certificates:
        by_subject.setdefault(subject, index)
    issuer_of = {
        index: by_subject[issuer]
        for index, (issuer, subject) in certificates
        if issuer != subject and issuer in by_subject
    }
    issuers = set(issuer_of.values())
    grouped: set[int] = set()
    groups: dict[int, list[Block]] = {}
    # Issuers come last: they are groups of their own only if no chain holds them, as in a circle.
    for index in sorted(range(len(found)), key=lambda index: (index in issuers, index)):
        if index in grouped and index in issuers:
            continue
        chain = [index]
        while (above := issuer_of.get(chain[-1])) is not None and above not in chain:
            chain.append(above)
        grouped.update(chain)
        groups[index] = [found[one] for one in chain]
    return [groups[index] for index in sorted(groups)]


def _block(label: str, body: str) -> Block:
    data = _decode(body)
    if "Proc-Type" in body or (data and (_is_der(data) or label.startswith("OPENSSH"))):
        return Block(label, body, data)
    from .bodies import mended  # Loaded here, since most texts need no mending.

    found = mended(_HEADERS.sub("", body))
    return Block(label, body, *found) if found and found[0] != data else Block(label, body, data)


def _is_der(data: bytes) -> bool:
    return data[:1] == b"\x30" and der_length(data) == len(data)


def _decode(body: str) -> bytes | None:
    try:
        return base64.b64decode(base64url.without_blanks(_HEADERS.sub("", body)), validate=True)
    except (binascii.Error, ValueError):
        return None
