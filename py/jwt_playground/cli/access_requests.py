"""Reads requests for `authorize`: a line with commas, JSON, or a file of either."""

from __future__ import annotations

import argparse
import csv
import json
import re
from typing import Any

from .errors import UsageError

_EXPECTED = re.compile(r"(.*?)\s=>\s*(allow|deny)\s*")
KINDS = ("scope", "role", "permission", "group", "tenant")


def requests_of_text(text: str, name: str) -> list[dict[str, Any]]:
    """Returns the contract's requests in ``text``, which messages call ``name``.

    Raises:
        UsageError: a line is none; the message names it.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, list) and whole and all(isinstance(each, dict) for each in whole):
        return [_of_object(each) for each in whole]
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return [
        _of_line(line, f"line {number} of {name}")
        for number, line in lines
        if line and not line.startswith("#")
    ]


def written(request: dict[str, Any]) -> str:
    """Returns a request in one line, for people."""
    values = request["values"]
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return ",".join(values)
    return json.dumps(values, ensure_ascii=False)


def place(text: str) -> dict[str, Any]:
    """Reads a place of grants, such as `role=team` or `role=["app", "roles"]`."""
    kind, sign, path = text.partition("=")
    if not sign or kind not in KINDS or not path:
        known = ", ".join(KINDS)
        raise argparse.ArgumentTypeError(f"“{text}” is not KIND=PATH; kinds are {known}")
    try:
        names = json.loads(path)
    except (ValueError, RecursionError):
        names = None
    listed = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return {"kind": kind, "path": names if listed else [path]}


def named_function(text: str) -> dict[str, Any]:
    """Reads `g=keyMatch2`."""
    role, sign, function = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form g=keyMatch2")
    return {"role": role, "function": function}


def _of_line(line: str, where: str) -> dict[str, Any]:
    found = _EXPECTED.fullmatch(line)
    content, expected = (found[1], {"expect": found[2]}) if found else (line, {})
    if content[:1] in ("[", "{"):
        try:
            value = json.loads(content)
        except (ValueError, RecursionError):
            raise UsageError(f"{where} begins like JSON, but is none") from None
        made = _of_object(value) if isinstance(value, dict) else {"values": value}
        return {**made, **expected}
    [values] = csv.reader([content], skipinitialspace=True)
    return {"values": [value.strip() for value in values], **expected}


def _of_object(value: dict[str, Any]) -> dict[str, Any]:
    """Returns the contract's request: the object itself, or one with its members as values."""
    return value if "values" in value else {"values": value}
