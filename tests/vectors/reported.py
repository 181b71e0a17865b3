"""What people reported in public: each situation as one request, with what a right answer says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Situation = dict[str, Any]

SITUATIONS: list[Situation] = [
    json.loads(line)
    for line in Path(__file__).with_name("reported.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each line of the data file."""


def differences(situation: Situation, result: dict[str, Any]) -> list[str]:
    """What the result lacks of a right answer, as sentences; empty if it is right."""
    wrong = [
        f"{name} is {result.get(name)!r}, not {situation[name]!r}"
        for name in ("verdict", "signature")
        if name in situation and result.get(name) != situation[name]
    ]
    told = [*result.get("findings", []), *result.get("checks", [])]
    codes = {one["code"] for one in told}
    wrong += [f"{code} is missing" for code in situation["codes"] if code not in codes]
    said = " ".join([*(one["message"] for one in told), *_texts(result.get("key"))])
    wrong += [f"nothing says {one!r}" for one in situation["phrases"] if one not in said]
    return wrong


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
