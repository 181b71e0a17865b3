"""Bytes of a file, a descriptor or a variable as the key text that the engine reads.

Text goes on exactly as it is: with its line breaks, and with a byte order mark if it has one.
What is no text, such as a DER file, goes on in base64.
"""

from __future__ import annotations

import base64
from typing import Any

from .errors import UsageError
from .output import tell


def key_of_bytes(data: bytes, encoding: str | None, name: str) -> dict[str, Any]:
    """Returns the members `text` and `encoding` of the contract's `KeyInput`.

    ``encoding`` is the one that was asked for; ``name`` says where the bytes came from.

    Raises:
        UsageError: the bytes are no text, so they cannot be text in ``encoding``.
    """
    if not is_der(data):
        try:
            return {"text": data.decode("utf-8"), "encoding": encoding}
        except UnicodeDecodeError:
            if encoding is not None:
                raise UsageError(
                    f"{name} is binary, so it is no text in {encoding}. "
                    "Leave --encoding out to take its bytes as they are."
                ) from None
            tell(
                f"{name} is binary and was read as bytes, not as text. "
                "If it holds text, save it as UTF-8."
            )
    # The encoding matters only if the engine finds no key in DER: then the secret is these bytes.
    return {"text": base64.b64encode(data).decode("ascii"), "encoding": "base64"}


def is_der(data: bytes) -> bool:
    """Tells whether ``data`` looks like DER: one ASN.1 SEQUENCE and nothing behind it."""
    if len(data) < 4 or data[0] != 0x30:
        return False
    head, size = 2, data[1]
    if size >= 0x80:
        head += size & 0x7F
        size = int.from_bytes(data[2:head], "big")
    # A key in DER holds a number or an object identifier, whose tags are control characters.
    # A text that begins with “0” and happens to have the right length holds none.
    return head + size == len(data) and any(byte < 0x09 for byte in data)
