"""A text that is made to keep the engine busy: so much is made of it, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jwt_playground.token import second_look
from jwt_playground.token.mapped import Mapped
from jwt_playground.token.model import Token
from jwt_playground.token.parse import parse
from jwt_playground.token.plain import parse_plain
from jwt_playground.token.wrappings import Undone, undone

ALL_WRAPPINGS = '%2E&#46;\\u002E\\n=3D=\r\n<br>\\/"\n"eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ\n'
LINE = "ZXlK" * 16 + "\n"


@pytest.mark.parametrize("text", [ALL_WRAPPINGS * 400, LINE * 1000, LINE * 4000])
def test_little_is_made_of_a_text_and_nothing_more_when_the_tries_are_spent(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    read: list[int] = []

    def undone_and_counted(made: Mapped) -> Iterator[Undone]:
        given.append(len(made.text))
        return undone(made)

    def read_and_counted(made: str) -> Token:
        read.append(len(made))
        return parse_plain(made)

    monkeypatch.setattr(second_look, "undone", undone_and_counted)
    monkeypatch.setattr(second_look, "parse_plain", read_and_counted)
    parse(text)
    # The last reading is for a token without its beginning.
    assert len(given) - 1 <= len(read) <= second_look.MAX_TRIES + 6
    assert len(given) < second_look.MAX_TRIES / 2
    assert sum(read) <= second_look.MAX_MADE


def test_a_block_of_base64_is_made_once() -> None:
    made = [len(each.text.text) for each in undone(Mapped.whole(LINE * 100))]
    # One line, the whole block, and the text with its line breaks taken out.
    assert sorted(made) == [48, 4800, 6401]


def test_places_are_listed_only_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def asked_for(self: Mapped) -> list[int]:
        asked.append(self.text)
        return list(range(len(self.text) + 1))

    monkeypatch.setattr(Mapped, "places", property(asked_for))
    parse(LINE * 100)
    assert asked == []
