"""Texts that look the same and are not: other letters, hidden characters, other code points.

A word all in one script is no fault: nobody is warned of a name in Russian or Greek. What
counts is a word that borrows letters from another script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..vocabulary.assigned import NEWER, normalized
from ..vocabulary.characters import HIDDEN, all_named, hidden

LETTERS = "асԁеһіјкӏорԛѕухѵԝАВСЕНІЈКМОРЅТУХԌԚԜαονικρτυχγωϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսհցյՏՕԼ‐‒–−⁄∕։꞉∶"
"""Cyrillic, Greek and Armenian letters, and signs, as the inside of a character class of `re`."""
_LOOKS = str.maketrans(
    LETTERS,
    "acdehijklopqsyxvwABCEHIJKMOPSTYXGQWaovikptuxywjABEZHIKMNOPTYXonuhgjSOL----//:::",
)
"""The ASCII that each of them looks like."""
FORMS = "\uff01-\uff5e\U0001d400-\U0001d7ff"
"""Wide and mathematical forms of ASCII, as the inside of a character class of `re`."""

_LONGEST = 250
"""So much of a text is compared by its looks, since normalizing hostile ones takes quadratic time.

A token may have 20 such names, and each is compared with those of up to 200 keys.
"""
_WORD = re.compile(rf"[^\W_{NEWER}]+")
_BORROWED = re.compile(f"[{LETTERS}]")
_FORMS = re.compile(f"[{FORMS}]")
_OUTSIDE = re.compile(f"[{HIDDEN}]")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:\\]{1,253})")


def skeleton(text: str) -> str:
    """Returns a text that is the same for all texts that look like ``text``."""
    return text if _is_plain(text) else _bare(text[:_LONGEST]) + text[_LONGEST:]


@lru_cache(maxsize=1024)  # One text is compared with many: a name with those of all keys.
def _bare(text: str) -> str:
    text = _OUTSIDE.sub("", normalized("NFKD", text))
    return " ".join(text.translate(_LOOKS).split())


def difference(given: str, others: Iterable[str], whose: str = "expected") -> str:
    """Returns a sentence, with a blank before it, if ``given`` only looks like one of ``others``.

    ``whose`` says what the others are. Otherwise the result is empty.
    """
    is_plain, looks = _is_plain(given), skeleton(given)
    for other in others:
        if other == given or (is_plain and _is_plain(other)):
            continue
        if looks == skeleton(other):
            here, there = dict.fromkeys(given), dict.fromkeys(other)
            own = all_named([char for char in here if char not in there])
            its = all_named([char for char in there if char not in here])
            parts = [f"only the token has {own}" if own else ""]
            parts.append(f"only the {whose} one has {its}" if its else "")
            what = "; ".join(filter(None, parts)) or "the same characters stand in another order"
            return f" Both look the same, but they are different code points: {what}."
    return ""


def borrowed(text: str) -> list[str]:
    """Returns the characters of a text that pose as ASCII letters, each once."""
    found = _FORMS.findall(text)
    for word in _WORD.findall(text) if _BORROWED.search(text) else ():
        others = _BORROWED.findall(word)
        if others and any(char.isascii() and char.isalpha() for char in word):
            found += others
    return list(dict.fromkeys(found))


def posing_host(text: str) -> tuple[str, str] | None:
    """Returns how the host of a URL is shown, and the ASCII host that it looks like.

    ``None`` if it looks like no other: `münchen.example` and `пример.рф` do not.
    """
    match = _HOST.match(text)
    if match is None:
        return None
    labels = [_decoded(label) for label in match[1].split(".")]
    bare = [skeleton(label) for label in labels]
    poses = any(
        looks.isascii() and not label.isascii() for label, looks in zip(labels, bare, strict=True)
    )
    mixed = any(borrowed(label) or hidden(label) for label in labels)
    return (".".join(labels), ".".join(bare)) if poses or mixed else None


def _decoded(label: str) -> str:
    """Returns a label of a host name as a browser may show it (RFC 3492)."""
    if not label.lower().startswith("xn--") or not label.isascii() or len(label) > 63:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "  " not in text and text == text.strip()
