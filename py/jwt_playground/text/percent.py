"""Percent-encoding (RFC 3986 section 2.1)."""

from __future__ import annotations

import re

_BYTES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def unquoted(text: str) -> str:
    """Returns the text with percent-encoding undone. Bytes that are no text become U+FFFD."""
    return _BYTES.sub(_decode, text)


def _decode(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("%", "")).decode("utf-8", "replace")
