"""Finds the keys that are words of a text, and the names that the text gives to them."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..keys.ssh import read_public
from ..keys.xml import keys_in_xml
from ..text.words import quoted
from .json_keys import BROKEN, MOST_ENTRIES, Value
from .key_names import KID_NAMES, LABEL_NAMES, is_descriptive
from .key_values import keys_of
from .labelled import by_position

_WORD = re.compile(
    r"[A-Za-z0-9+/_-]{58,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]+(?=={0,2}[ \t]*\r?$))*={0,2}", re.MULTILINE
)
_SSH = re.compile(r"(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\d{3}) AAAA[A-Za-z0-9+/]{40,}={0,2}")
_NAME = re.compile(r"[\w.-]{1,40}(?![\w.+/=-])")
_PARENT = re.compile(r"([ \t]*)(?:- )?[\"']?([^\s\"':#]{1,200})[\"']?[ \t]*:")
_SECTION = re.compile(r"\[{1,2}[ \"']*([\w.:@-]{1,100})[ \"']*\]{1,2}\s*")
_MENTIONED = re.compile(r"[\w.-]+|[\w.:=+/@-]+")
_MOST_LINES = 40
"""So many lines before a key its parents are looked for, as in YAML."""


class Word(NamedTuple):
    """A key in a text."""

    value: Value
    where: str
    """Where it was found; the words follow “was found” in a sentence."""
    labels: tuple[str, ...] = ()
    kid: str | None = None


class Words(NamedTuple):
    """The keys of a text."""

    found: list[Word]
    mentioned: set[str]
    """What else the text says, word by word: each may be the name of a key."""
    more: int
    """How many words were not looked at."""


def keys_in_words(text: str) -> Words:
    """Returns the keys that are words of a text, or that are XML or OpenSSH keys in it."""
    found = [Word(members, "in XML") for members in keys_in_xml(text)]
    places: list[tuple[int, int, list[Value]]] = []
    for line in [*_SSH.finditer(text)][:MOST_ENTRIES]:
        try:
            places.append((*line.span(), [read_public(line[0]).jwk]))
        except ValueError:
            places.append((*line.span(), [BROKEN]))
    words = [*_WORD.finditer(text)]
    places += [
        (*word.span(), values) for word in words[:MOST_ENTRIES] if (values := keys_of(word[0]))
    ]
    places.sort(key=lambda place: place[:2])
    gaps, end = [], 0
    for first, last, _ in places:
        gaps.append(text[end:first])
        end = max(end, last)
    gaps.append(text[end:])
    kids = _kids(text, [first for first, _, _ in places])
    told = [by_position(gaps, names) for names in (KID_NAMES, LABEL_NAMES)] if places else []
    for index, (first, _, values) in enumerate(places):
        name = _name_before(text, first)
        beside = [names[index] for names in told if names]
        labels = [one for one in (name, *beside, *_parents(text, first)) if one]
        where = f"after {quoted(name)}" if name else "inside the text"
        found += [Word(value, where, tuple(dict.fromkeys(labels)), kids[index]) for value in values]
    several = len(found) > 1
    mentioned = {one for gap in gaps for one in _MENTIONED.findall(gap)} if several else set()
    return Words(found, mentioned, max(0, len(words) - MOST_ENTRIES))


def _kids(text: str, places: list[int]) -> list[str | None]:
    """Returns the name of each word that is its `kid`, as in YAML whose members are keys alone."""
    names = [_name_before(text, place) for place in places]
    before = [text[max(0, place - 100) : place].rstrip(" \t\r\n|>\"'`") for place in places]
    is_map = all(part.endswith(":") for part in before) and len(set(names)) == len(names) > 1
    if not is_map or any(name is None or _says_what(name) for name in names):
        return [None] * len(places)
    return [*names]


def _says_what(name: str) -> bool:
    return is_descriptive(name) or name.lower() in ("pub", "priv", "crt", "der")


def _name_before(text: str, place: int) -> str | None:
    """Returns the name before a word: `NAME=`, `NAME:`, in quotes or not.

    The end of another key is no name: it may be private, and is not to be said.
    """
    before = text[max(0, place - 100) : place].rstrip(" \t|>\"'`")
    if not before.endswith("="):
        before = before.rstrip(" \t\r\n|>\"'`")
    if not before.endswith((":", "=")) or before.endswith("=="):
        return None
    name = _NAME.match(before[:-1].rstrip(" \t").rstrip("\"'")[::-1])
    return name[0][::-1] if name else None


def _parents(text: str, place: int) -> list[str]:
    """Returns the names of what is around a word, in YAML and in settings with sections."""
    lines = text[max(0, place - 4_000) : place].split("\n")
    depth = len(lines[-1]) - len(lines[-1].lstrip())
    names: list[str] = []
    for line in lines[-2 : -2 - _MOST_LINES : -1]:
        if section := _SECTION.fullmatch(line):
            return [*names, section[1]]
        parent = _PARENT.match(line)
        if parent and len(parent[1]) < depth:
            depth = len(parent[1])
            names.append(parent[2])
    return names
