"""Finds the blocks of a PEM text (RFC 7468), and tells which of them belong to one key."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

from ..keys.der import names_in_certificate
from ..text import base64url

MAX_BLOCKS = 50
"""So many blocks of one text are looked at."""

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,60})-----")
_HEADERS = re.compile(r"\A\s*(?:[A-Za-z0-9-]+: [^\n]*\n)+")


class Block(NamedTuple):
    """A complete block of PEM."""

    label: str
    """What stands after BEGIN, such as `PUBLIC KEY`."""
    body: str
    """The text between the BEGIN line and the END line."""
    data: bytes | None
    """The bytes in the body; ``None`` if it is not base64."""

    @property
    def is_encrypted_by_openssl(self) -> bool:
        """Whether PEM headers say that the body is encrypted in OpenSSL's old way (RFC 1421)."""
        return "Proc-Type: 4,ENCRYPTED" in self.body

    @property
    def text(self) -> str:
        """The whole block, from BEGIN to END, as it stood in the text."""
        return f"-----BEGIN {self.label}-----{self.body}-----END {self.label}-----"


def blocks(text: str) -> tuple[list[Block], bool]:
    """Returns the complete blocks of a PEM text, and whether there are more than `MAX_BLOCKS`.

    Blocks of `EC PARAMETERS` are left out: OpenSSL writes one before a key that names its curve
    itself. Never raises.
    """
    found: list[Block] = []
    at = 0
    for _ in range(MAX_BLOCKS):
        begin = _BEGIN.search(text, at)
        if begin is None:
            return found, False
        end = text.find(f"-----END {begin[1]}-----", begin.end())
        if end < 0:
            at = begin.end()
            continue
        if begin[1] != "EC PARAMETERS":
            body = text[begin.end() : end]
            found.append(Block(begin[1], body, _decode(body)))
        at = end
    return found, _BEGIN.search(text, at) is not None


def by_key(found: list[Block]) -> list[list[Block]]:
    """Returns the blocks in groups, one group per key.

    A certificate and the certificate of its issuer are one group if they follow each other. The
    key of such a group is the one in its first certificate. The names of issuer and subject
    decide, as in a certification path (RFC 5280 section 6.1). Signatures are not checked here.
    """
    groups: list[list[Block]] = []
    for block in found:
        if groups and _issued(groups[-1][-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _issued(block: Block, following: Block) -> bool:
    """Tells whether the second block is the certificate of the first one's issuer."""
    if block.label != "CERTIFICATE" or following.label != "CERTIFICATE":
        return False
    own = names_in_certificate(block.data or b"")
    other = names_in_certificate(following.data or b"")
    if own is None or other is None:
        return False
    (issuer, subject), (_, name) = own, other
    return issuer == name and issuer != subject


def _decode(body: str) -> bytes | None:
    try:
        return base64.b64decode(base64url.without_blanks(_HEADERS.sub("", body)), validate=True)
    except (binascii.Error, ValueError):
        return None
