"""Prints for people and as JSON. Text of a token cannot steer a terminal or forge a line."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_LINE_BREAK = re.compile(r"\r?\n")


def print_json(value: object) -> None:
    """Prints ``value`` as JSON, in ASCII."""
    print(json.dumps(value, indent=2))


def print_findings(findings: list[dict[str, Any]]) -> None:
    """Prints a line for each finding."""
    for finding in findings:
        print(_line(finding))


def tell_findings(findings: list[dict[str, Any]]) -> None:
    """Prints a line for each finding on standard error, where standard output is for a result."""
    for finding in findings:
        _print_error(_line(finding))


def tell(message: str) -> None:
    """Prints a sentence of the command itself on standard error."""
    _print_error(f"jwt-playground: {safe(message)}")


def _line(finding: dict[str, Any]) -> str:
    return f"{finding['severity']}: {safe(finding['message'])} [{finding['code']}]"


def _print_error(line: str) -> None:
    # If standard error is closed, it is `None`, which `print` would take for standard output.
    if sys.stderr is not None:
        print(line, file=sys.stderr)


def safe(text: str) -> str:
    """Returns one line of ``text`` with an escape in place of each character that is not shown."""
    # Imported here, since loading the engine takes long enough to press Ctrl-C meanwhile.
    from ..protocol import printable

    return printable(text)


def foreign(text: str) -> str:
    """Returns foreign text with a bar before each line, so that none looks like the report's."""
    return "\n".join(f"  | {safe(line)}" for line in _LINE_BREAK.split(text))
