"""Undoes percent-encoding (RFC 3986 section 2.1)."""

from __future__ import annotations

import re

_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})++")


def unquoted(text: str) -> str:
    """Returns the text with the characters that percent signs stand for, in UTF-8. Never raises."""
    return _RUN.sub(_characters, text)


def _characters(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")
