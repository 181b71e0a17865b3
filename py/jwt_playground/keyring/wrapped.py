"""Finds the key of a text that is wrapped: encoded once more, or inside a command or a file.

It is asked only about texts that hold a key for certain (`keys.confusion.public_key_in`), which
so can be no secrets. `whole` undoes what was done to the whole text, and what comes out is read as
any text of a key is. `parts` finds the keys that are words of a larger text.
"""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..keys.bare import Bare, readings
from ..text import base64url, json_text
from ..text.percent import unquoted
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from .json_keys import BROKEN, MOST_ENTRIES, Entry, entries_of
from .key_values import BASE64, keys_of, texts
from .key_words import keys_in_words
from .pieces import json_values

_HEX = re.compile(r"(?:0[xX])?(?:[0-9A-Fa-f]{2}[:\s,-]*){44,}")
_DATA_URL = re.compile(r"data:[\w.+/;=-]{0,100},")
_SOFT_BREAK = re.compile(r"[^\n]{60,75}=\r?\n")
"""The end of a line in quoted-printable. Elsewhere = at the end of a line is padding of base64."""
_PRIVATE = re.compile(
    r"priv(?:ate)?[\s_-]{0,3}(?:key)?[\"']?\s{0,4}[:=]\s{0,4}[\"']?([A-Za-z0-9+/_-]{43,88}={0,2})",
    re.IGNORECASE,
)
_WHOSE = (
    "the text has several keys, and does not tell which of them has this name; give JSON such as "
    '{"a": "…", "b": "…"}, where a and b are the names'
)


def whole(text: str) -> Iterator[tuple[str, str]]:
    """Yields what undoing each wrapping of the whole text gives, and the wrapping in words."""
    text = text.strip()
    if prefix := _DATA_URL.match(text):
        yield text[prefix.end() :], "a data: address"
    if _HEX.fullmatch(text):
        data = bytes.fromhex(re.sub(r"0[xX]|[:\s,-]", "", text))
        yield from ((inner, "hexadecimal") for inner in texts(data))
    elif BASE64.fullmatch(text):
        yield from ((inner, "base64") for inner in texts(base64url.either(text)))
    if "%" in text:
        yield unquoted(text), "percent-encoding"
    if "=3D" in text or (_SOFT_BREAK.search(text) and not parts(text).found):
        data = binascii.a2b_qp(text.encode("utf-8", "surrogatepass"))
        yield data.decode("utf-8", "replace"), "quoted-printable"
    if text.startswith('"'):
        value = json_text.read(text, "key", "key").value
        if isinstance(value, str):
            yield value, "a string of JSON"
    if "\\" in text:
        plain = text.replace("\\r", "").replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/")
        yield plain.strip("\"'"), "backslashes"
    if "&" in text:
        yield html.unescape(text), "entities of HTML"


class Parts(NamedTuple):
    """The keys that are parts of a text."""

    found: list[tuple[Entry, str]]
    """Each key, and where it was found; the words follow “was found” in a sentence.

    `BROKEN` stands for a key that is damaged.
    """
    unusable: dict[str, str]
    """Names whose keys cannot be told, and why not, as the end of a sentence."""
    left_out: int
    """How many words were not looked at, and may be keys."""


def parts(text: str) -> Parts:
    """Returns the keys that are parts of a text."""
    found: list[tuple[Entry, str]] = []
    unusable: dict[str, str] = {}
    left_out = 0
    values = json_values(text)
    for start, end in values[:MOST_ENTRIES]:
        value = json_text.read(text[start:end], "key", "key").value
        found += [(entry._replace(place=None), _where(entry)) for entry in _named(value, unusable)]
    left_out += max(0, len(values) - MOST_ENTRIES)
    if any(entry.value != BROKEN for entry, _ in found):
        words = keys_in_words(_outside(text, values))
        unusable |= dict.fromkeys(words.mentioned if words.found else (), _WHOSE)
    else:
        words, found = keys_in_words(text), []
        unusable = dict.fromkeys(words.mentioned, _WHOSE)
    found += [(Entry(word.kid, word.value, labels=word.labels), word.where) for word in words.found]
    left_out += words.more
    if not any(entry.value != BROKEN for entry, _ in found):
        return Parts([], {}, 0)
    points = [entry.value for entry, _ in found if isinstance(entry.value, dict)]
    if len(points) == len(found) == 1 and points[0].get("kty") == "EC" and "d" not in points[0]:
        for bare in _numbers_beside(text, str(points[0].get("crv"))):
            found.append((Entry(None, bare.jwk), "inside the text"))
    return Parts(found, unusable, left_out)


def _outside(text: str, values: list[tuple[int, int]]) -> str:
    """Returns a text without the JSON in it."""
    ends = [0, *(end for _, end in values)]
    starts = [*(start for start, _ in values), len(text)]
    return "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _named(value: object, unusable: dict[str, str]) -> list[Entry]:
    """Returns the keys of a JSON value. The name of a member is no `kid` of a key that is alone."""
    found = entries_of(value, keys_of, unusable)
    if len(found) == 1 and (kid := found[0].kid) is not None and kid in found[0].path.split("."):
        return [found[0]._replace(kid=None, labels=(*found[0].labels, kid))]
    return found


def _where(entry: Entry) -> str:
    if isinstance(entry.value, dict) and "kty" in entry.value and entry.is_object:
        return "as JSON inside the text"
    path = re.sub(r"\[\d+\]", "", entry.path).lstrip(".")
    return f"at {quoted(path[-200:])}"


def _numbers_beside(text: str, curve: str) -> list[Bare]:
    """Returns the private number that stands beside a point, as `web-push` prints both of them."""
    if curve not in CURVES:
        return []
    named = _PRIVATE.search(text)
    algorithm = next(one for one in ALGORITHMS.values() if curve in one.curves)
    return [bare for bare in readings(named[1], algorithm) if "d" in bare.jwk] if named else []
