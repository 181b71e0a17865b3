"""Finds the name of each key in a text with several PEM blocks, such as YAML or a settings file.

A name decides which key is tried. So where a text gives names, each key has to get its own, and
a text in which they cannot be told apart is not used.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .json_keys import Entry
from .key_names import KID_NAMES, LABEL_NAMES, is_descriptive, plain_name

_BEGIN = re.compile(r"[-–—]{1,6} ?BEGIN [A-Z0-9]")
_END = re.compile(r"[-–—]{1,6} ?END [A-Z0-9 ]{1,60}[-–—]{1,6}")
_LABEL_LENGTH = 300
"""So far before and after a block its name is looked for."""
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\Z")
_NAME = re.compile(r"[\w.:=+/@-]{1,200}")
_MEMBER = re.compile(
    r"""(?<![\w-])["']?([A-Za-z_-]{2,20})["']?[ ]?(?::|=>|=)[ ]?["']?([\w.:=+/@-]{1,200})"""
)
"""A name and its value, in YAML, JSON, Ruby, XML or a settings file."""
_OPENSSL = re.compile(r"(?:[0-9A-F]{2}:){3}")
"""How `openssl x509 -text` writes the identifier of a certificate's key, which is no `kid`."""
_AROUND_HEADING = "#/;*<[]>: \t\r"
_SECTION = re.compile(r"^\[{1,2}[ \"']*([\w.:@-]{1,100})[ \"']*\]{1,2}[ \t\r]*$", re.MULTILINE)


class Labelled(NamedTuple):
    """The keys of such a text."""

    entries: list[Entry]
    """Empty if it is another text, or if there is a problem."""
    problem: str | None = None
    """Why the keys must not be used, in a sentence."""


def labelled_keys(text: str) -> Labelled:
    """Returns the PEM blocks of a text that has several, each with the names it has. Never raises."""
    places = [found.start() for found in _BEGIN.finditer(text)]
    if len(places) < 2:
        return Labelled([])
    ends = [*places[1:], len(text)]
    gaps, start = [], 0
    for place, end in zip(places, ends, strict=True):
        gaps.append(text[start:place])
        closing = _END.search(text, place, end)
        start = closing.end() if closing else end
    gaps.append(text[start:])
    names = [_name_before(gap[-_LABEL_LENGTH:]) for gap in gaps[:-1]]
    if all(name is not None and not is_descriptive(name) for name in names):
        kids: list[str | None] | None = names
    else:
        kids = by_position(gaps, KID_NAMES)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and not _SECTION.match(
        text.lstrip("\ufeff \t\r\n")
    ):
        # It is meant as JSON. Without its structure no name may be guessed.
        if kids is None or None in kids:
            return Labelled([])
    if kids is None:
        return Labelled(
            [],
            "The text has several keys and names some by a kid, but it cannot be told which kid "
            'belongs to which key. Give one key alone, or JSON such as {"a": "-----BEGIN …", "b": '
            '"-----BEGIN …"}, where a and b are the kids.',
        )
    labels = by_position(gaps, LABEL_NAMES) or [None] * len(places)
    entries = []
    for index, (place, end) in enumerate(zip(places, ends, strict=True)):
        others = (labels[index], names[index], _heading(gaps[index]))
        given = tuple(dict.fromkeys(name for name in others if name))
        entries.append(Entry(kids[index], text[place:end], (None, index), labels=given))
    if not any(entry.kid or entry.labels for entry in entries):
        return Labelled([])
    return Labelled(entries)


def _name_before(gap: str) -> str | None:
    """Returns the name at the end of a text: `NAME:`, in quotes or not, as YAML or Python has it."""
    before = gap.rstrip().rstrip("\"'`").rstrip()
    if not before.endswith("=>"):
        before = _BLOCK_SCALAR.sub("", before).rstrip()
    if not before.endswith((":", "=>")):
        return None
    # It is read backwards, so that a long text costs no more than its blocks.
    before = before.removesuffix("=>").removesuffix(":")
    name = _NAME.match(before.rstrip().rstrip("\"'")[::-1])
    return name.group()[::-1] if name else None


def by_position(gaps: list[str], wanted: frozenset[str]) -> list[str | None] | None:
    """Returns, per block, the value of the wanted member that stands before or after it.

    ``gaps`` are the texts before, between and after the blocks. The result is ``None`` if it
    cannot be told whether the members stand before or after their blocks.
    """
    found = [_values(gap, wanted) for gap in gaps]
    if not any(found):
        return [None] * (len(gaps) - 1)
    if found[0] and not found[-1]:
        return [values[-1] if values else None for values in found[:-1]]
    if found[-1] and not found[0]:
        return [values[0] if values else None for values in found[1:]]
    return None


def _values(gap: str, wanted: frozenset[str]) -> list[str]:
    ends = (
        gap if len(gap) <= 2 * _LABEL_LENGTH else f"{gap[:_LABEL_LENGTH]}\n{gap[-_LABEL_LENGTH:]}"
    )
    return [
        value
        for name, value in _MEMBER.findall(ends)
        if plain_name(name) in wanted and not _OPENSSL.match(value)
    ]


def _heading(gap: str) -> str | None:
    """Returns what stands alone in the last line before a block, or `NAME=` at the block itself.

    If that says only what the block is, it is the name of the section, as in INI and TOML.
    """
    last = gap[-_LABEL_LENGTH:].rstrip(" \t\r\n\"'`=|>").rpartition("\n")[2]
    name = last.removeprefix("export ").strip(_AROUND_HEADING).removeprefix("- ").strip()
    if _NAME.fullmatch(name) and not is_descriptive(name):
        return name
    sections = _SECTION.findall(gap[-_LABEL_LENGTH:])
    return sections[-1] if sections else None
