"""Questions and answers go back and forth until there is a reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.protocol import begin, handle
from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue, call_with_host

Json = dict[str, Any]


@pytest.mark.parametrize("lies", [False, True])
@pytest.mark.parametrize("op", ["inspect", "inspect_many"])
def test_a_request_goes_on_from_its_answers(op: str, lies: bool) -> None:
    made = call("generate_key", alg="ES256")
    one, two = (
        call(
            "sign", header='{"alg":"ES256"}', payload=payload, key={"text": made["private"]["jwk"]}
        )
        for payload in ("{}", '{"n":1}')
    )
    subject: Json = {"token": one["token"]}
    if op == "inspect_many":  # The last one is judged the full way.
        subject = {"tokens": [one["token"], two["token"], f"{one['token']} {two['token']}"]}
    key = {"text": made["public"]["jwk"]}
    params = {**subject, "key": key, "now": 1800000000}
    reply, asked = call_with_host(op, lies, **params, engine="webcrypto")
    assert asked
    here: Any = call(op, **params)
    briefs = reply["result"] if op == "inspect_many" else [reply["result"]]
    expected = here if op == "inspect_many" else [here]
    for brief, same in zip(briefs, expected, strict=True):
        assert brief["signature"] == ("invalid" if lies else same["signature"])
        assert same["signature"] == "valid"


def test_a_host_that_has_nothing_to_answer_with_gets_no_questions() -> None:
    made = call("generate_key", alg="ES256")["public"]["jwk"]
    request: Json = {"op": "inspect", "params": {"token": "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"}}
    request["params"] |= {"key": {"text": made}, "engine": "webcrypto"}
    reply = json.loads(handle(json.dumps(request)))
    assert reply["error"]["code"] == "bad-request"
    assert "conversation" in reply["error"]["message"]


def test_a_request_without_questions_is_answered_at_once() -> None:
    assert begin('{"op":"nonsense"}') == (
        '{"ok":false,"error":{"code":"bad-request","message":"There is no operation '
        "\\u201cnonsense\\u201d. Known: inspect, inspect_many, authorize, access_presets, sign, "
        "check_dpop, sd_issue, sd_present, read_status, encrypt, generate_key, describe_key, simulate, "
        'size, meta."}}'
    )


@pytest.mark.parametrize("answers", ["", "[]", '{"a": 1}'])
def test_answers_that_are_none_are_a_bad_request(answers: str) -> None:
    dialogue = Dialogue("generate_key", alg="ES256", engine="webcrypto")
    dialogue.answer_text(answers)
    assert dialogue.reply["error"]["code"] == "bad-request"
