"""A text that was made from the pasted one, and where in that one each character stood.

So a token that was unwrapped is still coloured where it stands, and findings have their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..vocabulary.spans import Span


class Mapped:
    """``places`` has the place of each character of ``text``, and at last that of its end.

    They may be given as a function. Most texts turn out to hold no token, and nobody asks for
    their places; to list them takes far longer than to make the text.
    """

    __slots__ = ("_places", "text")

    def __init__(self, text: str, places: Sequence[int] | Callable[[], Sequence[int]]) -> None:
        self.text = text
        self._places = places

    @property
    def places(self) -> Sequence[int]:
        """The places, which are made when somebody asks for the first time."""
        if callable(self._places):
            self._places = self._places()
        return self._places

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
        return Mapped(self.text[start:end], lambda: self.places[start : end + 1])

    def replaced(self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Mapped:
        """Returns it with each match replaced by what ``change`` returns for it."""
        return Mapped(pattern.sub(change, self.text), lambda: self._replaced(pattern, change))

    def _replaced(
        self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
    ) -> list[int]:
        places: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = change(match)
            same = _alike(match.group(), new)
            places.extend(self.places[done : start + same])
            places.extend([self.places[start + same]] * (len(new) - same))
            done = end
        places.extend(self.places[done:])
        return places

    def decoded(self, kept: Sequence[Span], text: str) -> Mapped:
        """Returns ``text``, which was decoded from the characters in the spans ``kept``.

        Each character of ``text`` stands for an equal share of them.
        """

        def places() -> list[int]:
            indexes = [index for span in kept for index in range(*span)]
            count, size, end = len(indexes), max(1, len(text)), kept[-1][1]
            shares = [self.places[indexes[index * count // size]] for index in range(len(text))]
            return [*shares, self.places[end]]

        return Mapped(text, places)


def joined(parts: Sequence[Mapped]) -> Mapped:
    """Returns several parts as one text."""

    def places() -> list[int]:
        listed = [place for part in parts for place in part.places[:-1]]
        return [*listed, parts[-1].places[-1]]

    return Mapped("".join(part.text for part in parts), places)


def _alike(old: str, new: str) -> int:
    """Returns how many characters at the start of two texts are the same."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
