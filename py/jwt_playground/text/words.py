"""Quotes foreign text, such as a claim's value, inside the engine's own sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..vocabulary.characters import shown_in_quotes

_LENGTH = 120
_ORDINARY = re.compile(r"[\w.:/#\[\]-]{1,60}", re.ASCII)


def quoted(text: str, most: int = _LENGTH) -> str:
    """Returns the text in quotation marks, with an escape for each character that lies.

    A text of more than ``most`` code points is cut; its length is then added.
    """
    if len(text) <= most:
        return f"“{shown_in_quotes(text)}”"
    return f"“{shown_in_quotes(text[:most])}…” ({len(text):,} characters)"


def named(name: str) -> str:
    """Returns a name as it is if it is an ordinary one, otherwise quoted."""
    return name if _ORDINARY.fullmatch(name) else quoted(name)


def listed(texts: list[str], each: Callable[[str], str] = quoted) -> str:
    """Returns the texts, each one quoted; of more than ten, the first ten and a count.

    ``each`` may be `named`, which quotes only what is no ordinary name.
    """
    shown = ", ".join(map(each, texts[:10]))
    return shown if len(texts) <= 10 else f"{shown} and {len(texts) - 10} more"
