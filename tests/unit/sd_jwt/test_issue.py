"""Issued tokens hide what they should, and what cannot be issued is a finding."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, codes, reply
from tests.unit.support.host import result_with_host
from tests.unit.support.sd_jwt import HOLDER, ISSUER, SECRET, Json, public, report_on

PAYLOAD = '{"iss":"i","n":12345678901234567890123,"address":{"street":"A","zip":[1,2.50]}}'


def issue(selective: list[Any], payload: str = PAYLOAD, **more: Any) -> Json:
    header = more.pop("header", {"alg": "HS256"})
    given = {"key": SECRET, **more}
    return call(
        "sd_issue", header=json.dumps(header), payload=payload, selective=selective, **given
    )


@pytest.mark.parametrize("serialization", ["compact", "flattened", "general"])
def test_all_disclosed_is_the_payload_again(serialization: str) -> None:
    selective = [["n"], ["address"], ["address", "zip", 1], ["address", "street"]]
    made = issue(selective, decoys=3, serialization=serialization)
    token = report_on(made["token"])["sd_jwt"]
    assert json.loads(token["processed"]) == json.loads(PAYLOAD)
    assert '"n": 12345678901234567890123' in token["processed"]
    assert "2.50" in token["processed"]
    assert len(token["disclosures"]) == 4
    assert len(token["undisclosed"]) == 3
    assert made["findings"][:0] == []


def test_nothing_hidden_stands_in_what_is_signed() -> None:
    made = issue([["n"], ["address", "street"]])
    signed = json.loads(report_on(made["token"].split("~")[0])["payload"])
    assert list(signed) == ["iss", "address", "_sd_alg", "_sd"]
    assert list(signed["address"]) == ["zip", "_sd"]
    assert signed["_sd"] == sorted(signed["_sd"])


def test_salts_are_long_and_never_the_same() -> None:
    made = [issue([["n"], ["iss"]]) for _ in range(5)]
    salts = [d["salt"] for one in made for d in report_on(one["token"])["sd_jwt"]["disclosures"]]
    assert len(set(salts)) == 10
    assert {len(salt) for salt in salts} == {22}


def test_the_holder_is_named() -> None:
    made = issue([], holder_key={"text": json.dumps(HOLDER)})
    claims = json.loads(report_on(made["token"])["sd_jwt"]["processed"])
    assert claims["cnf"] == {"jwk": public(HOLDER)}
    twice = issue([], '{"cnf":{}}', holder_key={"text": json.dumps(HOLDER)})
    assert (twice["token"], codes(twice)) == (None, ["cnf-given-twice"])
    secret = issue([], holder_key=SECRET)
    assert (secret["token"], codes(secret)) == (None, ["key-does-not-fit"])


@pytest.mark.parametrize(
    ("selective", "payload", "code"),
    [
        ([["x"]], "{}", "claim-not-found"),
        ([["a", 1]], '{"a":[1]}', "claim-not-found"),
        ([["a", "0"]], '{"a":[1]}', "claim-not-found"),
        ([["a"]], '{"a":1,"a":2}', "claim-not-found"),
        ([], '{"_sd":[]}', "digests-malformed"),
        ([], '{"a":[{"...":"x"}]}', "digests-malformed"),
        ([], "[]", "json-not-an-object"),
        ([], "{", "json-not-an-object"),
    ],
)
def test_what_cannot_be_issued_is_a_finding(selective: Any, payload: str, code: str) -> None:
    made = issue(selective, payload)
    assert made["token"] is None
    assert code in codes(made)


def test_a_credential_that_hides_its_type_is_told_of() -> None:
    made = issue([["vct"]], '{"vct":"x"}', header={"alg": "HS256", "typ": "dc+sd-jwt"})
    assert made["token"]
    assert "claim-not-selective" in codes(made)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("selective", None),
        ("selective", "a"),
        ("selective", [["a"], "a"]),
        ("selective", [[]]),
        ("selective", [[True]]),
        ("decoys", 101),
        ("decoys", -1),
        ("serialization", "cwt"),
    ],
)
def test_wrong_parameters_are_refused(name: str, value: Any) -> None:
    given = {"header": "{}", "payload": "{}", "key": SECRET, "selective": [], name: value}
    assert reply("sd_issue", **given)["error"]["code"] == "bad-request"


def test_webcrypto_signs_what_was_drawn_before() -> None:
    """Its answer is for the same salts; with others the questions would never end."""
    asked = {"header": '{"alg":"ES256"}', "payload": PAYLOAD, "selective": [["n"]]}
    key = {"text": json.dumps(ISSUER)}
    made = result_with_host("sd_issue", **asked, key=key, engine="webcrypto", decoys=2)
    report = call("inspect", token=made["token"], key=key, now=1)
    assert report["verdict"] == "valid"
    assert json.loads(report["sd_jwt"]["processed"]) == json.loads(PAYLOAD)
