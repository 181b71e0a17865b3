"""Damaged tokens of the fuzzer: each is a result, and no sentence holds a character that lies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fuzz.tokens import DAMAGES, cases
from tests.unit.support.calls import call
from tests.unit.support.hostile import liars

SECRET = "correct horse battery staple, and salt"


@pytest.mark.parametrize("seed", range(4))
def test_every_damaged_token_is_a_result(seed: int) -> None:
    tokens = dict(cases(seed, 150))
    assert len(tokens) == 150
    asked = {"key": {"text": SECRET}, "now": 1e9, "expect": {"iss": "joe", "sub": "admin"}}
    reports = {name: call("inspect", token=text, **asked) for name, text in tokens.items()}
    assert [name for name, report in reports.items() if liars(report)] == []
    briefs: Any = call("inspect_many", tokens=[*tokens.values()], **asked)
    assert [brief["verdict"] for brief in briefs] == [
        report["verdict"] for report in reports.values()
    ]
    assert liars(briefs) == []


def test_the_same_seed_gives_the_same_tokens_and_every_damage_is_done() -> None:
    tokens = [*cases(7, 400)]
    assert tokens == [*cases(7, 400)]
    assert tokens != [*cases(8, 400)]
    done = {part for name, _ in tokens for part in name.split(": ")[-1].split(", ")}
    assert done >= {damage.__name__.strip("_") for group in DAMAGES for damage in group}
