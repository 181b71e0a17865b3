"""Tells whether bytes are an ASN.1 structure at all (X.690), whatever it means.

`der` reads the keys that sign tokens. This also recognizes those that it does not read: keys of
other curves and algorithms, certificate requests, bundles. A random secret is none of them: its
bytes would have to be tags and lengths that fit together to the end.
"""

from __future__ import annotations

_SEQUENCE = 0x30
_CONSTRUCTED = 0x20
_INDEFINITE = 0x80
_UNIVERSAL = frozenset(
    {1, 2, 3, 4, 5, 6, 9, 10, 12, 18, 19, 20, 22, 23, 24, 26, 27, 28, 30, 0x30, 0x31}
)
"""Tags of universal types that occur in keys and certificates (X.680 section 8)."""
_MAX_DEPTH = 20
_MAX_VALUES = 2_000
"""After so many values it is a structure, whatever follows."""


def is_structure(data: bytes) -> bool:
    """Tells whether ``data`` begins with a SEQUENCE of two or more well-formed values.

    Lengths may be definite (DER) or, for the SEQUENCE itself, indefinite (BER). Other bytes may
    follow it. Never raises.
    """
    if data[:1] != bytes([_SEQUENCE]) or len(data) < 2:
        return False
    walk = _Walk(data)
    if data[1] == _INDEFINITE:
        end = data.rfind(b"\0\0")
        return walk.count(2, end if end > 0 else len(data), 0) >= 2
    start, end = walk.content(0)
    return end <= len(data) and walk.count(start, end, 0) >= 2


class _Walk:
    """Goes through the values in some bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _MAX_VALUES

    def content(self, at: int) -> tuple[int, int]:
        """Returns where the content of the value at ``at`` begins and ends."""
        size = self._data[at + 1] if at + 1 < len(self._data) else 0
        if size < 0x80:
            return at + 2, at + 2 + size
        begin = at + 2 + (size & 0x7F)
        return begin, begin + int.from_bytes(self._data[at + 2 : begin], "big")

    def count(self, at: int, end: int, depth: int) -> int:
        """Returns how many values fill ``at`` to ``end``; 0 if one is not well-formed."""
        values = 0
        while at < end:
            self._left -= 1
            if self._left < 0 or depth > _MAX_DEPTH:
                return values + 1
            tag = self._data[at]
            start, stop = self.content(at)
            if stop > end or start > end or (tag < 0x80 and tag not in _UNIVERSAL):
                return 0
            if tag & _CONSTRUCTED and start < stop and not self.count(start, stop, depth + 1):
                return 0
            values += 1
            at = stop
        return values
