"""Texts with characters that lie, and every sentence of a reply."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jwt_playground.text.suspects import suspects
from jwt_playground.vocabulary.characters import HIDDEN

CHARACTERS = {
    "override": "\u202e",
    "isolate": "\u2067",
    "zero-width space": "\u200b",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\xad",
    "no-break space": "\xa0",
    "Hangul filler": "\u3164",
    "variation selector": "\ufe0f",
    "tag": "\U000e0041",
    "selector supplement": "\U000e0100",
    "escape": "\x1b",
    "null": "\x00",
    "line feed": "\n",
    "C1 control": "\x9b",
    "line separator": "\u2028",
    "private use": "\ue000",
}
"""One of each kind."""
ALL = "".join(CHARACTERS.values())

SENTENCES = ("message", "summary", "reason", "exception")
"""Members of a reply whose text is a sentence of ours."""
RAW = re.compile(f"[{HIDDEN}]")


def sentences(reply: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence in a reply, with its place."""
    if isinstance(reply, dict):
        for name, value in reply.items():
            if name in SENTENCES and isinstance(value, str):
                yield f"{at}.{name}", value
            else:
                yield from sentences(value, f"{at}.{name}")
    elif isinstance(reply, list):
        for index, value in enumerate(reply):
            yield from sentences(value, f"{at}[{index}]")


def liars(reply: Any) -> list[tuple[str, str]]:
    """The sentences that hold a character of the table as it is."""
    return [(at, text) for at, text in sentences(reply) if RAW.search(text)]


def odd_strings(more: int) -> bool:
    """Whether so many more strings than the limit are all searched."""
    text = json.dumps(["\u0430"] * (20_000 + more))
    return [found.code for found in suspects(text, "payload")] != ["characters-left-out"]
