"""Every vector gets its verdict on CPython."""

from __future__ import annotations

import re

import pytest

from tests import vectors
from tests.unit.support.calls import call
from tests.vectors import Vector


def _name(vector: Vector) -> str:
    return str(vector["name"])


@pytest.mark.parametrize("vector", vectors.load(vectors.RFC), ids=_name)
def test_the_tokens_of_the_standards_get_the_right_verdict(vector: Vector) -> None:
    assert vectors.differences(vector, call("inspect", **vectors.params(vector))) == {}


@pytest.mark.parametrize("vector", vectors.load(vectors.FAULTS), ids=_name)
def test_each_fault_is_found_and_named(vector: Vector) -> None:
    assert vectors.differences(vector, call("inspect", **vectors.params(vector))) == {}


SIGNED = [v for v in vectors.load(vectors.RFC) if v["expect"]["signature"] == "valid"]


def _signatures(token: str) -> list[int]:
    """Where each signature begins, in either serialization."""
    if token.startswith("{"):
        return [found.end() for found in re.finditer(r'"signature":\s*"', token)]
    return [token.rindex(".") + 1]


def _damaged(token: str, places: list[int]) -> str:
    for at in places:
        token = token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :]
    return token


@pytest.mark.parametrize("vector", SIGNED, ids=_name)
def test_any_changed_signature_is_refused(vector: Vector) -> None:
    token = str(vector["token"])
    altered = _damaged(token, _signatures(token))  # all of them: one good one would be enough
    report = call("inspect", **{**vectors.params(vector), "token": altered})
    assert (report["signature"], report["verdict"]) == ("invalid", "invalid")


@pytest.mark.parametrize("vector", SIGNED, ids=_name)
def test_each_signature_counts_by_itself(vector: Vector) -> None:
    """Where all others are damaged, one good signature is enough, whichever it is."""
    token = str(vector["token"])
    places = _signatures(token)
    texts = [_damaged(token, [at for at in places if at != kept]) for kept in places]
    params = vectors.params(vector)
    told = [call("inspect", **{**params, "token": text})["signature"] for text in texts]
    assert told == ["valid"] * len(places)


def test_the_vectors_have_tokens_of_every_form() -> None:
    forms = {call("inspect", **vectors.params(vector))["form"] for vector in SIGNED}
    assert forms == {"jws-compact", "jws-json-flattened", "jws-json-general"}
