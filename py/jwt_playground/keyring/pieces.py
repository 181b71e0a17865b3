"""Finds the keys of a text of several parts: JSON texts one after the other, or JSON and PEM."""

from __future__ import annotations

import re

from ..text import json_text
from .json_keys import MOST_ENTRIES, Entry, entries_of
from .labelled import labelled_keys

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]')
_BEGIN = "-----BEGIN "


def keys_in_pieces(text: str) -> list[Entry]:
    """Returns the keys of such a text, in their order. Never raises.

    The list is empty if the text has one part only, or a part that holds no key.
    """
    if '"kty"' not in text or not text.lstrip("\ufeff \t\r\n,").startswith(("{", "[", "-")):
        return []
    entries: list[Entry] = []
    parts, start = 0, 0
    for first, last in [*json_values(text), (len(text), len(text))]:
        between = text[start:first].strip("\ufeff \t\r\n,;")
        if between:
            if not between.startswith(_BEGIN):
                return []
            parts += 1
            labelled = labelled_keys(between)
            if labelled.problem:
                return []
            entries += labelled.entries or [Entry(None, between, (None, parts - 1))]
        if first < last:
            read = json_text.read(text[first:last], "key", "key")
            found = entries_of(read.value) if read.ok else []
            if not found:
                return []
            parts += 1
            entries += found
        start = last
        if len(entries) > MOST_ENTRIES:
            break
    return entries[:MOST_ENTRIES] if parts > 1 else []


def json_values(text: str) -> list[tuple[int, int]]:
    """Returns where the JSON objects and arrays of a text begin and end, the outermost only."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in "{[":
            start = token.start() if depth == 0 else start
            depth += 1
        elif token[0] in "}]" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, token.end()))
    return found
