"""Each parameter is read as what it should be, and the refusal names it."""

from __future__ import annotations

from typing import Any

import pytest

from jwt_playground import params
from jwt_playground.params import BadRequestError, Params

READERS: dict[str, tuple[list[Any], list[Any], str]] = {
    "text": (["x", ""], [None, 5, [], {}, True], "must be a string"),
    "optional_text": (["x", "", None], [5, [], {}, True], "must be a string"),
    "flag": ([True, False, None], [0, 1, "true", []], "must be true or false"),
    "number": ([0, -1, 1.5, 1e15, -1e15, None], ["1", True, [], {}], "must be a number"),
    "amount": ([0, 1.5, None], [-1, -0.1], "must not be negative"),
    "integer": ([0, -5, 2.0, None], [0.5, 2.5], "must be a whole number"),
    "texts": ([["x"], [], None], ["x", [5], ["x", None], {}], "must be an array of strings"),
    "text_or_texts": (["x", ["x", "y"], None], [5, [5], {}, True], "must be an array of strings"),
    "sub": ([None], [5, "x", []], "must be an object"),
}


@pytest.mark.parametrize("reader", READERS)
def test_each_kind_of_parameter_is_read_or_refused(reader: str) -> None:
    good, bad, said = READERS[reader]
    for value in good:
        given = Params({"name": value}, "params")
        expected = {"flag": False, "amount": 0}.get(reader) if value is None else value
        assert getattr(given, reader)("name") == expected
        given.finish()  # what was read is known
    for value in bad:
        with pytest.raises(BadRequestError, match=said) as caught:
            getattr(Params({"name": value}, "params"), reader)("name")
        assert str(caught.value).startswith("params.name ")


@pytest.mark.parametrize("value", [1e15 * 1.01, -1e16, float("inf"), float("nan"), 10**400])
def test_a_number_without_bounds_is_out_of_range(value: float) -> None:
    with pytest.raises(BadRequestError, match=r"^params\.now is out of range\.$"):
        Params({"now": value}, "params").number("now")


def test_a_missing_text_is_said_to_be_missing() -> None:
    with pytest.raises(BadRequestError, match=r"^params\.token is missing; it must be a string\.$"):
        Params({}, "params").text("token")


def test_an_empty_choice_of_texts_is_refused() -> None:
    with pytest.raises(BadRequestError, match=r"params\.aud must not be an empty array"):
        Params({"aud": []}, "params").text_or_texts("aud")


def test_a_choice_is_one_of_a_few_and_the_first_by_default() -> None:
    choices = ("auto", "other")
    assert Params({}, "p").choice("engine", choices) == "auto"
    assert Params({"engine": None}, "p").choice("engine", choices) == "auto"
    assert Params({"engine": "other"}, "p").choice("engine", choices) == "other"
    for wrong in ("Auto", "", "x"):
        with pytest.raises(BadRequestError, match=r"p\.engine must be one of auto, other\."):
            Params({"engine": wrong}, "p").choice("engine", choices)


def test_what_nobody_asked_for_is_refused_with_what_is_known() -> None:
    given = Params({"a": 1, "zz": 1, "y": 1}, "params")
    given.raw("a")
    with pytest.raises(BadRequestError) as caught:
        given.finish()
    assert str(caught.value) == "params has no parameter “y”. Known: a."
    with pytest.raises(BadRequestError, match="Known: none at all"):
        Params({"x": 1}, "params").finish()
    Params({}, "params").finish()


def test_parameters_inside_parameters_are_named_by_their_path() -> None:
    inner = Params({"key": {"text": 5}}, "params").sub("key")
    assert inner is not None
    with pytest.raises(BadRequestError, match=r"^params\.key\.text must be a string\.$"):
        inner.text("text")


@pytest.mark.parametrize("value", [5, "x", [], None])
def test_parameters_are_an_object(value: object) -> None:
    with pytest.raises(BadRequestError, match=r"^request must be an object\.$"):
        Params(value, "request")


def test_a_key_is_read_with_all_that_belongs_to_it() -> None:
    given: dict[str, Any] = {"text": "t", "encoding": "hex", "passphrase": "p", "kid": "k"}
    key = params.key_input(Params(given, "params.key"))
    assert key is not None
    assert (key.text, key.encoding, key.passphrase, key.kid) == ("t", "hex", "p", "k")
    bare = params.key_input(Params({"text": ""}, "params.key"))
    assert bare is not None
    assert (bare.text, bare.encoding, bare.passphrase, bare.kid) == ("", "utf8", None, None)
    assert params.key_input(None) is None
    with pytest.raises(BadRequestError, match="no parameter “pass”"):
        params.key_input(Params({"text": "", "pass": "x"}, "params.key"))
    with pytest.raises(BadRequestError, match=r"params\.key is missing"):
        params.required_key(Params({}, "params"))


def test_expectations_are_read_with_all_that_belongs_to_them() -> None:
    given = {"iss": "i", "aud": ["a"], "sub": "s", "jti": "j", "typ": "t", "require": ["r"]}
    expect = params.expectations(Params(given, "params.expect"))
    assert (expect.iss, expect.aud, expect.sub, expect.jti) == ("i", ["a"], "s", "j")
    assert (expect.typ, expect.require) == ("t", ("r",))
    assert params.expectations(None) == params.expectations(Params({}, "x"))
    assert params.expectations(None).require == ()
    with pytest.raises(BadRequestError, match="no parameter “exp”"):
        params.expectations(Params({"exp": 1}, "params.expect"))


def test_answers_are_values_or_errors() -> None:
    given = {"a": {"value": 5}, "b": {"error": "No."}, "c": {"error": "", "fault": "key"}, "d": {}}
    assert params.answers(Params(given, "answers")) == {
        "a": {"value": 5},
        "b": {"error": "No.", "fault": "failed"},
        "c": {"error": "", "fault": "key"},
        "d": {"value": None},
    }
    with pytest.raises(BadRequestError, match=r"^answers\.a must be an object\.$"):
        params.answers(Params({"a": None}, "answers"))
