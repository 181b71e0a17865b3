"""Finds the first fault of a text that is not JSON: what it is, and where.

Python's own parser says it in other words, and at another place, in each release. So it is only
asked whether a text is JSON; what is wrong with the text is found here. The words are those of
Python 3.13 and 3.14, and so are the places.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with a text."""

    reason: str
    """Python's words for it, a key of `json_text.REASONS`."""
    at: int
    """The offset in code points."""

    def in_python(self, text: str) -> str:
        """Returns the message of Python's `json.JSONDecodeError` for this fault of ``text``."""
        line, column = place(text, self.at)
        return f"{self.reason}: line {line} column {column} (char {self.at})"


VALUE = "Expecting value"
NAME = "Expecting property name enclosed in double quotes"
COLON = "Expecting ':' delimiter"
COMMA = "Expecting ',' delimiter"
LAST_IN_OBJECT = "Illegal trailing comma before end of object"
LAST_IN_ARRAY = "Illegal trailing comma before end of array"
UNTERMINATED = "Unterminated string starting at"
CONTROL = "Invalid control character at"
ESCAPE = "Invalid \\escape"
UNICODE_ESCAPE = "Invalid \\uXXXX escape"
MORE = "Extra data"
BYTE_ORDER_MARK = "Unexpected UTF-8 BOM (decode using utf-8-sig)"
NEW_IN_3_13 = (LAST_IN_OBJECT, LAST_IN_ARRAY)
"""Older Pythons say this in other words."""

_BLANK = re.compile(r"[ \t\n\r]*+")
# As far as a string is good. An escape of four digits must not be the end of the text.
_GOOD = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4}(?!\Z))*+')
_SCALAR = re.compile(
    r"null|true|false|NaN|-?Infinity|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?"
)


class _FaultError(Exception):
    def __init__(self, reason: str, at: int) -> None:
        self.fault = Fault(reason, at)


def first_fault(text: str) -> Fault | None:
    """Returns the first fault of a text; ``None`` if it is JSON.

    NaN and Infinity count as JSON, as they do for Python. It takes linear time and no recursion.
    """
    if text.startswith("\ufeff"):
        return Fault(BYTE_ORDER_MARK, 0)
    try:
        end = _blank(text, _Walk(text).value_end())
    except _FaultError as error:
        return error.fault
    return None if end == len(text) else Fault(MORE, end)


def place(text: str, at: int) -> tuple[int, int]:
    """Returns line and column of an offset, both counted from one."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Walk:
    """Goes through one JSON value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[str] = []
        """The brackets that are open, each as the one that closes it."""

    def value_end(self) -> int:
        """Returns where the value ends.

        Raises:
            _FaultError: the text is not JSON.
        """
        end = self._begin(_blank(self._text, 0))
        while self._open:
            end = self._go_on(_blank(self._text, end))
        return end

    def _begin(self, at: int) -> int:
        """Returns the end of the value at ``at``, or of its opening part, if others follow in it."""
        text = self._text
        while True:
            char = text[at : at + 1]
            if char == '"':
                return _string_end(text, at)
            if char not in ("{", "["):
                found = _SCALAR.match(text, at)
                if found is None:
                    raise _FaultError(VALUE, at)
                return found.end()
            closing = "}" if char == "{" else "]"
            at = _blank(text, at + 1)
            if text[at : at + 1] == closing:
                return at + 1
            self._open.append(closing)
            if closing == "}":
                at = self._after_name(at)

    def _go_on(self, at: int) -> int:
        """Goes on after a value inside of brackets: with the next one, or after the bracket."""
        text, closing = self._text, self._open[-1]
        if text[at : at + 1] == closing:
            self._open.pop()
            return at + 1
        if text[at : at + 1] != ",":
            raise _FaultError(COMMA, at)
        comma, at = at, _blank(text, at + 1)
        if text[at : at + 1] == closing:
            raise _FaultError(LAST_IN_OBJECT if closing == "}" else LAST_IN_ARRAY, comma)
        return self._begin(self._after_name(at) if closing == "}" else at)

    def _after_name(self, at: int) -> int:
        """Returns where the value of a member begins, whose name stands at ``at``."""
        text = self._text
        if text[at : at + 1] != '"':
            raise _FaultError(NAME, at)
        at = _blank(text, _string_end(text, at))
        if text[at : at + 1] != ":":
            raise _FaultError(COLON, at)
        return _blank(text, at + 1)


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _string_end(text: str, at: int) -> int:
    found = _GOOD.match(text, at)
    end = found.end() if found else at
    char = text[end : end + 1]
    if char == '"':
        return end + 1
    if char == "\\" and end + 1 < len(text):
        is_unicode = text[end + 1] == "u"
        raise _FaultError(UNICODE_ESCAPE if is_unicode else ESCAPE, end + is_unicode)
    if char and char != "\\":
        raise _FaultError(CONTROL, end)
    raise _FaultError(UNTERMINATED, at)
