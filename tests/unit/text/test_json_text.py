"""JSON that is refused is refused as Python refuses it, with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import json_text
from tests.unit.support.marks import unmarked


@given(st.text('{}[]",:\\0 a', max_size=60))
def test_json_that_python_refuses_is_refused_with_its_place(text: str) -> None:
    try:
        json.loads(text)
        accepted = True
    except ValueError:
        accepted = False
    read = json_text.read(text, "payload", "payload")
    assert read.ok == accepted
    assert accepted or read.findings[0].span is not None


@given(
    st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.floats(allow_nan=False))),
    st.data(),
)
def test_broken_json_is_explained_as_the_close_reading_explains_it(
    value: dict[str, object], data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.text('"{}[],:\\ \n1', max_size=2)) + text[at + 1 :]
    assert json_text.read(text, "payload", "payload") == json_text._read_closely(
        text, "payload", "payload"
    )


REMARKS: list[tuple[str, list[str], Any]] = [
    ('{"a":1,⟦"a"⟧:2}', ["json-duplicate-member"], {"a": 2}),
    ('{"a":1,"b":{"a":1},⟦"\\u0061"⟧:2}', ["json-duplicate-member"], {"a": 2, "b": {"a": 1}}),
    ('[{"a":1,⟦"a"⟧:2,⟦"a"⟧:3},{"a":1}]', ["json-duplicate-member"] * 2, [{"a": 3}, {"a": 1}]),
    ('{"a":⟦Infinity⟧,"b":"NaN"}', ["json-constant"], {"a": float("inf"), "b": "NaN"}),
    ("[⟦-Infinity⟧,⟦Infinity⟧]", ["json-constant"] * 2, [-float("inf"), float("inf")]),
    ('{"a":⟦9007199254740992⟧}', ["json-big-integer"], {"a": 2**53}),
    ("[9007199254740991,⟦-9007199254740992⟧]", ["json-big-integer"], [2**53 - 1, -(2**53)]),
    ("⟦\ufeff⟧{}", ["json-byte-order-mark"], {}),
    (
        '⟦\ufeff⟧{"n":⟦9007199254740993⟧}',
        ["json-byte-order-mark", "json-big-integer"],
        {"n": 2**53 + 1},
    ),
    (
        '{"a":1,⟦"a"⟧:⟦9007199254740992⟧}',
        ["json-duplicate-member", "json-big-integer"],
        {"a": 2**53},
    ),
]


@pytest.mark.parametrize(("marked", "codes", "value"), REMARKS)
def test_what_is_worth_a_remark_is_found_at_its_place(
    marked: str, codes: list[str], value: Any
) -> None:
    text, places = unmarked(marked)
    read = json_text.read(text, "payload", "payload")
    assert [(f.code, f.span) for f in read.findings] == list(zip(codes, places, strict=True))
    assert (read.ok, read.value) == (True, value)
    assert {finding.where for finding in read.findings} == {"payload"}


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("", "it is empty"),
        ("⟦ ⟧", "it is empty"),
        ("⟦x⟧", "a value is missing"),
        ('{"a":⟦x⟧}', "a value is missing"),
        ('{"a" ⟦1⟧}', "a colon is missing"),
        ("{⟦a⟧:1}", "a member name in double quotes is missing"),
        ('{"a":1 ⟦"b"⟧:2}', "a comma or a closing bracket is missing"),
        ("[1 ⟦2⟧]", "a comma or a closing bracket is missing"),
        ('{"a":⟦"⟧b}', "the string that begins here does not end"),
        ('{"a":"b⟦\n⟧"}', "a control character stands unescaped"),
        ("{} ⟦x⟧", "more text follows"),
        ('{"a⟦"⟧', "breaks off at the end"),
        ('{"a"⟦:⟧', "breaks off at the end"),
        ("⟦[⟧", "breaks off at the end"),
    ],
)
def test_what_is_no_json_says_where_and_why(marked: str, said: str) -> None:
    text, places = unmarked(marked)
    read = json_text.read(text, "header", "header")
    assert (read.ok, read.value) == (False, None)
    [finding] = read.findings
    assert (finding.code, finding.where) == ("json-invalid", "header")
    assert said in finding.message
    first, last = finding.span or (-1, -1)
    expected = places[0][0] if places else 0
    assert first == expected
    assert last == min(expected + 1, len(text))


def test_integers_of_more_than_1000_digits_are_decimals() -> None:
    for digits, kind in ((1000, int), (1001, Decimal)):
        read = json_text.read("[" + "9" * digits + "]", "payload", "payload")
        assert type(read.value[0]) is kind
        assert [f.code for f in read.findings] == ["json-big-integer"]


def test_long_digits_are_cut_in_the_sentence() -> None:
    for digits, shown in ((40, "9" * 40 + " is"), (41, "9" * 20 + "… (41 characters) is")):
        [finding] = json_text.read("9" * digits, "payload", "payload").findings
        assert finding.message.startswith(shown)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r'"\ud800"', True),
        (r'"\udfff"', True),
        (r'{"\ud83d":1}', True),
        (r'"\ud83d\ude00"', False),
        (r'"\u0041"', False),
        (r'"\\ud800"', False),
    ],
)
def test_half_a_surrogate_pair_is_told(text: str, told: bool) -> None:
    read = json_text.read(text, "payload", "payload")
    assert read.ok
    assert [f.code for f in read.findings] == ["json-lone-surrogate"] * told


def test_json_that_was_read_is_written_for_people() -> None:
    assert json_text.dump({"a": "é", "b": Decimal(5)}) == '{\n  "a": "é",\n  "b": "5"\n}'
