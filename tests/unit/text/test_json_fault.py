"""What is wrong with JSON is found without Python's parser, and in the words of its newest one."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import json_fault
from jwt_playground.text.json_fault import first_fault
from tests.unit.support.calls import call

PIECES = [
    *("{", "}", "[", "]", ",", ":", " ", "\n", "\t", "\ufeff", "\xa0", "é", "\x01", "\\"),
    *('"a"', '"', '"b":', '"a":1', '"c":[1,2]', '{"a":', '"\\', '"\\u', '"\\u12'),
    *('"\\ud800', '\\udc00"', "\\u00g0", '"\\u1234', '"\\n"', '"\\x"'),
    *("1", "-", "-1", "0", "01", "1.", "1.5e", "1e5", "true", "nul", "null", "NaN", "-Infinity"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_python_finds_the_same_fault(text: str) -> None:
    fault = first_fault(text)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        assert fault is not None
        if fault.reason not in json_fault.NEW_IN_3_13 or sys.version_info >= (3, 13):
            assert fault.in_python(text) == str(error)
    else:
        assert fault is None


@pytest.mark.parametrize(
    ("text", "said", "offset"),
    [
        ('{"alg":"HS256",}', "line 1, column 15: there is a comma too many before }.", 14),
        ('{"a":[1,\n2 , ]}', "line 2, column 3: there is a comma too many before ].", 11),
        ("{'a':1}", "line 1, column 2: a member name in double quotes is missing.", 1),
        ('{"a":"x', "line 1, column 6: the string that begins here does not end.", 5),
    ],
)
def test_a_fault_is_told_in_the_same_words_by_every_python(
    text: str, said: str, offset: int
) -> None:
    result = call("sign", header=text, payload="{}", key={"text": "secret"})
    [finding] = [one for one in result["findings"] if one["code"] == "json-invalid"]
    assert finding["message"] == f"The header is not JSON: {said}"
    assert finding["range"] == [offset, offset + 1]


def test_a_deep_text_needs_no_recursion() -> None:
    assert first_fault("[" * 100_000) == (json_fault.VALUE, 100_000)
