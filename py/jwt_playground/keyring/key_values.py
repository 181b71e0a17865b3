"""Reads the keys that one string is: DER, PEM or JSON in base64, a point, XML."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from ..keys.bare import point
from ..keys.der import EncryptedError, read_der
from ..keys.xml import keys_in_xml
from ..text import base64url, json_text
from .json_keys import BROKEN, MOST_ENTRIES, Value, entries_of

BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]{40,}+={0,2}")
_PEM = "LS0tLS1CRUdJTi"
"""How PEM begins in base64."""
_POINTS = (65, 97, 133)


def keys_of(text: str) -> list[Value]:
    """Returns the keys that a string is. Of a damaged key, `BROKEN` stands for it. Never raises."""
    if len(text) < 40:
        return []
    found = [*_values(text)][:MOST_ENTRIES]
    return found or ([BROKEN] if _is_damaged(text.strip()) else [])


def _is_damaged(text: str) -> bool:
    """Tells whether a text that is no key looks like one: it was cut, or characters were changed."""
    word = "".join(text.split())
    if "<" in text:
        return "Modulus>" in text or "PublicKey>" in text
    data = base64url.either(word) if BASE64.fullmatch(word) else b""
    inner = {0x81: 3, 0x82: 4}.get(data[1] if len(data) > 1 else 0, 2)
    is_der = data[:1] == b"\x30" and data[inner : inner + 1] in (b"\x30", b"\x02")
    is_point = data[:1] == b"\x04" and len(data) in _POINTS
    return is_der or is_point or word.startswith(_PEM)


def _values(text: str) -> Iterator[Value]:
    """Yields the keys that a word or a string is: DER, or PEM or JSON in base64, XML, a point."""
    if keys := keys_in_xml(text) if "<" in text else []:
        yield from keys
        return
    if not BASE64.fullmatch(text.strip()):
        return
    data = base64url.either(text)
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
        for inner in texts(data):
            if "-----BEGIN " in inner:
                yield inner
            elif inner.lstrip().startswith(("{", "[")):
                value = json_text.read(inner.strip(), "key", "key").value
                yield from (entry.value for entry in entries_of(value))


def texts(data: bytes) -> Iterator[str]:
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
