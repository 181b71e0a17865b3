"""Finds the secret in a text that holds more than the secret: a line of settings, JSON, a command.

This is asked only after the text as it stands did not match, and is told only if a part matches.
"""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text import json_text
from ..text.percent import unquoted
from ..text.words import quoted


class Shape(NamedTuple):
    """A part of the text that may be the secret."""

    text: str
    how: str
    """What was left out, at the end of “read as UTF-8 text”; begins with a comma."""


_MOST = 24
_MOST_LINES = 200
_LINE = re.compile(
    r"(?:(?:export|set|setx|ENV|ARG|const|let|var|static|final|-e|-|--)[ \t]{1,4})?"
    r"(?P<name>[\"']?[A-Za-z_$][\w.$-]{0,80}[\"']?)(?P<gap>[ \t]{0,9}(?::=|=>|[:=])[ \t]{0,9}|[ \t]{1,9}(?=[\"']))"
    r"(?P<value>\S.*)"
)
_PREFIX = re.compile(
    r"(base64url|base64|hex|b64|utf-?8|plain|text|raw|string|secret|whsec_|Bearer|Basic)[:, ]\s?(?=\S)",
    re.IGNORECASE,
)
_KEY_ID = re.compile(r"([\w.@-]{1,80}):(\S{8,})")
_GHOST = re.compile(r"[0-9a-f]{24}:[0-9a-f]{64}")
_OPTION = re.compile(
    r"(--?(?:secret|key|k|s|jwt-secret|signing-key|hmac|macopt)|secret|key)(?:[ =:]|\s)\s{0,3}"
    r"(?:hexkey:|key:)?(\"[^\"]{1,2000}\"|'[^']{1,2000}'|[^\s\"']{1,2000})"
)
_COMMENT = re.compile(r"\s{1,9}(?:#|//).{0,500}")
_SOFT_BREAK = re.compile(r"[^\n]{60,75}=\r?\n")
"""The end of a line in quoted-printable. At the end of a short line, = is padding of base64."""
_BACKSLASH = re.compile(r"\\(.)")
_QUOTES = "\"'`“”‘’„«»"
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u00a0"


def shapes(text: str) -> Iterator[Shape]:
    """Yields the parts of a text that may be the secret, the likeliest first. Never raises."""
    seen = {text}
    for count, shape in enumerate(_shapes(text)):
        if count >= _MOST:
            return
        if shape.text and shape.text not in seen:
            seen.add(shape.text)
            yield shape


def _shapes(text: str) -> Iterator[Shape]:
    bare = text.strip()
    clean = bare.strip(_UNSEEN).strip()
    if clean != bare:
        yield Shape(clean, ", without the characters at its ends that cannot be seen")
    yield Shape(bare.rstrip(",;").strip(_QUOTES), ", without the punctuation at its ends")
    yield from _of_json(bare)
    if found := _PREFIX.match(bare):
        rest = bare[found.end() :].strip()
        yield Shape(rest, f", without {quoted(found[0].strip())} before it")
    lines = bare.splitlines()[:_MOST_LINES]
    for line in sorted(lines, key=lambda line: not _is_likely(line)):
        yield from _of_line(line)
    if found := _KEY_ID.fullmatch(bare):
        ghost = " (Ghost's Admin API keys are id:secret)" if _GHOST.fullmatch(bare) else ""
        yield Shape(found[2], f", without {quoted(found[1] + ':')} before it{ghost}")
    for option in _OPTION.finditer(bare):
        how = f", without the command around it ({quoted(option[1])})"  # Never with its value.
        yield Shape(option[2].strip(_QUOTES), how)
    yield from _undone(bare)


def _of_line(line: str) -> Iterator[Shape]:
    """Yields the value of a line `NAME=value`, as settings files, YAML and programs have it."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return
    name = f"{found['name']}{found['gap']}".strip()
    how = f", without {quoted(name)} before it"
    value = found["value"].rstrip(";,")
    if value and value[0] in _QUOTES and (end := value.find(value[0], 1)) > 0:
        yield Shape(value[1:end], how)
        value = value[1:end]
    yield Shape(value, how)
    if comment := _COMMENT.search(value):
        yield Shape(value[: comment.start()], f"{how} and the comment after it")
    if prefix := _PREFIX.match(value):
        yield Shape(
            value[prefix.end() :], f", without {quoted(name + prefix[0].strip())} before it"
        )
    for undone in _undone(value):
        yield Shape(undone.text, how + undone.how.replace(", with", " and with", 1))


def _of_json(text: str) -> Iterator[Shape]:
    if not text.startswith(("{", "[", '"')):
        return
    leaves: list[tuple[str, str]] = []
    _gather(json_text.read(text, "key", "key").value, "", leaves)
    for path, leaf in sorted(leaves, key=lambda one: not _is_likely(one[0])):
        where = f", of the member {quoted(path)} alone" if path else ", without what JSON adds"
        yield Shape(leaf, where)
        if prefix := _PREFIX.match(leaf):
            yield Shape(leaf[prefix.end() :], f"{where} and without {quoted(prefix[0])}")


def _gather(value: object, path: str, leaves: list[tuple[str, str]]) -> None:
    """Adds the strings in a JSON value to ``leaves``. `json_text` has capped the depth."""
    if len(leaves) >= _MOST:
        return
    if isinstance(value, str):
        leaves.append((path[-200:], value))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _gather(inner, f"{path}.{name[:60]}".lstrip("."), leaves)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, path, leaves)


def _undone(text: str) -> Iterator[Shape]:
    """Yields what undoing an encoding of the whole text gives."""
    if "%" in text:
        yield Shape(unquoted(text), ", with its percent-encoding undone")
    if "&" in text:
        yield Shape(html.unescape(text), ", with entities of HTML undone")
    if "=3D" in text or _SOFT_BREAK.search(text):
        data = binascii.a2b_qp(text.encode("utf-8", "surrogatepass"))
        yield Shape(data.decode("utf-8", "replace"), ", with its quoted-printable encoding undone")
    if "$$" in text:
        yield Shape(text.replace("$$", "$"), ", with $$ read as $, as Docker Compose does")
    if "\\" in text:
        plain = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
        yield Shape(plain, ", with \\n read as a line break")
        yield Shape(_BACKSLASH.sub(r"\1", text), ", with the backslashes left out")


def _is_likely(text: str) -> bool:
    return any(
        word in text.lower() for word in ("secret", "key", "jwt", "token", "password", "pass")
    )
