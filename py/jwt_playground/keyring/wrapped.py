"""Finds the key of a text that is wrapped: encoded once more, or inside a command or a file.

It is asked only about texts that hold a key for certain (`keys.confusion.public_key_in`), which
so can be no secrets. `whole` undoes what was done to the whole text, and what comes out is read as
any text of a key is. `parts` finds the keys that are words of a larger text.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from ..keys.bare import Bare, point, readings
from ..keys.der import EncryptedError, read_der
from ..keys.ssh import read_public
from ..keys.xml import keys_in_xml
from ..text import json_text
from ..text.percent import unquoted
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from .json_keys import Entry, entries_of
from .pieces import json_values

_MOST_WORDS = 60
_BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]{40,}+={0,2}")
_HEX = re.compile(r"(?:0[xX])?(?:[0-9A-Fa-f]{2}[:\s,-]*){44,}")
_DATA_URL = re.compile(r"data:[\w.+/;=-]{0,100},")
_WORD = re.compile(
    r"[A-Za-z0-9+/_-]{58,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]+(?=={0,2}[ \t]*\r?$))*={0,2}", re.MULTILINE
)
_SSH = re.compile(r"(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\d{3}) AAAA[A-Za-z0-9+/]{40,}={0,2}")
_PRIVATE = re.compile(
    r"priv(?:ate)?[\s_-]{0,3}(?:key)?[\"']?\s{0,4}[:=]\s{0,4}[\"']?([A-Za-z0-9+/_-]{43,88}={0,2})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\w.-]{1,60}")


def whole(text: str) -> Iterator[tuple[str, str]]:
    """Yields what undoing each wrapping of the whole text gives, and the wrapping in words."""
    text = text.strip()
    if prefix := _DATA_URL.match(text):
        yield text[prefix.end() :], "a data: address"
    if _HEX.fullmatch(text):
        data = bytes.fromhex(re.sub(r"0[xX]|[:\s,-]", "", text))
        yield from ((inner, "hexadecimal") for inner in _texts(data))
    elif _BASE64.fullmatch(text):
        yield from ((inner, "base64") for inner in _texts(_decoded(text)))
    if "%" in text:
        yield unquoted(text), "percent-encoding"
    if "=3D" in text or "=\n" in text or "=\r\n" in text:
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


def parts(text: str) -> list[tuple[Entry, str]]:
    """Returns the keys that are parts of a text, each once, and where each was found.

    The words follow “was found” in a sentence.
    """
    found: list[tuple[Entry, str]] = []
    seen: set[str] = set()

    def add(value: str | bytes | dict[str, Any], where: str, labels: tuple[str, ...] = ()) -> None:
        if repr(value) not in seen:
            seen.add(repr(value))
            found.append((Entry(None, value, labels=labels), where))

    for start, end in json_values(text)[:_MOST_WORDS]:
        value = json_text.read(text[start:end], "key", "key").value
        for entry in entries_of(value):
            if repr(entry.value) not in seen:
                seen.add(repr(entry.value))
                found.append((entry._replace(place=None), "as JSON inside the text"))
        leaves: list[tuple[str, str]] = []
        _gather(value, "", leaves)
        for path, leaf in leaves[:_MOST_WORDS]:
            for inner in _values(leaf):
                add(inner, f"at {quoted(path)}", (path.rpartition(".")[2],))
    if not found:
        _of_words(text, add)
    points = [entry.value for entry, _ in found if isinstance(entry.value, dict)]
    if len(points) == len(found) == 1 and points[0].get("kty") == "EC" and "d" not in points[0]:
        for bare in _numbers_beside(text, str(points[0].get("crv"))):
            add(bare.jwk, "inside the text")
    return found


def _numbers_beside(text: str, curve: str) -> list[Bare]:
    """Returns the private number that stands beside a point, as `web-push` prints both of them."""
    if curve not in CURVES:
        return []
    named = _PRIVATE.search(text)
    algorithm = next(one for one in ALGORITHMS.values() if curve in one.curves)
    return [bare for bare in readings(named[1], algorithm) if "d" in bare.jwk] if named else []


def _of_words(
    text: str, add: Callable[[str | bytes | dict[str, Any], str, tuple[str, ...]], None]
) -> None:
    """Adds the keys that are words of a text, or that are XML or OpenSSH keys in it."""
    for members in keys_in_xml(text):
        add(members, "in XML", ())
    for line in [*_SSH.finditer(text)][:_MOST_WORDS]:
        try:
            add(read_public(line[0]).jwk, "inside the text", ())
        except ValueError:
            continue
    for word in [*_WORD.finditer(text)][:_MOST_WORDS]:
        name = _name_before(text, word.start())
        where = f"after {quoted(name)}" if name else "inside the text"
        for inner in _values(word[0]):
            add(inner, where, (name,) if name else ())


def _values(text: str) -> Iterator[str | bytes | dict[str, Any]]:
    """Yields the keys that a word or a string is: DER, or PEM or JSON in base64, XML, a point."""
    if keys := keys_in_xml(text) if "<" in text else []:
        yield from keys
        return
    if not _BASE64.fullmatch(text.strip()):
        return
    data = _decoded(text)
    try:
        if data[:1] == b"\x30":
            read_der(data)
    except EncryptedError:
        pass
    except ValueError:
        return
    if data[:1] == b"\x30":
        yield data
    elif bare := point(text):
        yield bare.jwk
    else:
        for inner in _texts(data):
            if "-----BEGIN " in inner:
                yield inner
            elif inner.lstrip().startswith(("{", "[")):
                value = json_text.read(inner.strip(), "key", "key").value
                yield from (entry.value for entry in entries_of(value))


def _gather(value: object, path: str, leaves: list[tuple[str, str]]) -> None:
    """Adds the long strings in a JSON value to ``leaves``. `json_text` has capped the depth."""
    if len(leaves) >= _MOST_WORDS:
        return
    if isinstance(value, str):
        if len(value) >= 40:
            leaves.append((path[-200:], value))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _gather(inner, f"{path}.{name[:60]}".lstrip("."), leaves)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, path, leaves)


def _texts(data: bytes) -> Iterator[str]:
    """Yields the bytes as a text, or in base64 if they are a key in binary form."""
    if data[:1] in (b"\x30", b"\x04"):
        yield base64.b64encode(data).decode("ascii")
        return
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _decoded(text: str) -> bytes:
    body = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error:
        return b""


def _name_before(text: str, place: int) -> str | None:
    """Returns the name before a word: `NAME=`, `NAME:`, in quotes or not."""
    before = text[max(0, place - 100) : place].rstrip(" \t\r\n|>").rstrip("\"'`").rstrip()
    if not before.endswith((":", "=")):
        return None
    name = _NAME.match(before[:-1].rstrip().rstrip("\"'")[::-1])
    return name[0][::-1] if name else None
