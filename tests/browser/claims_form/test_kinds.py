"""With which field a claim is edited, how times are read, and what becomes of what is typed."""

from __future__ import annotations

import json

import pytest

from buildtools.common import ROOT
from tests.browser.support.node import run_module

NOW = 1_800_000_000
READ = """
import { readTime } from "./site/workspaces/inspect/form/times.js";
tell(given.map((words) => readTime(words, 1_800_000_000.7)));
"""
KINDS = """
import { kindOf } from "./site/workspaces/inspect/form/kinds.js";
tell(given.map(([value, type]) => kindOf(value, type, (text) => !text.includes("\\u202e"))));
"""
LITERALS = """
import { literalOf } from "./site/workspaces/inspect/form/kinds.js";
tell(given.map(([kind, typed]) => literalOf(kind, typed, 1_800_000_000)));
"""
MOMENTS = """
import { relative } from "./site/shared/time-format.js";
import { readTime } from "./site/workspaces/inspect/form/times.js";
tell(given.map((seconds) => readTime(relative(seconds, 1_800_000_000), 1_800_000_000)));
"""


def test_times_are_read_as_people_say_them() -> None:
    said = {
        "now": NOW,
        " In 15 Minutes ": NOW + 900,
        "in 15m": NOW + 900,
        "in 1 hour 5 minutes": NOW + 3900,
        "in 1.5 hours": NOW + 5400,
        "2 days ago": NOW - 172_800,
        "in 2 weeks": NOW + 1_209_600,
        "in 57,971 years": NOW + 57_971 * 31_556_952,
        "1300819380": 1_300_819_380,
        "-1": -1,
        "2027-01-15": 1_799_971_200,
        "2027-01-15T08:00:00Z": NOW,
        "2027-01-15 09:00:00+01:00": NOW,
    }
    assert dict(zip(said, run_module(READ, list(said)), strict=True)) == said


def test_what_is_no_time_is_not_guessed() -> None:
    said = ["", "soon", "in", "in 5", "5 minutes", "in five minutes", "in 1 month", "in 1 hour ago"]
    said += [
        "2027-13-45",
        "15.01.2027",
        "1e3",
        "99999999999999999999",
        f"in {'1 h ' * 30}",
        "in 1h2",
    ]
    assert run_module(READ, said) == [None] * len(said)


def test_the_words_that_the_page_writes_are_read_back() -> None:
    seconds = [NOW + n * sign for n in (0, 59, 61, 3_600, 90_000, 31_556_952) for sign in (1, -1)]
    assert run_module(MOMENTS, seconds) == seconds


@pytest.mark.parametrize("kind", ["text", "time", "list", "truth", "number", "json"])
def test_the_value_decides_on_the_field(kind: str) -> None:
    cases = {
        "text": [('"a"', "text"), ('"1"', "time"), ('""', "json"), ('"\\u0061"', "number")],
        "time": [("1800000000", "time"), ("0", "time"), ("1.5", "time")],
        "number": [("1", "text"), ("1e400", "time"), ("1767229200000", "time"), ("-0", "list")],
        "truth": [("true", "text"), ("false", "truth")],
        "list": [('["a", "b"]', "text"), ("[]", "list"), ('"a"', "list")],
        "json": [
            ("null", "text"),
            ("{}", "json"),
            ('["a", 1]', "list"),
            ('[["a"]]', "list"),
            ('"two\\nlines"', "text"),
            ('"\\u202e"', "text"),
            (json.dumps("a" * 2001), "text"),
            (json.dumps(["a"] * 51), "list"),
        ],
    }
    assert run_module(KINDS, cases[kind]) == [kind] * len(cases[kind])


def test_what_is_typed_becomes_json() -> None:
    cases = {
        ("text", ' "a" '): '" \\"a\\" "',
        ("number", " 1.50 "): "1.50",
        ("number", "100002348117421473"): "100002348117421473",
        ("number", "0x10"): None,
        ("number", ""): None,
        ("truth", "true"): "true",
        ("truth", "True"): None,
        ("time", "in 1 minute"): "1800000060",
        ("time", "later"): None,
        ("list", "a\r\n\nb "): '["a", "b "]',
        ("list", ""): "[]",
        ("json", ' {"a" : 1.0} '): '{"a" : 1.0}',
        ("json", "{a: 1}"): None,
        ("json", ""): None,
        ("json", "[" * 501 + "]" * 501): None,
        ("json", f'"{"a" * 99_998}"'): f'"{"a" * 99_998}"',
        ("json", f'"{"a" * 99_999}"'): None,
    }
    assert run_module(LITERALS, list(cases)) == list(cases.values())


def test_each_name_with_an_input_of_its_own_is_known_and_has_one() -> None:
    content = ROOT / "site/content"
    known = json.loads((content / "claims.json").read_text("utf-8"))
    inputs = json.loads((content / "claim-inputs.json").read_text("utf-8"))
    names = [name for each in inputs.values() for name in each]
    assert sorted(inputs) == ["json", "list", "number", "truth"]
    assert len(names) == len(set(names))
    assert set(names) <= set(known)
    assert not [name for name in names if known[name].get("kind") == "NumericDate"]
