"""A JWS with several signatures: each of them is judged and told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from jwt_playground.vocabulary import costs
from tests.unit.support.calls import CHECKS, FINDINGS, NAMES, call, codes
from tests.unit.support.host import Dialogue
from tests.unit.support.signings import SECRETS, made, two_signatures

KEYS = {
    "text": json.dumps(
        {
            "keys": [
                {"kty": "oct", "kid": kid, "alg": alg, "k": base64url.encode(secret.encode())}
                for kid, alg, secret in zip("ab", ("HS256", "HS512"), SECRETS, strict=True)
            ]
        }
    )
}


def told(token: str, **params: Any) -> list[dict[str, Any]]:
    accounts: list[dict[str, Any]] = call("inspect", **{"token": token, "now": 1, **params})[
        "signatures"
    ]
    for account in accounts:
        for check in account["checks"]:
            assert check["name"] in NAMES
            assert check["code"] in CHECKS | FINDINGS
    return accounts


def states(token: str, **params: Any) -> list[str]:
    return [account["signature"] for account in told(token, **params)]


def test_each_signature_is_told_with_both_headers() -> None:
    first, second = told(two_signatures(), key={"text": SECRETS[0]})
    assert (first["alg"], first["kid"], first["signature"]) == ("HS256", "a", "valid")
    assert (first["header"], first["unprotected"]) == ('{"alg":"HS256"}', '{\n  "kid": "a"\n}')
    assert (second["alg"], second["kid"], second["signature"]) == ("HS512", "b", "invalid")
    assert (second["header"], second["unprotected"]) == ('{"alg":"HS512","kid":"b"}', None)
    names = ["format", "algorithm", "key", "signature", "crit", "typ"]
    assert [check["name"] for check in first["checks"]] == names
    failed = [check["code"] for check in second["checks"] if check["status"] == "fail"]
    assert failed == ["signature-mismatch"]


@pytest.mark.parametrize("number", [0, 1])
def test_the_verdict_is_about_the_first_that_matches(number: int) -> None:
    report = call("inspect", token=two_signatures(), key={"text": SECRETS[number]}, now=1)
    assert (report["verdict"], json.loads(report["header"])["alg"]) == (
        "valid",
        ("HS256", "HS512")[number],
    )
    assert [one["signature"] == "valid" for one in report["signatures"]] == [
        number == 0,
        number == 1,
    ]


def test_other_forms_have_no_such_list() -> None:
    assert told(made()["token"]) == []
    assert told("nonsense") == []
    flat = told(made(serialization="flattened")["token"], key={"text": SECRETS[0]})
    assert [one["signature"] for one in flat] == ["valid"]
    assert states(two_signatures()) == ["unchecked", "unchecked"]


def test_a_detached_payload_counts_for_each_signature() -> None:
    token = two_signatures(detached=True)
    assert states(token, key=KEYS) == ["unchecked", "unchecked"]
    assert states(token, key=KEYS, detached_payload='{"a":1}') == ["valid", "valid"]
    assert states(token, key=KEYS, detached_payload='{"a":2}') == ["invalid", "invalid"]


def test_a_fault_of_one_header_is_told_at_that_signature() -> None:
    value = json.loads(two_signatures())
    value["signatures"][1]["header"] = {"crit": ["x"], "x": 1}
    first, second = told(json.dumps(value), key={"text": SECRETS[0]})
    failed = [
        {check["name"] for check in one["checks"] if check["status"] == "fail"}
        for one in (first, second)
    ]
    assert failed == [set(), {"signature", "crit"}]


def test_what_was_not_tried_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judgement of the first one takes all the work that one request may take."""
    token = two_signatures()
    assert states(token, key={"text": SECRETS[0]}) == ["valid", "invalid"]
    monkeypatch.setattr("jwt_playground.jws.trials.signature_cost", lambda *_: costs.MAX_WORK)
    report = call("inspect", token=token, key={"text": SECRETS[0]}, now=1)
    assert report["verdict"] == "valid"
    second = report["signatures"][1]
    assert second["signature"] == "unchecked"
    assert [check["code"] for check in second["checks"] if check["name"] == "signature"] == [
        "not-tried"
    ]
    assert "work-left-out" in codes(report)


def test_the_other_signatures_are_asked_about_in_one_round() -> None:
    keys = [json.loads(call("generate_key", alg="ES256")["private"]["jwk"]) for _ in range(3)]
    signers = [
        {
            "header": json.dumps({"alg": "ES256", "kid": key["kid"]}),
            "key": {"text": json.dumps(key)},
        }
        for key in keys
    ]
    signed = call("sign", **signers[0], payload="{}", serialization="general", more=signers[1:])
    key = {"text": json.dumps({"keys": keys})}
    params: dict[str, Any] = {"token": signed["token"], "key": key, "now": 1}
    dialogue = Dialogue("inspect", **params, engine="webcrypto", cross_check=True)
    rounds = 0
    while dialogue.questions:
        rounds += 1
        dialogue.answer_each(value=True)
    assert rounds <= 2
    report = dialogue.reply["result"]
    assert [one["signature"] for one in report["signatures"]] == ["valid"] * 3
    here = call("inspect", **params)
    assert [one["signature"] for one in here["signatures"]] == ["valid"] * 3


def test_a_second_engine_is_asked_about_the_first_match_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def counted(*given: Any) -> list[Any]:
        asked.append(given[3])
        return []

    monkeypatch.setattr("jwt_playground.jws.trials.compare", counted)
    call("inspect", token=two_signatures(), key=KEYS, now=1, cross_check=True)
    assert asked == ["HS256"]


def test_a_batch_does_without_it() -> None:
    [brief] = call("inspect_many", tokens=[two_signatures()], key={"text": SECRETS[1]}, now=1)
    assert brief["verdict"] == "valid"  # type: ignore[index]
