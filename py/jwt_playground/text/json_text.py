"""JSON read without loss: what the text says, where it says it, and what is wrong with it.

Python's own parser does the parsing (RFC 8259, less NaN and Infinity); what it
drops without a word, duplicate members and positions, is found by `jsonscan`. Depth
is capped *before* parsing: in WebAssembly a deep recursion kills the interpreter.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Span
from .json_scan import MAX_DEPTH, duplicates, is_deep, places, too_deep

MAX_SAFE_INTEGER = 2**53 - 1
"""Beyond it a double, which is all that JavaScript's JSON.parse has, rounds."""

_MANY = 20
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89A-Fa-f]")


@dataclass(slots=True)
class Json:
    """A JSON text as read: its value (``None`` where it is not JSON) and what was found.

    Integers of more than 1,000 digits are `Decimal`: `int` refuses thousands of digits,
    a guard against quadratic time.
    """

    value: Any = None
    ok: bool = False
    findings: list[Finding] = field(default_factory=list)


class RemarkableError(ValueError):
    """There is something to say about a JSON text, or it is none: `read` says it."""


def clean(text: str) -> Any:
    """The value of a JSON text that nothing needs to be said about, as nearly all are.

    Raises:
        RemarkableError: `read` it. A text with white space around the value is one, too.
        json.JSONDecodeError: it is none, or begins with white space.
    """
    if is_deep(text) or _escapes_surrogate(text):
        raise RemarkableError
    value, end = _CLEAN.raw_decode(text)
    if end != len(text):
        raise RemarkableError
    return value


def read(text: str, where: Where, name: str) -> Json:
    """Parses ``text``, called ``name`` in messages. Never raises."""
    try:
        return Json(clean(text), True)
    except json.JSONDecodeError as error:
        if text.startswith("{"):  # where nothing is skipped, there is nothing more to be found
            return Json(findings=[_invalid(error, text, where, name)])
    except RemarkableError:
        pass
    return _read_closely(text, where, name)


def _read_closely(text: str, where: Where, name: str) -> Json:
    result = Json()

    def found(code: str, message: str, span: Span | None = None) -> None:
        result.findings.append(Finding(code, where, message, span))

    deep = too_deep(text)
    if deep is not None:
        found(
            "json-too-deep",
            f"The {name} is nested more than {MAX_DEPTH} levels deep. It is not read any further: "
            "such texts are made to crash parsers.",
            (deep, deep + 1),
        )
        return result
    if text.startswith("\ufeff"):
        found(
            "json-byte-order-mark",
            f"The {name} begins with a byte order mark (U+FEFF), which JSON forbids. Remove it.",
            (0, 1),
        )
        text = " " + text[1:]

    notes = _Notes()
    try:
        result.value = json.loads(
            text,
            object_pairs_hook=notes.pairs,
            parse_int=notes.integer,
            parse_constant=notes.constant,
        )
        result.ok = True
    except json.JSONDecodeError as error:
        result.findings.append(_invalid(error, text, where, name))
        return result

    if notes.duplicate:
        for member, span in duplicates(text, _MANY):
            found(
                "json-duplicate-member",
                f"The {name} has the member “{_short(member)}” more than once. Parsers differ in which "
                "one they take (Python's takes the last); remove all but one.",
                span,
            )
    for constant, place in zip(notes.constants, places(text, notes.constants), strict=True):
        found(
            "json-constant",
            f"The {name} contains {constant}, which is not JSON. Python's parser takes it, others "
            "refuse the token.",
            place,
        )
    for digits, place in zip(notes.big, places(text, notes.big), strict=True):
        found(
            "json-big-integer",
            f"{_short(digits)} is larger than 2^53. Parsers that read numbers as doubles, as "
            "JavaScript does, change its last digits; issuers should send it as a string.",
            place,
        )
    if _escapes_surrogate(text) and _LONE_SURROGATE.search(
        json.dumps(result.value, ensure_ascii=False, default=str)
    ):
        found(
            "json-lone-surrogate",
            f"The {name} has an escape that is half of a surrogate pair. It is no character; "
            "verifiers may refuse or replace it.",
            None,
        )
    return result


def dump(value: object) -> str:
    """JSON text of a value that was read, for texts that have no original to be shown."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


def _escapes_surrogate(text: str) -> bool:
    """Whether an escape may stand for half of a surrogate pair."""
    return "\\" in text and _SURROGATE_ESCAPE.search(text) is not None


class _Notes:
    """What Python's parser sees on its way and would not keep."""

    def __init__(self) -> None:
        self.duplicate = False
        self.constants: list[str] = []
        self.big: list[str] = []

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        self.duplicate = self.duplicate or len(value) < len(pairs)
        return value

    def integer(self, digits: str) -> int | Decimal:
        huge = len(digits) > 1000
        if (huge or abs(int(digits)) > MAX_SAFE_INTEGER) and len(self.big) < _MANY:
            self.big.append(digits)
        return Decimal(digits) if huge else int(digits)

    def constant(self, name: str) -> float:
        if len(self.constants) < _MANY:
            self.constants.append(name)
        return float(name.replace("Infinity", "inf"))


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise RemarkableError
    return value


def _small(digits: str) -> int:
    if len(digits) > 15:  # may be beyond MAX_SAFE_INTEGER
        raise RemarkableError
    return int(digits)


def _no_constant(_: str) -> float:
    raise RemarkableError


_CLEAN = json.JSONDecoder(
    object_pairs_hook=_distinct, parse_int=_small, parse_constant=_no_constant
)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:20]}… ({len(text):,} characters)"


_REASONS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a member name in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Illegal trailing comma before end of object": "there is a comma too many before }",
    "Illegal trailing comma before end of array": "there is a comma too many before ]",
    "Unterminated string starting at": "the string that begins here does not end",
    "Invalid control character at": "a control character stands unescaped in a string",
    "Invalid \\escape": "a backslash escape is not one that JSON knows",
    "Invalid \\uXXXX escape": "a \\u escape needs four hexadecimal digits",
    "Extra data": "more text follows after the JSON value",
}


def _invalid(error: json.JSONDecodeError, text: str, where: Where, name: str) -> Finding:
    at = min(error.pos, max(len(text) - 1, 0))
    message = f"The {name} is not JSON: {_plain(error, text)}"
    return Finding("json-invalid", where, message, (at, min(at + 1, len(text))))


def _plain(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "it is empty."
    reason = _REASONS.get(error.msg.rstrip(": "), error.msg)
    if error.pos >= len(text):
        return f"it breaks off at the end; {reason}."
    return f"line {error.lineno}, column {error.colno}: {reason}."
