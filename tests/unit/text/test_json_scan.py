"""The close look at JSON: members with their places, and depth."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import json_scan
from tests.unit.support.marks import unmarked
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


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("[" * 200, None),
        ("[" * 201, 200),
        ('{"a":' * 201, 1000),
        ("[" * 200 + "]" * 200 + "[" * 201, 600),
        ("[]" * 300, None),
        ('"' + "[" * 300 + '"', None),
        ('"\\"' + "[" * 300 + '"', None),
        ('["' + "[" * 300, None),
        ("[" * 150 + '"]]]]"' + "[" * 51, 206),
    ],
)
def test_where_the_nesting_goes_too_deep_is_told(text: str, at: int | None) -> None:
    assert json_scan.too_deep(text) == at
    assert json_scan.is_deep(text) == (at is not None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("5", []),
        ("[]", []),
        ("{}", []),
        (" \ufeff{ } ", []),
        ('\n{"a" : 1 ,\t"b":[1,{"c":2}],"a":"x"}', ["a", "b", "a"]),
        ('{"\\u0061":{},"":null}', ["a", ""]),
    ],
)
def test_the_members_of_the_outermost_object_are_named(text: str, names: list[str]) -> None:
    assert [member.name for member in json_scan.members(text)] == names


@pytest.mark.parametrize(
    ("marked", "limit"),
    [
        ('{"a":1,"b":2}', 9),
        ('{"a":1,⟦"a"⟧:2}', 9),
        ('{"a":1,⟦"a"⟧:2,⟦"a"⟧:3}', 9),
        ('{"a":1,⟦"a"⟧:2,"a":3}', 1),
        ('{"a":{"a":1},⟦"\\u0061"⟧:2}', 9),
        ('[{"a":1},{"a":2},{"b":1,⟦"b"⟧:2}]', 9),
        ('{"a":["a","a"],"b":"a"}', 9),
    ],
)
def test_names_that_an_object_repeats_are_found(marked: str, limit: int) -> None:
    text, places = unmarked(marked)
    found = json_scan.duplicates(text, limit)
    assert [span for _, span in found] == places
    assert all(name in ("a", "b") for name, _ in found)


def test_the_places_of_parts_are_found_in_their_order() -> None:
    text = '{"NaN":NaN,"b":[Infinity,NaN]}'
    assert list(json_scan.places(text, ["NaN", "Infinity", "NaN", "x"])) == [
        (7, 10),
        (16, 24),
        (25, 28),
        None,
    ]
