"""What is known of a character is the same on every Python."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from jwt_playground.vocabulary.assigned import NEWER, is_printable, normalized, unicode_name
from jwt_playground.vocabulary.characters import named

_NEWER = re.compile(f"[{NEWER}]")
_TOLD = "A Python with newer tables of Unicode: write its new characters into the table."


def test_the_table_has_what_unicode_14_does_not_have() -> None:
    assigned = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) != "Cn"}
    newer = {char for char in map(chr, range(0x110000)) if _NEWER.match(char)}
    if sys.version_info < (3, 12):
        assert unicodedata.unidata_version == "14.0.0"
        assert not assigned & newer
        assert len(newer) > 10_000
    else:
        count = len(assigned - newer)
        assert count == 284_278, _TOLD  # so many has Unicode 14, with private use and surrogates


@pytest.mark.parametrize("char", ["\u0897", "\U0001fae9", "\U0001e030", "\U00031350"])
def test_a_newer_character_is_unknown_everywhere(char: str) -> None:
    assert not is_printable(char)
    assert unicode_name(char) == ""
    assert named(char) == f"U+{ord(char):04X}"


def test_a_text_is_normalized_around_newer_characters() -> None:
    # U+1CCD6 is an A in Unicode 16.
    assert normalized("NFKD", "\uff21\U0001ccd6\uff22\u00e9") == "A\U0001ccd6Be\u0301"
    assert normalized("NFC", "e\u0301") == "\u00e9"
    assert is_printable("é")
    assert is_printable(" ")
    assert not is_printable("\u200b")
