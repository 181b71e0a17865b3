"""What was mixed up in a claim is told, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from jwt_playground.claims.dates_as_text import in_seconds
from jwt_playground.claims.mix_ups import as_text, instead_of_audience, nearly


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sub", 1234, 'in quotes: "1234". PyJWT refuses it since 2.10 (Subject must be a string)'),
        ("jti", 7, 'in quotes: "7". PyJWT refuses it since 2.10 (JWT ID must be a string)'),
        ("iss", 1.5, 'in quotes: "1.5". PyJWT refuses it where an issuer is expected'),
        ("aud", ["a", 5], 'in quotes: "5". PyJWT refuses it (Invalid claim format in token).'),
        ("sub", 10**400, "Let the issuer write a string. PyJWT refuses it"),
    ],
)
def test_a_number_in_place_of_a_string(name: str, value: Any, said: str) -> None:
    assert said in as_text(name, value)


@pytest.mark.parametrize("value", [None, True, [], ["a"], {}, [True], [None]])
def test_anything_else_is_no_such_number(value: Any) -> None:
    assert as_text("sub", value) == ""
    assert as_text("scope", 5) == ""


@pytest.mark.parametrize(
    ("value", "other", "said"),
    [
        ("https://a/", "https://a", "Only the slash at the end differs."),
        ("https://A", "https://a", "Only upper and lower case differ."),
        ("a ", "a", "Only the white space at the ends differs."),
        ("a", "https://a/", "Only the scheme differs: none and “https://”."),
        ("http://a", "https://a", "Only the scheme differs: “http://” and “https://”."),
    ],
)
def test_what_nearly_matches(value: str, other: str, said: str) -> None:
    assert nearly(value, ["z", other]).startswith(f" {said}")


@pytest.mark.parametrize(("value", "other"), [("a", "a"), ("a", "b"), ("x" * 301, "x" * 301 + "/")])
def test_what_is_the_same_or_another(value: str, other: str) -> None:
    assert nearly(value, [other]) == ""


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"client_id": "c"}, "client_id is “c”, which is what you expect"),
        ({"client_id": "d"}, "client_id is “d”: it names the client, not the audience."),
        ({"aud": "account", "azp": "c"}, "azp is “c”, which is what you expect"),
        ({"aud": "account", "azp": "d"}, ""),
        ({"client_id": 5}, ""),
        ({}, ""),
    ],
)
def test_the_client_in_place_of_the_audience(claims: dict[str, Any], said: str) -> None:
    sentence = instead_of_audience(claims, frozenset({"c"}))
    assert said in sentence
    assert bool(said) == bool(sentence)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1795603600", "without quotes: 1795603600."),
        (" 1795603600.123456 ", "without quotes: 1795603600."),
        ("2026-11-26T08:15:30.123456789+02:00", "as 1795673730, without quotes."),
        ("2026-11-26T06:15:30Z", "as 1795673730, without quotes."),
        ("2026-11-26 01:45:30-0430", "as 1795673730, without quotes."),
        ("1970-01-01t00:00:00z", "as 0, without quotes."),
    ],
)
def test_a_date_as_text(text: str, said: str) -> None:
    assert in_seconds(text).endswith(said)


@pytest.mark.parametrize(
    "value",
    ["", "x", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-26T24:00:00Z", "0000-01-01T00:00:00Z",
     "2026-11-26T06:15:30", "٣٤", "9" * 99, 5, None],
)  # fmt: skip
def test_no_date_as_text(value: object) -> None:
    assert in_seconds(value) == ""
