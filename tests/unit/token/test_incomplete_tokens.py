"""What is left of a token is shown and named, and its signature is never judged."""

from __future__ import annotations

import pytest

from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import NOW, SECRET, TOKEN, signed

DECODED = '{"alg":"ES256","typ":"JWT"}.{"sub":"user-17","exp":4102444800}'
PAYLOAD = TOKEN.index(".") + 20


def report(text: str) -> dict[str, object]:
    return call("inspect", token=text, key={"text": SECRET}, now=NOW)


@pytest.mark.parametrize(
    "gap", ["…", "...", "****", "•••", "[truncated]", "[...]", "<redacted>", "⋯"]
)
@pytest.mark.parametrize("rest", ["", TOKEN[-9:], '", "a": 1}'])
def test_what_a_tool_shortened_is_said_to_be_shortened(gap: str, rest: str) -> None:
    found = report(f'"token": "{TOKEN[:PAYLOAD]}{gap}{rest}')
    assert (found["verdict"], found["signature"]) == ("invalid", "unchecked")
    assert codes(found) == ["token-incomplete"]
    assert gap in found["checks"][0]["message"]  # type: ignore[index]
    assert found["header"] == '{"alg":"HS256","typ":"JWT"}'


def test_a_header_that_was_shortened_shows_nothing() -> None:
    found = report(f"{TOKEN[:15]}…{TOKEN[-9:]}")
    assert (found["form"], found["header"], codes(found)) == (
        "unrecognized",
        None,
        ["token-incomplete"],
    )


def test_a_shortened_token_is_never_valid_even_if_all_its_parts_are_there() -> None:
    found = report(f"{TOKEN}…")
    assert (found["verdict"], found["signature"]) == ("invalid", "unchecked")


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
@pytest.mark.parametrize("before", ["", "Authorization: Bearer ", '"'])
def test_missing_first_characters_are_counted(missing: int, before: str) -> None:
    found = report(before + TOKEN[missing:])
    assert found["verdict"] == "invalid"
    assert "beginning-missing" in codes(found)
    assert found["header"] == '{"alg":"HS256","typ":"JWT"}'
    which = "first character is" if missing == 1 else f"first {missing} characters are"
    assert which in found["checks"][0]["message"]  # type: ignore[index]


@pytest.mark.parametrize("between", [".", "\n", "'\n'", " . ", ", "])
def test_a_decoded_token_is_shown_and_named(between: str) -> None:
    found = report(f"token: '{DECODED.replace('}.{', '}' + between + '{')}'.")
    assert (found["verdict"], found["signature"]) == ("invalid", "unchecked")
    assert codes(found) == ["token-decoded"]
    assert (found["header"], found["payload"]) == (
        '{"alg":"ES256","typ":"JWT"}',
        '{"sub":"user-17","exp":4102444800}',
    )


@pytest.mark.parametrize("text", ['{"a":1}.{"b":2}', '{"alg":1}.{"b":2}', '{"alg":"x"}. and'])
def test_other_json_is_no_decoded_token(text: str) -> None:
    assert "token-decoded" not in codes(report(text))


def test_a_chunk_that_is_missing_is_named() -> None:
    long = signed('{"alg":"HS256"}', '{"a":"' + "x" * 200 + '"}')
    first, second = long[:150], long[150:]
    assert "chunk 1 is missing" in str(report(f"c.0={first}"))
    assert "chunk 0 is missing" in str(report(f"c.1={second}"))
    assert "chunk 1 is missing" in str(report(f"c.0={first}; c.2={second}"))


def test_a_health_card_whose_codes_are_not_all_there_is_named() -> None:
    assert "number 1 is missing" in str(report("shc:/2/2/" + "56" * 40))
