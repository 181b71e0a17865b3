"""The cross-check asks a second engine and says whether both agree."""

from __future__ import annotations

import pytest

from tests import vectors
from tests.unit.support.builds import Build
from tests.unit.support.calls import call, codes
from tests.unit.support.host import (
    ENGINES,
    PageDialogue,
    call_with_host,
    result_of,
    result_with_host,
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cross_check_says_that_both_agree(engine: str) -> None:
    vector = vectors.load(vectors.RFC)[2]
    report = result_with_host("inspect", **vectors.params(vector), engine=engine, cross_check=True)
    assert "engines-agree" in codes(report)


def test_a_disagreement_of_the_engines_is_an_error() -> None:
    vector = vectors.load(vectors.RFC)[2]
    reply, _ = call_with_host("inspect", lies=True, **vectors.params(vector), cross_check=True)
    [finding] = [f for f in reply["result"]["findings"] if f["code"] == "engines-disagree"]
    assert finding["severity"] == "error"
    assert (
        "for “cryptography” the signature matches, for “webcrypto” it does not"
        in finding["message"]
    )


def test_without_a_second_engine_a_cross_check_says_so() -> None:
    vector = vectors.load(vectors.RFC)[2]
    assert "cross-check-skipped" in codes(
        call("inspect", **vectors.params(vector), cross_check=True)
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("cryptography", "webcrypto"), ("webcrypto", "cryptography"), ("noble", "cryptography")],
)
def test_every_engine_has_a_second_one(first: str, second: str) -> None:
    vector = next(one for one in vectors.load(vectors.RFC) if one["name"] == "RFC 7515 A.3 ES256")
    params = {**vectors.params(vector), "engine": first, "cross_check": True}
    report = result_of(PageDialogue, "inspect", **params)
    [finding] = [f for f in report["findings"] if f["code"] == "engines-agree"]
    assert f"“{first}” and “{second}” agree" in finding["message"]


def test_without_cryptography_noble_is_the_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    vector = next(one for one in vectors.load(vectors.RFC) if one["name"] == "RFC 7515 A.3 ES256")
    Build(monkeypatch)
    for first, second in (("webcrypto", "noble"), ("noble", "webcrypto")):
        params = {**vectors.params(vector), "engine": first, "cross_check": True}
        report = result_of(PageDialogue, "inspect", **params)
        [finding] = [f for f in report["findings"] if f["code"] == "engines-agree"]
        assert f"“{first}” and “{second}” agree" in finding["message"]
