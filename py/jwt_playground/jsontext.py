"""JSON read without loss: what the text says, where it says it, and what is wrong with it.

Python's own parser does the parsing (RFC 8259, less NaN and Infinity); what it
drops without a word, duplicate members and positions, is found here. Depth is
capped *before* parsing: in WebAssembly a deep recursion kills the interpreter.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .findings import Finding, Where
from .offsets import Span

MAX_DEPTH = 200
"""Levels of nesting. Real tokens stay under twenty; 5,000 still run in WebAssembly."""

MAX_SAFE_INTEGER = 2**53 - 1
"""Beyond it a double, which is all that JavaScript's JSON.parse has, rounds."""

# Possessive throughout: an unterminated string runs to the end of the text, once.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Json:
    """A JSON text as read: its value (``None`` where it is not JSON) and what was found."""

    value: Any = None
    ok: bool = False
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the top-level object. Spans count code points of the text."""

    name: str
    value: str
    span: Span
    value_span: Span


def read(text: str, where: Where, name: str) -> Json:
    """Parses ``text``, called ``name`` in messages. Never raises."""
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
        at = min(error.pos, max(len(text) - 1, 0))
        found(
            "json-invalid",
            f"The {name} is not JSON: {_plain(error, text)}",
            (at, min(at + 1, len(text))),
        )
        return result

    if notes.duplicate:
        for member, span in _duplicates(text):
            found(
                "json-duplicate-member",
                f"The {name} has the member “{member}” more than once. Parsers differ in which one "
                "they take (Python's takes the last); remove all but one.",
                span,
            )
    if notes.constants:
        found(
            "json-constant",
            f"The {name} contains {notes.constants[0]}, which is not JSON. Python's parser takes it, "
            "others refuse the token.",
            _find(text, notes.constants[0]),
        )
    for digits in notes.big:
        found(
            "json-big-integer",
            f"{_short(digits)} is larger than 2^53. Parsers that read numbers as doubles, as "
            "JavaScript does, change its last digits; issuers should send it as a string.",
            _find(text, digits),
        )
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(result.value, ensure_ascii=False)):
        found(
            "json-lone-surrogate",
            f"The {name} has an escape that is half of a surrogate pair. It is no character; "
            "verifiers may refuse or replace it.",
            None,
        )
    return result


def members(text: str) -> list[Member]:
    """The members of the top-level object of a text that ``read`` found to be JSON."""
    return [member for depth, member in _walk(text) if depth == 1]


def raw(text: str, span: Span) -> str:
    """The text of a span."""
    return text[span[0] : span[1]]


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
        # int() refuses thousands of digits (a guard against quadratic time).
        huge = len(digits) > 1000
        value = Decimal(digits) if huge else int(digits)
        if (huge or abs(int(digits)) > MAX_SAFE_INTEGER) and len(self.big) < 20:
            self.big.append(digits)
        return value

    def constant(self, name: str) -> float:
        self.constants.append(name)
        return float(name.replace("Infinity", "inf"))


def too_deep(text: str) -> int | None:
    """The offset at which the nesting goes beyond the cap, or ``None``."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return None
    depth = 0
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return token.start()
        elif char in "]}":
            depth -= 1
    return None


def _walk(text: str) -> list[tuple[int, Member]]:
    """Every member of every object with its depth, in the order in which the members end."""
    found: list[tuple[int, Member]] = []
    # One entry an open container: [is an object, name token, start of the value]
    stack: list[tuple[bool, list[re.Match[str]]]] = []
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if char in "{[":
            if stack:
                stack[-1][1].append(token)
            stack.append((char == "{", []))
        elif char in "}],":
            _close(text, stack, token.start(), found)
            if char != ",":
                stack.pop()
        elif char != ":" and stack:
            stack[-1][1].append(token)
    return found


def _close(
    text: str,
    stack: list[tuple[bool, list[re.Match[str]]]],
    end: int,
    found: list[tuple[int, Member]],
) -> None:
    is_object, tokens = stack[-1]
    if is_object and len(tokens) == 2:
        name, value = tokens
        stop = value.start() + len(text[value.start() : end].rstrip())
        found.append(
            (
                len(stack),
                Member(
                    json.loads(name.group()),
                    text[value.start() : stop],
                    (name.start(), stop),
                    (value.start(), stop),
                ),
            )
        )
    tokens.clear()


def _duplicates(text: str) -> list[tuple[str, Span]]:
    """Name and span of each member that repeats a name of its own object."""
    names: list[set[str]] = []  # one set an open container
    found: list[tuple[str, Span]] = []
    previous: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        char = token.group()[0]
        if char in "{[":
            names.append(set())
        elif char in "}]":
            names.pop()
        elif char == ":" and previous is not None:
            name = json.loads(previous.group())
            if name in names[-1] and len(found) < 50:
                found.append((name, previous.span()))
            names[-1].add(name)
        previous = token
    return found


def _find(text: str, part: str) -> Span | None:
    for token in _TOKEN.finditer(text):
        if token.group() == part:
            return token.span()
    return None


def _short(digits: str) -> str:
    return digits if len(digits) <= 40 else f"{digits[:20]}… ({len(digits)} digits)"


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


def _plain(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "it is empty."
    reason = _REASONS.get(error.msg.rstrip(": "), error.msg)
    if error.pos >= len(text):
        return f"it breaks off at the end; {reason}."
    return f"line {error.lineno}, column {error.colno}: {reason}."


def dump(value: object) -> str:
    """JSON text of a value, for texts that have no original to be shown."""
    return json.dumps(value, indent=2, ensure_ascii=False)
