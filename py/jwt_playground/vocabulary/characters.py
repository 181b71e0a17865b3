"""Characters that lie: nobody sees them, or they change how the text around them is shown.

This is the one table of them. `shown` writes them as escapes, and every sentence that quotes
foreign text goes through it. The page has the same table (site/content/characters.json, which
`build.py docs` writes).
"""

from __future__ import annotations

import re

from .assigned import is_printable, unicode_name

RANGES = (
    "0-1F 7F-A0 AD 34F 61C 115F-1160 1680 17B4-17B5 180B-180F 2000-200F 2028-202F 205F-206F "
    "2800 3000 3164 D800-DFFF E000-F8FF FE00-FE0F FEFF FFA0 FFF0-FFFC FFFE-FFFF "
    "1BCA0-1BCA3 1D159 1D173-1D17A E0000-E0FFF F0000-10FFFF"
)
"""Code points: control characters, blanks but the space, what sets the direction of a text,
zero-width and default-ignorable characters, variation selectors, tags, halves of surrogate
pairs, and what has no fixed look (private use)."""


def _class(ranges: str) -> str:
    """Returns ranges such as `0-1F 7F` as the inside of a character class of `re`."""
    return re.sub("[0-9A-F]+", lambda code: f"\\U{code[0]:>08}", ranges).replace(" ", "")


HIDDEN = _class(RANGES)
"""The characters of the table, as the inside of a character class of `re`."""
HIDDEN_IN_JSON = _class(RANGES.removeprefix("0-1F "))
"""The same without those that JSON has only between strings, if at all."""
_HIDDEN = re.compile(f"[{HIDDEN}]")
# A backslash only where it could be taken for the beginning of an escape.
_ESCAPED = re.compile(rf"[{HIDDEN}]|\\(?=u\{{)")
_QUOTED = re.compile(rf"[{HIDDEN}“”]|\\(?=u\{{)")

NAMES = {
    "\0": "null",
    "\t": "tab",
    "\n": "line feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\ufeff": "byte order mark",
}
"""Names that Unicode does not have, or that nobody uses."""
_MOST = 3
"""At most so many different characters are named in one sentence."""


def hidden(text: str) -> list[str]:
    """Returns the different characters of the table in a text, in order."""
    return list(dict.fromkeys(_HIDDEN.findall(text)))


def shown(text: str) -> str:
    r"""Returns foreign text as people may see it: `adm\u{200B}in`. Different texts stay different."""
    return _ESCAPED.sub(_escape, text)


def printable(text: str) -> str:
    """Does the same for a terminal: also for characters that Python does not call printable."""
    return "".join(char if is_printable(char) else _escaped(char) for char in shown(text))


def shown_in_quotes(text: str) -> str:
    """Does the same for text in quotation marks, which it must not end."""
    return _QUOTED.sub(_escape, text)


def plain(sentence: str) -> str:
    """Returns a finished sentence without characters of the table.

    It is the last net: what a sentence quotes should have gone through `shown` already.
    """
    if sentence.isascii() and sentence.isprintable():  # Most are; this is ten times quicker.
        return sentence
    return _HIDDEN.sub(_escape, sentence)


def named(char: str) -> str:
    """Returns a character in words, such as `U+200B (zero-width space)`."""
    code, called = f"U+{ord(char):04X}", name(char)
    return f"{code} ({called})" if called else code


def name(char: str) -> str:
    """Returns the name of a character; empty if it has none."""
    found = NAMES.get(char) or unicode_name(char).lower()
    found = found.replace("zero width", "zero-width")
    return found[:1].upper() + found[1:] if " letter " in found else found


def all_named(chars: list[str]) -> str:
    """Returns several characters in words; of more than three, the first three."""
    more = " and others" if len(chars) > _MOST else ""
    return ", ".join(named(char) for char in chars[:_MOST]) + more


def _escape(match: re.Match[str]) -> str:
    return _escaped(match.group())


def _escaped(char: str) -> str:
    return f"\\u{{{ord(char):X}}}"
