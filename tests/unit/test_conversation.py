"""A request that goes on from its answers ends as one that is sent again with them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.protocol import Conversation, begin
from tests.unit.calls import call
from tests.unit.host import answer, call_with_host, opposite

Json = dict[str, Any]


@pytest.mark.parametrize("lies", [False, True])
@pytest.mark.parametrize("op", ["inspect", "inspect_many"])
def test_a_request_that_goes_on_gets_the_same_questions_and_reply(op: str, lies: bool) -> None:
    made = call("generate_key", alg="ES256")
    one, two = (
        call(
            "sign", header='{"alg":"ES256"}', payload=payload, key={"text": made["private"]["jwk"]}
        )
        for payload in ("{}", '{"n":1}')
    )
    subject: Json = {"token": one["token"]}
    if op == "inspect_many":  # the last one is judged at length
        subject = {"tokens": [one["token"], two["token"], f"{one['token']} {two['token']}"]}
    key = {"text": made["public"]["jwk"]}
    params = {**subject, "key": key, "engine": "webcrypto", "now": 1800000000}
    reply, asked = converse(op, lies, params)
    assert (reply, asked) == call_with_host(op, lies, **params)
    assert reply["ok"]
    assert asked


def test_a_request_without_questions_is_answered_at_once() -> None:
    assert begin('{"op":"nonsense"}') == (
        '{"ok":false,"error":{"code":"bad-request","message":"There is no operation '
        "\\u201cnonsense\\u201d. Known: inspect, inspect_many, sign, generate_key, describe_key, "
        'meta."}}'
    )


@pytest.mark.parametrize("answers", ["", "[]", '{"a": 1}'])
def test_answers_that_are_none_are_a_bad_request(answers: str) -> None:
    conversation = begun("generate_key", {"alg": "ES256", "engine": "webcrypto"})
    next(conversation)
    with pytest.raises(StopIteration) as end:
        conversation.send(answers)
    assert json.loads(end.value.value)["error"]["code"] == "bad-request"


def begun(op: str, params: Json) -> Conversation:
    conversation = begin(json.dumps({"op": op, "params": params, "host": {"webcrypto": True}}))
    assert not isinstance(conversation, str)
    return conversation


def converse(op: str, lies: bool, params: Json) -> tuple[Json, list[Json]]:
    """As `call_with_host`, but the request is sent once."""
    conversation = begun(op, params)
    asked: list[Json] = []
    reply = next(conversation)
    for _ in range(5):
        questions = json.loads(reply)["questions"]
        asked += questions
        answers: dict[str, Json] = {}
        for question in questions:
            value = answer(question, params.get("tokens", []))
            answers[question["id"]] = {"value": opposite(value) if lies else value}
        try:
            reply = conversation.send(json.dumps(answers))
        except StopIteration as end:
            return json.loads(end.value), asked
    raise AssertionError("the questions do not end")
