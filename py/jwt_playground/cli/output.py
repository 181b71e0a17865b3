"""Prints for people and as JSON. Text of a token cannot steer a terminal or forge a line."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO


def print_json(value: object) -> None:
    """Prints ``value`` as JSON, in ASCII."""
    print(json.dumps(value, indent=2))


def print_findings(findings: list[dict[str, Any]], stream: TextIO | None = None) -> None:
    """Prints a line for each finding; on standard output if no ``stream`` is given."""
    for finding in findings:
        print(f"{finding['severity']}: {safe(finding['message'])} [{finding['code']}]", file=stream)


def tell(message: str) -> None:
    """Prints a sentence of the command itself on standard error."""
    print(f"jwt-playground: {safe(message)}", file=sys.stderr)


def safe(text: str) -> str:
    """Returns one line of ``text`` with an escape in place of each character that is not shown."""
    return "".join(char if char.isprintable() or char == "\t" else _escape(char) for char in text)


def indented(text: str) -> str:
    """Returns ``text`` with two blanks before each line, so that none looks like the report's."""
    return "\n".join(f"  {safe(line)}" for line in text.splitlines() or [""])


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
