"""The statuses in a list: how they are packed, and what they mean (Token Status List, section 4)."""

from __future__ import annotations

import zlib
from collections import Counter

from ..text import base64url

BITS = (1, 2, 4, 8)
"""How many bits a status can have."""
MAX_LIST = 4 * 1024 * 1024
"""The most bytes of an inflated list: 33 million statuses of one bit."""

_MEANINGS = {0: "VALID", 1: "INVALID", 2: "SUSPENDED"}
_OWN = {3, 12, 13, 14, 15}
"""Values of four bits that an application may give a meaning of its own."""


class ListError(Exception):
    """It is no list of statuses; the message is a sentence."""


def inflate(encoded: str) -> bytes:
    """Returns the bytes of a list that is compressed and in base64url.

    Raises:
        ListError: it is not such a list, or it is too large.
    """
    segment = base64url.read(encoded, None, "list", wrapped=False)
    if segment.findings:
        raise ListError(segment.findings[0].message)
    decoder = zlib.decompressobj()
    try:
        data = decoder.decompress(segment.data, MAX_LIST + 1)
    except zlib.error:
        raise ListError("The list is not compressed with DEFLATE in the ZLIB format.") from None
    if len(data) > MAX_LIST:
        raise ListError(f"The list has more than {MAX_LIST:,} bytes, so it is not read.")
    if not decoder.eof:
        raise ListError("The end of the compressed list is missing.")
    if decoder.unused_data:
        raise ListError("More bytes stand behind the end of the compressed list.")
    return data


def size(data: bytes, bits: int) -> int:
    """Returns how many statuses the list has."""
    return len(data) * 8 // bits


def status_at(data: bytes, bits: int, index: int) -> int:
    """Returns the status at an index that is in the list. The lowest bits come first."""
    place = index * bits
    return data[place // 8] >> (place % 8) & (1 << bits) - 1


def counts(data: bytes, bits: int) -> list[tuple[int, int]]:
    """Returns how often each status that occurs is in the list, the lowest first."""
    found: Counter[int] = Counter()
    for byte, count in Counter(data).items():
        for shift in range(0, 8, bits):
            found[byte >> shift & (1 << bits) - 1] += count
    return sorted(found.items())


def meaning(value: int) -> str:
    """Returns what a status means (section 7)."""
    if value in _MEANINGS:
        return _MEANINGS[value]
    if value in _OWN:
        return "APPLICATION_SPECIFIC"
    return "UNREGISTERED"
