"""Converts offsets: Python counts code points, the page counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

Span = tuple[int, int]
"""Start and end (exclusive) of a part of a text, in code points."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts code point offsets in one text to UTF-16 offsets.

    A character beyond U+FFFF takes two UTF-16 units, every other one takes one. So only the
    positions of such characters are kept; a text without them costs nothing.
    """

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def offset(self, index: int) -> int:
        """Returns the UTF-16 offset of the code point at ``index``."""
        return index + bisect_left(self._astral, index)

    def span(self, span: Span) -> list[int]:
        """Returns start and end (exclusive) in UTF-16 units, as the contract has them."""
        if not self._astral:
            return [*span]
        return [self.offset(span[0]), self.offset(span[1])]
