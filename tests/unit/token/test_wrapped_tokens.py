"""Wrappings around a token are undone and named, and never make another token of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.token.parse import parse
from jwt_playground.token.plain import is_well_read, parse_plain
from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import NOW, SECRET, TOKEN, WRAPPINGS, in_base64

Wrap = Callable[[str], str]
each_wrapping = pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)


def compact(text: str) -> str:
    """The token that was read, in the compact serialization."""
    token = parse(text)
    if not token.signatures:
        return ""
    [signature] = token.signatures
    return f"{signature.protected}.{token.payload}.{signature.encoded}"


@each_wrapping
def test_a_wrapping_is_undone_and_named(wrap: Wrap) -> None:
    text = wrap(TOKEN)
    report = call("inspect", token=text, key={"text": SECRET}, now=NOW)
    assert (report["verdict"], report["signature"]) == ("valid", "valid")
    assert "token-unwrapped" in codes(report)
    assert compact(text) == TOKEN
    [first, *_] = [f["message"] for f in report["findings"] if f["code"] == "token-unwrapped"]
    assert any(word in first for word in ("before you", "give ", "Give ", "Take them out"))


@each_wrapping
def test_its_parts_have_their_places_in_the_pasted_text(wrap: Wrap) -> None:
    text = wrap(TOKEN)
    segments = call("inspect", token=text)["segments"]
    places = [(part["start"], part["end"]) for part in segments]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    if segments:
        assert [part["name"] for part in segments] == ["header", "payload", "signature"]


@each_wrapping
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_mutation_is_never_valid_unless_the_token_inside_is(
    wrap: Wrap, data: st.DataObject
) -> None:
    text = wrap(TOKEN)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        size = data.draw(st.integers(0, 3))
        new = data.draw(st.text("aZ0-_.=+/%\\\n \"'~…:;&\u00a0", max_size=3))
        text = text[:at] + new + text[at + size :]
    report = call("inspect", token=text, key={"text": SECRET}, now=NOW)
    if report["verdict"] == "valid":
        assert compact(text) == TOKEN


@pytest.mark.parametrize("escape", ["%41", "\\u0041", "\\x41", "&#65;", "=41"])
def test_no_letter_of_a_token_comes_from_an_escape(escape: str) -> None:
    at = TOKEN.index("A") if "A" in TOKEN else 20
    report = call(
        "inspect", token=TOKEN[:at] + escape + TOKEN[at + 1 :], key={"text": SECRET}, now=NOW
    )
    assert report["verdict"] != "valid"


def test_a_sound_token_is_left_as_it_is() -> None:
    for text in (TOKEN, f"Bearer {TOKEN}", f"a=%41&t={TOKEN}&u={in_base64(TOKEN)}"):
        assert "token-unwrapped" not in [finding.code for finding in parse(text).findings]


def test_too_many_layers_are_not_undone() -> None:
    text = TOKEN
    for _ in range(5):
        text = in_base64(text)
    assert parse(text).form == "unrecognized"


@pytest.mark.parametrize(
    ("text", "well"),
    [
        (TOKEN, True),
        (TOKEN[:-1], False),
        (TOKEN[:-4], False),
        (TOKEN.rpartition(".")[0], False),
        ("eyJhbGciOiJub25lIn0.e30.", True),
        ("eyJhbGciOiJkaXIifQ.YQ.YQ.YQ.YQ", False),
        ("eyJ0eXAiOiJKV1QifQ.e30.YWJj", False),
    ],
)
def test_a_sound_token_is_whole(text: str, well: bool) -> None:
    assert is_well_read(parse_plain(text)) is well
