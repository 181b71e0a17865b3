"""The sentence to a code says what is the case: which moment, how far away, which values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, check

SECRET = {"text": "correct horse battery staple, and salt"}
MOMENT = "1970-01-01T00:16:40Z"


def sentence(claims: dict[str, Any], name: str, **params: Any) -> str:
    header = '{"alg":"HS256"}'
    token = call("sign", header=header, payload=json.dumps(claims), key=SECRET)["token"]
    report = call("inspect", token=token, key=SECRET, **params)
    return str(check(report, name)["message"])


@pytest.mark.parametrize(
    ("name", "now", "leeway", "said", "unsaid"),
    [
        ("exp", 1060, 0, ["Expired 1 minute ago", MOMENT], "leeway"),
        ("exp", 1005, 10, ["Expired 5 seconds ago", "leeway of 10 seconds"], MOMENT),
        ("exp", 1000, 10, ["Expired less than a second ago", "leeway of 10 seconds"], MOMENT),
        ("exp", 940, 0, ["Expires in 1 minute", MOMENT], "leeway"),
        ("nbf", 940, 0, ["Not valid before", MOMENT, "in 1 minute"], "leeway"),
        ("nbf", 995, 10, ["Valid from", MOMENT, "in 5 seconds", "leeway"], "since"),
        ("nbf", 1000, 10, ["Valid since", MOMENT], "leeway"),
        ("iat", 940, 0, ["Issued at", MOMENT, "1 minute ahead"], "leeway"),
        ("iat", 995, 10, ["Issued at", MOMENT, "5 seconds ahead", "leeway"], "ago"),
        ("iat", 1000, 10, ["Issued less than a second ago", MOMENT], "leeway"),
        ("iat", 1060, 0, ["Issued 1 minute ago", MOMENT], "ahead"),
    ],
)
def test_times_are_told_with_their_distance(
    name: str, now: float, leeway: float, said: list[str], unsaid: str
) -> None:
    message = sentence({name: 1000}, name, now=now, leeway=leeway)
    assert [part for part in said if part not in message] == []
    assert unsaid not in message


@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
def test_without_a_moment_or_a_value_nothing_is_counted(name: str) -> None:
    assert "no time was given" in sentence({name: 1000}, name)
    assert f"has no {name}" in sentence({}, name, now=1)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (True, "true or false"),
        ("1", "a string"),
        ([1], "an array"),
        ({}, "an object"),
        (10**400, "a number out of range"),
    ],
)
def test_what_is_no_time_is_named_by_its_kind(value: object, kind: str) -> None:
    message = sentence({"nbf": value}, "nbf", now=1)
    assert "must be a number of seconds" in message
    assert message.endswith(f"is {kind}.")


@pytest.mark.parametrize(
    ("claims", "expect", "said", "unsaid"),
    [
        ({}, {}, ["no iss", "none is expected"], "“"),
        ({}, {"iss": "a"}, ["no iss", "“a” is expected"], "none is"),
        ({}, {"iss": ["a", "b"]}, ["no iss", "“a” or “b” is expected"], "none is"),
        ({"iss": 5}, {}, ["must be a string", "a number."], "“"),
        ({"iss": 10**400}, {}, ["must be a string", "a number."], "out of range"),
        ({"iss": "x"}, {}, ["“x”", "nothing is expected"], "exact"),
        ({"iss": "x"}, {"iss": "x"}, ["“x”", "as expected"], "one of"),
        ({"iss": "x"}, {"iss": "y"}, ["“x”", "“y” is expected", "exact"], "as expected"),
        ({"iss": "x"}, {"iss": ["x", "y"]}, ["“x”", "one of those expected"], "none of"),
        (
            {"iss": "x"},
            {"iss": ["y", "z"]},
            ["“x”", "none of those expected", "“y”, “z”"],
            ", one of",
        ),
        ({"sub": "x"}, {"sub": "y"}, ["sub is “x”", "“y” is expected"], "iss"),
        ({"jti": "x"}, {"jti": "x"}, ["jti is “x”", "as expected"], "iss"),
        ({}, {"aud": ["a", "b"]}, ["no aud", "“a”, “b” is expected"], "anyone"),
        ({}, {}, ["no aud", "anyone"], "expected"),
        ({"aud": [5]}, {}, ["must be a string or an array of strings", "an array"], "“"),
        ({"aud": 5}, {}, ["must be a string or an array of strings", "a number."], "“"),
        ({"aud": ["x", "y"]}, {}, ["for “x”, “y”", "to check it"], "as expected"),
        ({"aud": "xy"}, {}, ["for “xy”", "to check it"], "“x”"),
        ({"aud": ["x", "y"]}, {"aud": "z"}, ["for “x”, “y”", "“z” is expected"], "as expected"),
        ({"aud": ["x", "y"]}, {"aud": ["y", "z"]}, ["for “y”, as expected"], "“x”"),
        ({"aud": "x"}, {"aud": "x"}, ["for “x”, as expected"], "to check"),
    ],
)
def test_names_are_told_with_what_was_expected(
    claims: dict[str, Any], expect: dict[str, Any], said: list[str], unsaid: str
) -> None:
    [name] = {**claims, **expect} or (["aud"] if "no aud" in said else ["iss"])
    message = sentence(claims, name, expect=expect, now=1)
    assert [part for part in said if part not in message] == []
    assert unsaid not in message


def test_a_required_claim_is_told_to_be_there_or_not() -> None:
    there = sentence({"a": 1}, "require", expect={"require": ["a"]}, now=1)
    missing = sentence({"b": 1, "a": None}, "require", expect={"require": ["a"]}, now=1)
    assert there.startswith("a is required")
    assert "and there" in there
    assert "but not there" in missing


def test_a_required_claim_passes_where_it_is_there() -> None:
    header = '{"alg":"HS256"}'
    token = call("sign", header=header, payload='{"a":0,"b":null}', key=SECRET)["token"]
    for name, status, code in (("a", "pass", "present"), ("b", "fail", "missing")):
        params = {"key": SECRET, "now": 1, "expect": {"require": [name]}}
        found = check(call("inspect", token=token, **params), "require")
        assert (found["status"], found["code"], found["claim"]) == (status, code, name)
