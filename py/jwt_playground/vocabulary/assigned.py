"""What is known of characters, the same on every Python.

Each Python has the tables of another version of Unicode: 3.11 those of 14, 3.14 those of 16. A
character that Unicode 14 does not have would get a name, a look or another form on some of them
only. So such characters count as unknown everywhere.
"""

from __future__ import annotations

import re
import unicodedata

_NEWER_RANGES = (
    "897 CF3 ECE 1B4E-1B4F 1B7F 1C89-1C8A 2427-2429 2FFC-2FFF 31E4-31E5 31EF A7CB-A7CD A7DA-A7DC "
    "105C0-105F3 10D40-10D65 10D69-10D85 10D8E-10D8F 10EC2-10EC4 10EFC-10EFF 1123F-11241 "
    "11380-11389 1138B 1138E 11390-113B5 113B7-113C0 113C2 113C5 113C7-113CA 113CC-113D5 "
    "113D7-113D8 113E1-113E2 116D0-116E3 11B00-11B09 11BC0-11BE1 11BF0-11BF9 11F00-11F10 "
    "11F12-11F3A 11F3E-11F5A 1342F 13439-13455 13460-143FA 16100-16139 16D40-16D79 18CFF 1B132 "
    "1B155 1CC00-1CCF9 1CD00-1CEB3 1D2C0-1D2D3 1DF25-1DF2A 1E030-1E06D 1E08F 1E4D0-1E4F9 "
    "1E5D0-1E5FA 1E5FF 1F6DC 1F774-1F776 1F77B-1F77F 1F7D9 1F8B2-1F8BB 1F8C0-1F8C1 1FA75-1FA77 "
    "1FA87-1FA89 1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6 1FACE-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAE9 "
    "1FAF7-1FAF8 1FBCB-1FBEF 2B739 2EBF0-2EE5D 31350-323AF"
)
"""Code points that Unicode 15 and 16 gave to characters. A test compares it with Python's tables."""

NEWER = re.sub("[0-9A-F]+", lambda code: f"\\U{code[0]:>08}", _NEWER_RANGES).replace(" ", "")
"""The same as the inside of a character class of `re`."""
_NEWER = re.compile(f"[{NEWER}]")
_NEWER_PARTS = re.compile(f"([{NEWER}]+)")


def is_printable(char: str) -> bool:
    """Tells whether a character has a look of its own; the space has one."""
    return char.isprintable() and _NEWER.match(char) is None


def unicode_name(char: str) -> str:
    """Returns the name of a character in Unicode; empty if it has none."""
    return "" if _NEWER.match(char) else unicodedata.name(char, "")


def normalized(form: str, text: str) -> str:
    """Returns a text in a normal form of Unicode: `NFC`, `NFKD` …"""
    if text.isascii():
        return text
    parts = _NEWER_PARTS.split(text)
    for at in range(0, len(parts), 2):  # Between them stand the characters that are unknown.
        parts[at] = unicodedata.normalize(form, parts[at])  # type: ignore[arg-type]
    return "".join(parts)
