"""The close look at JSON: members with their places, and depth."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import json_scan
from tests.unit.support.strategies import free_claims


@given(free_claims)
def test_the_members_of_an_object_are_its_text(value: dict[str, Any]) -> None:
    compact = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for text in (json.dumps(value), json.dumps(value, indent=3, ensure_ascii=False), compact):
        members = json_scan.members(text)
        assert [member.name for member in members] == list(value)
        assert [json.loads(member.value) for member in members] == list(value.values())
        for member in members:
            assert text[slice(*member.value_span)] == member.value
            assert json.loads("{" + text[slice(*member.span)] + "}") == {
                member.name: value[member.name]
            }


@given(st.text('[]{}"\\\\a,:é\ud800', max_size=40))
def test_depth_is_counted_outside_strings(text: str) -> None:
    depth = deepest = 0
    for token in json_scan._TOKEN.findall(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        deepest = max(deepest, depth)
    for levels in (200, 199):
        down = "[" * (levels - deepest)
        # A quotation mark left open hides what follows, so the levels come before.
        assert json_scan.is_deep(f"{down}[{text}") == (levels == 200)
