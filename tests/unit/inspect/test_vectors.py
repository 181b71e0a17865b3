"""Every vector gets its verdict on CPython."""

from __future__ import annotations

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


@pytest.mark.parametrize("vector", vectors.load(vectors.RFC), ids=_name)
def test_any_changed_signature_is_refused(vector: Vector) -> None:
    if vector["expect"]["signature"] != "valid" or not isinstance(vector["token"], str):
        return
    token = vector["token"]
    if token.startswith("{"):
        at = token.index('"signature": "') + len('"signature": "')
    else:
        at = token.rindex(".") + 1
    altered = token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :]
    report = call("inspect", **{**vectors.params(vector), "token": altered})
    # The other signature of RFC 7515 A.6 and RFC 7520 4.8 still matches.
    if report["form"] != "jws-json-general" or token.count('"signature"') == 1:
        assert report["signature"] == "invalid"
        assert report["verdict"] == "invalid"
