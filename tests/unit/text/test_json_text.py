"""JSON that is refused is refused as Python refuses it, with its place."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import json_text


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
