"""A minute of hostile input with every run of the tests; `python -m tests.fuzz` runs more of it."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from . import targets
from .run import faults
from .targets import TARGETS

SEED = 7_519
COUNTS = {"tokens": 900, "keys": 900, "der": 1_200, "requests": 200, "links": 500, "logs": 400}
"""So many cases take about ten seconds each."""


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_hostile_breaks_freezes_or_deceives(target: str) -> None:
    assert [*faults(target, SEED, COUNTS[target])] == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_seed_makes_the_same_cases(target: str) -> None:
    make = TARGETS[target].make
    assert [*make(3, 40)] == [*make(3, 40)]
    assert [*make(3, 40)] != [*make(4, 40)]


def test_a_worker_that_ends_or_hangs_is_a_fault_and_the_next_case_gets_a_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = "import sys\nfor line in sys.stdin:\n    case = line.strip()\n"
    program += "    if case == '1': sys.exit(3)\n    if case == '2': sys.stdin.read()\n"
    program += '    print(\'{"seconds": 0, "faults": []}\', flush=True)\n'
    monkeypatch.setattr("tests.fuzz.worker.PATIENCE_S", 5)
    cases = iter([("well", 0), ("ends", 1), ("well", 0), ("hangs", 2), ("well", 0)])
    target = targets.Target(
        lambda seed, count: cases,
        lambda: [sys.executable, "-c", program],
        lambda case, answer: list(answer["faults"]),
    )
    monkeypatch.setitem(TARGETS, "made-up", target)
    found = [*faults("made-up", 1, 5)]
    assert ["ended with 3" in found[0], "no answer" in found[1], len(found)] == [True, True, 2]


def answer(reply: Any, seconds: float = 0) -> dict[str, Any]:
    return {"reply": json.dumps(reply), "seconds": seconds}


INSPECT = {"op": "inspect", "params": {"token": "", "key": {"text": "x"}}}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (answer({"ok": False, "error": {"code": "internal-error", "message": ""}}), "internal"),
        (answer({"ok": False, "error": {"code": "bad-request", "message": ""}}, 6), "worked 6.0 s"),
        (answer({"ok": False, "error": {"code": "bad-request", "message": "a\u202eb"}}), "lies"),
        (answer({"ok": True, "result": {"verdict": "valid"}}), "contract"),
        (answer("a" * 9_000_000), "bytes"),
        ({"gone": "the process ended with 1"}, "ended"),
    ],
)
def test_what_must_not_come_back_is_a_fault(given: dict[str, Any], fault: str) -> None:
    first, *_ = targets.of_answer(TARGETS["tokens"], INSPECT, given)
    assert fault in first


def test_valid_is_doubted() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"
    segments = [{"start": 0, "end": 20}, {"start": 21, "end": 24}, {"start": 25, "end": 29}]
    params = {"token": token, "key": {"text": targets.SECRET}}
    assert targets.not_signed(params, {"segments": segments}) != []
    assert targets.not_signed({**params, "key": {"text": "x"}}, {"segments": segments}) == []
