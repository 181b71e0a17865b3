"""A fault of ours beside the verdict costs only the part in which it is; elsewhere it is told."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest

from tests.unit.support.calls import call, reply
from tests.unit.support.certificates import NOW, X5C, jwk_with
from tests.unit.support.host import Dialogue

SECRET = {"text": "k" * 32}
HEADER = json.dumps({"alg": "HS256", "x5c": X5C})
PAYLOAD = '{"sub":"a"}'


def broken(*_: Any, **__: Any) -> NoReturn:
    raise RecursionError("too deep")


def inspected(**params: Any) -> dict[str, Any]:
    token = call("sign", header=HEADER, payload=PAYLOAD, key=SECRET)["token"]
    answer = reply("inspect", token=token, now=NOW, **params)
    assert answer["ok"], answer
    result: dict[str, Any] = answer["result"]
    return result


@pytest.mark.parametrize(
    ("function", "part", "where"),
    [
        ("inspect.report.describe_chain", "The certificates", "header"),
        ("inspect.report.check_claimed", "The certificates", "header"),
        ("keyring.certificates.read_certificate", "The certificates", "header"),
        ("inspect.report.ring_findings", "Remarks on the keys", "key"),
        ("inspect.judge.claim_findings", "Remarks on the claims", "payload"),
    ],
)
def test_a_remark_that_cannot_be_made_costs_nothing_else(
    function: str, part: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = inspected(key=SECRET)
    monkeypatch.setattr(f"jwt_playground.{function}", broken)
    report = inspected(key=SECRET)
    for name in ("header", "payload", "checks", "verdict", "signature", "pyjwt", "segments"):
        assert report[name] == good[name]
    assert report["verdict"] == "valid"
    [told] = [f for f in report["findings"] if f["code"] == "part-missing"]
    assert (told["severity"], told["where"]) == ("warning", where)
    assert told["message"] == (
        f"{part} could not be worked out: this is a fault in JWT Playground, not in your input "
        "(RecursionError). The rest of the report stands."
    )


def test_a_key_that_breaks_its_reader_leaves_header_and_payload(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jwt_playground.keyring.doctor.repair", broken)
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA"
    report = reply("inspect", token=token, now=NOW, key=SECRET)["result"]
    assert (report["header"], report["payload"]) == ('{"alg":"HS256"}', PAYLOAD)
    assert (report["signature"], report["verdict"]) != ("valid", "valid")
    assert "part-missing" in [f["code"] for f in report["findings"]]
    described = reply("describe_key", key=SECRET)["result"]
    assert described["keys"] == []
    assert [f["code"] for f in described["findings"]] == ["part-missing"]


def test_of_a_set_that_breaks_its_reader_no_key_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """With some keys and without others, the wrong key could be tried."""
    monkeypatch.setattr("jwt_playground.keys.jwk._check_kids", broken)
    keys = {"keys": [{"kty": "oct", "k": "A" * 43, "kid": kid} for kid in "ab"]}
    described = reply("describe_key", key={"text": json.dumps(keys)})["result"]
    assert described["keys"] == []
    assert [f["code"] for f in described["findings"]] == ["part-missing"]


def test_one_key_that_cannot_be_remarked_on_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    key = {"text": jwk_with(x5c=X5C)}
    good = call("describe_key", key=key, now=NOW)
    monkeypatch.setattr("jwt_playground.keyring.describe.describe_chain", broken)
    described = reply("describe_key", key=key, now=NOW)["result"]
    assert described["keys"] == [{**good["keys"][0], "certificates": []}]
    assert [f["code"] for f in described["findings"]] == ["part-missing"]


def test_questions_to_the_host_are_no_faults() -> None:
    dialogue = Dialogue("describe_key", key={"text": jwk_with(x5c=X5C)}, engine="webcrypto")
    assert [question["op"] for question in dialogue.questions] == ["verify"] * 3


@pytest.mark.parametrize(
    "function",
    ["inspect.judge.parse", "inspect.judge.verify", "inspect.report.pyjwt_verdict"],
)
def test_a_fault_elsewhere_is_still_an_internal_error(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"jwt_playground.{function}", broken)
    answer = reply("inspect", token="e30.e30.", now=NOW)
    assert answer["error"]["code"] == "internal-error"
