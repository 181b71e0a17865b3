"""Texts of others are quoted, and cut to what a sentence can bear."""

from __future__ import annotations

from jwt_playground.text.words import listed, quoted


def test_a_text_of_120_characters_is_quoted_whole_and_a_longer_one_is_cut() -> None:
    assert quoted("") == "“”"
    assert quoted("x" * 120) == f"“{'x' * 120}”"
    assert quoted("x" * 120 + "y") == f"“{'x' * 120}…” (121 characters)"
    assert quoted("x" * 12_345).endswith("(12,345 characters)")


def test_ten_texts_are_listed_and_the_others_are_counted() -> None:
    ten = [str(number) for number in range(10)]
    assert listed(ten[:2]) == "“0”, “1”"
    assert listed(ten) == ", ".join(f"“{number}”" for number in ten)
    assert listed([*ten, "x"]) == f"{listed(ten)} and 1 more"
    assert listed([*ten, "x", "y"]) == f"{listed(ten)} and 2 more"
