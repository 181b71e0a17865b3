"""Whose keys sign: the laboratory's, always the same, or those that are given."""

from __future__ import annotations

import json

import pytest

from jwt_playground.lab.laboratory import ALGORITHMS
from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue, answer, call_with_host, result_with_host

from .played import SCENARIOS, SMALL, problems, run, simulate


def asked_in_browser(alg: str) -> Dialogue:
    return Dialogue("simulate", scenario=json.dumps({**SMALL, "alg": alg}), engine="webcrypto")


def test_every_token_is_a_real_one() -> None:
    played = run(SCENARIOS["rotation-without-overlap"])
    for one in (played["verifications"][0], played["verifications"][-1]):
        report = call(
            "inspect",
            token=played["tokens"][one["token"]]["token"],
            key={"text": played["key_sets"][one["key_set"]]},
            expect={"aud": played["services"][one["service"]]["audience"]},
            now=played["start"] + one["at"],
        )
        assert report["verdict"] == one["verdict"] == "valid"
        assert report["pyjwt"]["ok"]


def test_the_keys_say_that_they_are_those_of_the_laboratory() -> None:
    played = run(SCENARIOS["stolen-key"])
    assert played["laboratory"]
    assert [key["kid"] for key in played["keys"]] == ["laboratory-1", "laboratory-2"]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_webcrypto_and_cryptography_make_the_same_run_in_two_rounds(alg: str) -> None:
    scenario = json.dumps({**SCENARIOS["careless"], "alg": alg})
    here = call("simulate", scenario=scenario, engine="auto")
    asked = call_with_host("simulate", scenario=scenario, engine="webcrypto")[1]
    assert result_with_host("simulate", scenario=scenario, engine="webcrypto") == here
    assert {question["op"] for question in asked} == (
        set() if alg == "HS256" else {"sign", "verify"}
    )


def test_nothing_is_accepted_that_the_host_does_not_find_good() -> None:
    dialogue = asked_in_browser("RS256")
    dialogue.answer({one["id"]: {"value": answer(one, [])} for one in dialogue.questions})
    run = dialogue.answer_each(value=False)["result"]["run"]
    assert run["services"][0]["accepted"] == 0
    assert {one["reason"] for one in run["verifications"]} == {"bad-signature"}


def test_a_host_that_cannot_sign_is_told() -> None:
    dialogue = asked_in_browser("EdDSA")
    played = dialogue.answer_each(error="Not here.", fault="unsupported")["result"]
    assert played["run"] is None
    assert [one["path"] for one in played["problems"]] == ["alg"]


def test_own_keys_take_the_place_of_the_laboratory() -> None:
    made = [json.loads(call("generate_key", alg="EdDSA")["private"]["jwk"]) for _ in range(2)]
    key = {"text": json.dumps({"keys": made})}
    scenario = {**SCENARIOS["rotation-without-overlap"], "alg": "EdDSA"}
    played = run(scenario, key=key)
    assert not played["laboratory"]
    assert [one["kid"] for one in played["keys"]] == [one["kid"] for one in made]
    assert played["refusals"] == run(scenario)["refusals"]
    assert not any('"d"' in text for text in played["key_sets"])
    assert run(scenario, key=key) == played


def test_too_few_own_keys_or_wrong_ones_are_told() -> None:
    made = call("generate_key", alg="ES256")["private"]["jwk"]
    rotation = {**SMALL, "alg": "EdDSA", "rotations": [{"at": 9}]}
    assert "needs 2 private keys for EdDSA" in problems(rotation, key={"text": made})["key"]
    public = call("generate_key", alg="EdDSA")["public"]["jwk"]
    lone = {**SMALL, "alg": "EdDSA"}
    assert "needs 1 private key for EdDSA" in problems(lone, key={"text": public})["key"]
    same = json.loads(call("generate_key", alg="EdDSA")["private"]["jwk"])
    text = json.dumps({"keys": [same, same]})
    assert set(problems(rotation, key={"text": text})) == {"key"}


def test_an_own_secret_signs_hs256() -> None:
    assert run(SMALL, key={"text": "s" * 32})["services"][0]["refused"] == 0


def test_the_same_scenario_gives_the_same_run() -> None:
    for scenario in SCENARIOS.values():
        assert simulate(scenario) == simulate(scenario)
