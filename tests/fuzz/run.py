"""Runs the cases of one target, and collects what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .targets import TARGETS, of_answer
from .worker import Worker

SHOWN = 2_000


def faults(target: str, seed: int, count: int) -> Iterator[str]:
    """Yield a text for each of ``count`` cases that has a fault: its name, the fault, the case."""
    chosen = TARGETS[target]
    worker = Worker(chosen.command())
    try:
        for name, case in chosen.make(seed, count):
            if wrong := of_answer(chosen, case, worker.ask(case)):
                yield f"{target} {name}\n  {'; '.join(wrong)}\n  {_shown(case)}"
    finally:
        worker.close()


def _shown(case: Any) -> str:
    text = json.dumps(case)
    if len(text) <= SHOWN:
        return text
    return f"{text[:SHOWN]}… ({len(text):,} characters; the seed and the number make it again)"
