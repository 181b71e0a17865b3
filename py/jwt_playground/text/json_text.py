"""Reads JSON without loss: its value, and what is wrong with the text and where (RFC 8259).

Python's own parser does the parsing. It keeps neither repeated members nor positions, so
`json_scan` finds those, and `json_fault` says what is wrong with a text that is not JSON. Unlike RFC 8259 it accepts NaN and Infinity; they become findings.
The depth is limited *before* parsing: in WebAssembly a deep recursion kills the interpreter.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Span
from . import json_fault
from .json_scan import MAX_DEPTH, duplicates, is_deep, places, too_deep
from .words import quoted

MAX_SAFE_INTEGER = 2**53 - 1
"""Doubles hold every integer up to this one exactly. JavaScript's JSON.parse makes doubles."""

_MANY = 20
"""At most so many findings with the same code are reported for one text."""
_MOST_DIGITS = 4300
"""`int` refuses longer texts, unless a program says otherwise (`sys.set_int_max_str_digits`)."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89A-Fa-f]")


@dataclass(slots=True)
class Json:
    """What was read from a JSON text: its value and its faults.

    An integer of more than 1,000 digits becomes a `Decimal`: `int` refuses thousands of digits,
    because reading them takes quadratic time.
    """

    value: Any = None
    """``None`` if the text is not JSON, and for `null`."""
    ok: bool = False
    """Whether the text is JSON. NaN, Infinity and a byte order mark count as JSON here."""
    findings: list[Finding] = field(default_factory=list)


class RemarkableError(ValueError):
    """There may be something to report about a JSON text. `read` finds out what."""


def clean(text: str) -> Any:
    """Returns the value of a JSON text without any fault. Nearly all texts are of this kind.

    Raises:
        RemarkableError: call `read` instead. Text or white space after the value raises it, too.
        json.JSONDecodeError: the text is not JSON, or white space stands before the value.
    """
    if is_deep(text) or _escapes_surrogate(text):
        raise RemarkableError
    value, end = _CLEAN.raw_decode(text)
    if end != len(text):
        raise RemarkableError
    return value


def read(text: str, where: Where, name: str) -> Json:
    """Parses ``text``, which messages call ``name``. Never raises.

    ``where`` is the place that the findings name; their spans count code points of ``text``.
    """
    try:
        return Json(clean(text), True)
    except json.JSONDecodeError:
        if text.startswith("{"):  # nothing stands before the value: a close reading finds the same
            return Json(findings=[_invalid(text, where, name)])
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
    except json.JSONDecodeError:
        result.findings.append(_invalid(text, where, name))
        return result

    if notes.duplicate:
        for member, span in duplicates(text, _MANY):
            found(
                "json-duplicate-member",
                f"The {name} has the member {quoted(member, 40)} more than once. Parsers differ in which "
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
    if notes.refused:
        found(
            "json-integer-refused",
            f"The {name} has an integer of {notes.refused:,} digits. Python reads no integer of more than "
            f"{_MOST_DIGITS:,}, so PyJWT refuses the token. Issuers should send it as a string.",
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
    """Returns JSON text, indented by two spaces, for a value that has no text of its own.

    A `Decimal` (see `Json`) becomes a string.
    """
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


def _escapes_surrogate(text: str) -> bool:
    """Tells whether the text has an escape that may be half of a surrogate pair."""
    return "\\" in text and _SURROGATE_ESCAPE.search(text) is not None


class _Notes:
    """Hooks for Python's parser. They note what the parser sees but does not keep."""

    def __init__(self) -> None:
        self.duplicate = False
        self.constants: list[str] = []
        self.big: list[str] = []
        self.refused = 0

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        self.duplicate = self.duplicate or len(value) < len(pairs)
        return value

    def integer(self, digits: str) -> int | Decimal:
        huge = len(digits) > 1000
        if huge and len(digits.lstrip("-")) > _MOST_DIGITS:
            self.refused = self.refused or len(digits.lstrip("-"))
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
    json_fault.VALUE: "a value is missing",
    json_fault.NAME: "a member name in double quotes is missing",
    json_fault.COLON: "a colon is missing",
    json_fault.COMMA: "a comma or a closing bracket is missing",
    json_fault.LAST_IN_OBJECT: "there is a comma too many before }",
    json_fault.LAST_IN_ARRAY: "there is a comma too many before ]",
    json_fault.UNTERMINATED: "the string that begins here does not end",
    json_fault.CONTROL: "a control character stands unescaped in a string",
    json_fault.ESCAPE: "a backslash escape is not one that JSON knows",
    json_fault.UNICODE_ESCAPE: "a \\u escape needs four hexadecimal digits",
    json_fault.MORE: "more text follows after the JSON value",
    json_fault.BYTE_ORDER_MARK: "it begins with more than one byte order mark",
}


def _invalid(text: str, where: Where, name: str) -> Finding:
    fault = json_fault.first_fault(text) or json_fault.Fault(json_fault.VALUE, 0)
    at = min(fault.at, max(len(text) - 1, 0))
    message = f"The {name} is not JSON: {_plain(fault, text)}"
    return Finding("json-invalid", where, message, (at, min(at + 1, len(text))))


def _plain(fault: json_fault.Fault, text: str) -> str:
    if not text.strip():
        return "it is empty."
    reason = _REASONS[fault.reason]
    if fault.at >= len(text):
        return f"it breaks off at the end; {reason}."
    line, column = json_fault.place(text, fault.at)
    return f"line {line}, column {column}: {reason}."
