"""The answers of a host are not trusted blindly."""

from __future__ import annotations

from typing import Any

import pytest

from tests import vectors
from tests.unit.support.calls import call, check
from tests.unit.support.host import Dialogue


def test_a_hosts_answers_are_not_trusted_blindly() -> None:
    made = call("generate_key", alg="ES256")["private"]["jwk"]
    params = {
        "header": '{"alg":"ES256"}',
        "payload": "{}",
        "key": {"text": made},
        "engine": "webcrypto",
    }
    wrong: list[object] = [None, "", 5, {}, "***"]
    for value in wrong:
        signed = Dialogue("sign", **params).answer_each(value=value)["result"]
        assert signed["token"] is None
        assert signed["findings"]
    params = {"alg": "ES256", "engine": "webcrypto"}
    answers: list[dict[str, Any]] = [
        {"value": {}},
        {"value": None},
        {"error": "no", "fault": "key"},
        {"value": {"kty": "EC"}},
    ]
    for answer in answers:
        reply = Dialogue("generate_key", **params).answer_each(**answer)
        assert reply["result"]["private"] is None


def test_an_answer_counts_only_for_its_own_question() -> None:
    vector = vectors.load(vectors.RFC)[2]
    params = {**vectors.params(vector), "engine": "webcrypto"}
    dialogue = Dialogue("inspect", **params)
    [question] = dialogue.questions
    dialogue.answer({"made-up": {"value": True}})
    assert dialogue.questions == [question]
    assert dialogue.answer({question["id"]: {"value": True}})["result"]["verdict"] == "valid"


def test_only_true_means_that_a_signature_matches() -> None:
    vector = vectors.load(vectors.RFC)[2]
    params = {**vectors.params(vector), "engine": "webcrypto"}
    wrong: list[object] = [1, "true", {}, None]
    for value in wrong:
        report = Dialogue("inspect", **params).answer_each(value=value)["result"]
        assert report["signature"] == "invalid"


@pytest.mark.parametrize(
    ("error", "fault", "name", "code", "way_out"),
    [
        ("it is too short", "key", "key", "key-refused", ""),
        ("This page is not a secure context.", "failed", "signature", "engine-missing", ""),
        ("The browser lacks it.", "unsupported", "signature", "engine-missing", "cryptography"),
    ],
)
def test_what_the_host_cannot_do_is_said(
    error: str, fault: str, name: str, code: str, way_out: str
) -> None:
    vector = vectors.load(vectors.RFC)[2]
    dialogue = Dialogue("inspect", **vectors.params(vector), engine="webcrypto")
    report = dialogue.answer_each(error=error, fault=fault)["result"]
    assert report["signature"] == "unchecked"
    assert check(report, name)["code"] == code
    assert error in check(report, name)["message"]
    assert way_out in check(report, name)["message"]


def test_a_fault_of_no_known_kind_is_a_bad_request() -> None:
    vector = vectors.load(vectors.RFC)[2]
    dialogue = Dialogue("inspect", **vectors.params(vector), engine="webcrypto")
    assert dialogue.answer_each(error="No.", fault="else")["error"]["code"] == "bad-request"
