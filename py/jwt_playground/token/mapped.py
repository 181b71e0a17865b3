"""A text that was made from the pasted one, and where in that one each character stood.

So a token that was unwrapped is still coloured where it stands, and findings have their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..vocabulary.spans import Span


@dataclass(frozen=True, slots=True)
class Mapped:
    """``places`` has the place of each character of ``text``, and at last that of its end."""

    text: str
    places: Sequence[int]

    @classmethod
    def whole(cls, text: str) -> Mapped:
        """Returns the pasted text itself."""
        return cls(text, range(len(text) + 1))

    @property
    def is_in_order(self) -> bool:
        """Whether the characters stand in the order of the pasted text.

        Pieces may have been put together in another one. Then spans mean nothing there.
        """
        places = self.places
        return isinstance(places, range) or list(places) == sorted(places)

    def span(self, span: Span) -> Span:
        """Returns where in the pasted text a span of ``text`` stands."""
        last = len(self.places) - 1
        return self.places[min(span[0], last)], self.places[min(span[1], last)]

    def part(self, start: int, end: int) -> Mapped:
        """Returns a part of it."""
        return Mapped(self.text[start:end], self.places[start : end + 1])

    def replaced(self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Mapped:
        """Returns it with each match replaced by what ``change`` returns for it."""
        texts: list[str] = []
        places: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = change(match)
            same = _alike(match.group(), new)
            texts += [self.text[done:start], new]
            places.extend(self.places[done : start + same])
            places.extend([self.places[start + same]] * (len(new) - same))
            done = end
        texts.append(self.text[done:])
        places.extend(self.places[done:])
        return Mapped("".join(texts), places)

    def decoded(self, kept: Sequence[int], text: str) -> Mapped:
        """Returns ``text``, which was decoded from the characters at the indexes ``kept``.

        Each character of ``text`` stands for an equal share of them. The last index is the end.
        """
        count, size = len(kept) - 1, max(1, len(text))
        places = [self.places[kept[index * count // size]] for index in range(len(text))]
        return Mapped(text, [*places, self.places[kept[-1]]])


def joined(parts: Sequence[Mapped]) -> Mapped:
    """Returns several parts as one text."""
    places = [place for part in parts for place in part.places[:-1]]
    return Mapped("".join(part.text for part in parts), [*places, parts[-1].places[-1]])


def _alike(old: str, new: str) -> int:
    """Returns how many characters at the start of two texts are the same."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
