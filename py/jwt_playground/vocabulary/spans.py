"""Offsets: Python counts code points, the page counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

Span = tuple[int, int]
"""Start and end (exclusive), in code points unless said otherwise."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts code point offsets of one text to UTF-16 offsets.

    Only characters beyond U+FFFF count double, so their positions are all that
    needs to be remembered; a text without them costs nothing.
    """

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def offset(self, index: int) -> int:
        """The UTF-16 offset of the code point at ``index``."""
        return index + bisect_left(self._astral, index)

    def span(self, span: Span) -> list[int]:
        """Both ends converted, as the JSON contract has them."""
        if not self._astral:
            return [*span]
        return [self.offset(span[0]), self.offset(span[1])]
