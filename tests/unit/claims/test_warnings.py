"""Warnings about dates: which claims hold one, and what is no date or no seconds."""

from __future__ import annotations

import json

import pytest

from jwt_playground.claims.model import NUMERIC_DATES, seconds
from jwt_playground.claims.warnings import claim_findings


def remarks(**claims: object) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in claim_findings({"exp": 1, **claims})]


@pytest.mark.parametrize("name", sorted(NUMERIC_DATES))
def test_every_date_must_be_a_number_of_seconds(name: str) -> None:
    [(code, message)] = remarks(**{name: "x"})
    assert code == "date-not-a-number"
    assert message.startswith(f"{name} must be a number")
    assert message.endswith("a string.")
    assert remarks(**{name: 5}) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (10**11, "1973-03-03T09:46:40Z"),
        (-(10**11), "1966-10-31T14:13:20Z"),
        (1_700_000_000_000, "2023-11-14T22:13:20Z"),
    ],
)
def test_what_looks_like_milliseconds_is_divided_by_a_thousand(number: int, said: str) -> None:
    [(code, message)] = remarks(nbf=number)
    assert code == "date-milliseconds"
    assert said in message


@pytest.mark.parametrize(
    ("number", "year"),
    [(10**11, "5139"), (2 * 10**12, "65347"), (4 * 10**12, "128,725")],
)
def test_the_year_that_verifiers_read_is_told(number: int, year: str) -> None:
    [(_, message)] = remarks(iat=number)
    assert f"about the year {year}." in message


@pytest.mark.parametrize("number", [10**11 - 1, -(10**11) + 1, 0])
def test_what_may_be_seconds_is_no_remark(number: int) -> None:
    assert remarks(iat=number) == []


def test_a_token_for_ever_is_remarked() -> None:
    assert [f.code for f in claim_findings({})] == ["no-expiry"]
    assert claim_findings({"exp": 1}) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("1.5", 1.5),
        (str(2**53), float(2**53)),
        (str(-(2**53)), -float(2**53)),
        (str(10**300), 1e300),
        (str(10**400), None),
        ("true", None),
        ("null", None),
        ('"5"', None),
        ("[5]", None),
        ("Infinity", None),
        ("NaN", None),
    ],
)
def test_only_finite_numbers_are_seconds(text: str, value: float | None) -> None:
    assert seconds(json.loads(text)) == value
