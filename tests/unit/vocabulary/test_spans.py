"""Places are counted in code points here and in UTF-16 units on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.vocabulary.spans import Utf16


@given(st.text(st.characters(exclude_categories=[]), max_size=30), st.data())
def test_a_place_is_where_the_text_before_it_ends_in_utf_16(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    def units(part: str) -> int:
        return len(part.encode("utf-16-le", "surrogatepass")) // 2

    assert Utf16(text).span((start, end)) == [units(text[:start]), units(text[:end])]


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("", [0]),
        ("abc", [0, 1, 2, 3]),
        ("é\uffff", [0, 1, 2]),
        ("\U00010000a", [0, 2, 3]),
        ("a😀😀b\U0010ffff", [0, 1, 3, 5, 6, 8]),
    ],
)
def test_a_character_beyond_the_first_plane_takes_two_units(text: str, offsets: list[int]) -> None:
    counted = Utf16(text)
    assert [counted.offset(index) for index in range(len(text) + 1)] == offsets
    assert counted.span((0, len(text))) == [0, offsets[-1]]
