"""One request takes only so much work: products of limits end in a finding, not in a wait.

Work is counted, not timed.
"""

from __future__ import annotations

import hmac
import json
import random
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from jwt_playground.engines.local import Local
from jwt_playground.jws import key_resolution, mismatch
from jwt_playground.keys.budget import Budget
from jwt_playground.keys.model import KeyInput
from jwt_playground.keys.select import choose_keys
from jwt_playground.protocol import handle
from jwt_playground.text import base64url
from jwt_playground.token.model import Signature
from jwt_playground.vocabulary import costs
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.calls import call, check, codes, sign
from tests.unit.support.host import Dialogue, call_with_host

RANDOM = random.Random(11)


class Counter:
    """How often an engine verified, and how many bytes it hashed for HMAC."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.trials = self.hashed = 0
        verify, digest = Local.verify, hmac.digest

        def verified(engine: Local, alg: str, key: Any, data: bytes, signature: bytes) -> bool:
            self.trials += 1
            return verify(engine, alg, key, data, signature)

        def digested(key: bytes, data: bytes, name: str) -> bytes:
            self.hashed += len(data)
            return digest(key, data, name)

        patch.setattr(Local, "verify", verified)
        patch.setattr(hmac, "digest", digested)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    yield Counter(monkeypatch)


def hostile_rsa() -> dict[str, str]:
    """A modulus and an exponent that are as large as the engine allows."""
    modulus = RANDOM.getrandbits(16_384) | 1 << 16_383 | 1
    return {
        "kty": "RSA",
        "n": base64url.encode(modulus.to_bytes(2048, "big")),
        "e": base64url.encode((2**64 - 1).to_bytes(8, "big")),
    }


def ec_keys(count: int, curve: Any = None) -> list[dict[str, Any]]:
    made = [ec.generate_private_key(curve or ec.SECP256R1()) for _ in range(count)]
    return [ECAlgorithm.to_jwk(key.public_key(), as_dict=True) for key in made]


def jwks(keys: list[dict[str, Any]]) -> dict[str, str]:
    return {"text": json.dumps({"keys": keys})}


def general(alg: str, payload: str, signature: str, count: int = 20) -> str:
    header = base64url.encode(json.dumps({"alg": alg}).encode())
    entry = {"protected": header, "signature": signature}
    return json.dumps({"payload": payload, "signatures": [entry] * count})


def left_out(result: dict[str, Any]) -> str:
    [message] = [f["message"] for f in result["findings"] if f["code"] == "work-left-out"]
    return str(message)


def test_signatures_times_large_rsa_keys(counted: Counter) -> None:
    text = general("RS256", "e30", base64url.encode(b"\x01" * 2048))
    report = call("inspect", token=text, key=jwks([hostile_rsa() for _ in range(50)]), now=1)
    assert counted.trials < 60  # of 1,000
    assert report["verdict"] == "unverified"
    assert report["signature"] == "unchecked"
    assert check(report, "signature")["code"] == "not-tried"
    assert f"{1000 - counted.trials} of 1,000 trials of a key" in left_out(report)


def test_signatures_times_secrets_times_a_long_payload(counted: Counter) -> None:
    secrets = [{"kty": "oct", "k": base64url.encode(bytes([n]) * 40)} for n in range(200)]
    text = general("HS512", "A" * 2_000_000, "A" * 86)
    report = call("inspect", token=text, key=jwks(secrets), now=1)
    assert counted.hashed < 600_000_000  # of 8,000,000,000
    assert check(report, "signature")["code"] == "not-tried"


def test_the_same_request_always_leaves_the_same_out() -> None:
    text = general("RS256", "e30", base64url.encode(b"\x01" * 2048))
    params = {"token": text, "key": jwks([hostile_rsa() for _ in range(50)]), "now": 1}
    request = json.dumps({"op": "inspect", "params": params})
    assert handle(request) == handle(request)


def test_a_right_key_that_was_not_tried_leaves_the_token_open_and_its_kid_finds_it() -> None:
    private = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP521R1()), as_dict=True)
    token = sign("ES512", {"text": json.dumps(private)})
    header, payload, signature = token.split(".")
    wrong = {"protected": header, "signature": "A" * 176}
    entries = [*[wrong] * 19, {"protected": header, "signature": signature}]
    text = json.dumps({"payload": payload, "signatures": entries})
    keys = [*ec_keys(60, ec.SECP521R1()), {**private, "kid": "right"}]
    report = call("inspect", token=text, key=jwks(keys), now=1)
    assert report["verdict"] == "unverified"
    assert "not all of them were tried" in json.dumps(report["findings"])
    chosen = call("inspect", token=text, key={**jwks(keys), "kid": "right"}, now=1)
    assert chosen["verdict"] == "valid"
    assert "work-left-out" not in codes(chosen)


def test_one_token_with_two_hundred_honest_keys_is_decided(counted: Counter) -> None:
    private = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()), as_dict=True)
    token = sign("ES256", {"text": json.dumps(private)})
    counted.trials = 0
    keys = ec_keys(200)
    report = call("inspect", token=token, key=jwks(keys), now=1)
    assert (report["verdict"], counted.trials) == ("invalid", 200)
    assert {key["status"] for key in report["keys"]} == {"tried"}
    found = call("inspect", token=token, key=jwks([*keys[:199], private]), now=1)
    assert found["verdict"] == "valid"
    assert "work-left-out" not in codes(found)


@pytest.mark.parametrize("bits", [2048, 3072, 4096, 16_384])
def test_two_hundred_rsa_keys_are_within_the_budget(bits: int) -> None:
    assert 200 * costs.rsa("A" * ((bits + 5) // 6), "AQAB") < costs.MAX_WORK


def test_two_hundred_keys_of_every_curve_are_within_the_budget() -> None:
    curves = {c for row in ALGORITHMS.values() if row.kty != "RSA" for c in row.curves}
    for table in (costs.SIGNATURE, costs.NOBLE):
        assert curves == set(table)
        assert 200 * max(table.values()) < costs.MAX_WORK
        assert max(table.values()) < costs.MAX_WORK_PER_TOKEN
    assert all(costs.NOBLE[name] > cost for name, cost in costs.SIGNATURE.items())


def test_every_honest_token_of_a_batch_is_decided() -> None:
    key = {"text": "k" * 40}
    token = sign("HS256", key)
    briefs: Any = call("inspect_many", tokens=[token] * 10_000, key=key, now=1)
    assert {brief["verdict"] for brief in briefs} == {"valid"}


def test_every_long_token_of_a_batch_with_many_keys_is_decided() -> None:
    private = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()), as_dict=True)
    tokens = []
    for number in range(200):
        header = json.dumps({"alg": "ES256", "kid": f"k{number}"})
        payload = json.dumps({"groups": "g" * 4000})
        result = call("sign", header=header, payload=payload, key={"text": json.dumps(private)})
        tokens.append(result["token"])
    keys = jwks([{**private, "kid": f"k{number}"} for number in range(200)])
    briefs: Any = call("inspect_many", tokens=tokens * 3, key=keys, now=1)
    assert {brief["verdict"] for brief in briefs} == {"valid"}


def test_keys_are_chosen_for_very_many_signatures_as_far_as_the_budget_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [0]

    def counted(*arguments: Any) -> Any:
        chosen[0] += 1
        return choose_keys(*arguments)

    monkeypatch.setattr(key_resolution, "choose_keys", counted)
    [key] = ec_keys(1)
    keys = jwks([{**key, "kid": f"k{number}"} for number in range(200)])
    entry = {"protected": base64url.encode(b'{"alg":"ES256"}'), "signature": "A" * 86}
    entries = [{**entry, "header": {"kid": f"other {number}"}} for number in range(20)]
    text = json.dumps({"payload": "e30", "signatures": entries})
    report = call("inspect", token=text, key=keys, now=1)
    assert (report["verdict"], chosen[0]) == ("invalid", 20)
    assert "work-left-out" not in codes(report)
    chosen[0] = 0
    briefs: Any = call("inspect_many", tokens=[text] * 300, key=keys, now=1)
    assert chosen[0] < 2_000  # of 6,000
    assert briefs[0]["verdict"] == "invalid"
    assert (briefs[-1]["verdict"], briefs[-1]["failed"]) == ("unverified", [])


def test_names_of_many_keys_are_compared_by_their_looks_in_little_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Normalizing marks takes quadratic time, and every signature may name another key."""
    normalize, work = unicodedata.normalize, [0]

    def counted(form: Any, text: str) -> str:
        work[0] += len(text) ** 2
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counted)
    [key] = ec_keys(1)
    marks = "\u0301\u0316" * 400
    keys = jwks([{**key, "kid": f"{number}{marks}"} for number in range(200)])
    entries = [
        {"protected": base64url.encode(json.dumps({"alg": "ES256", "kid": kid}).encode())}
        for kid in (f"{letter}{marks}" for letter in "abcdefghijklmnopqrst")
    ]
    text = json.dumps({"payload": "e30", "signatures": [{**e, "signature": "AA"} for e in entries]})
    report = call("inspect", token=text, key=keys, now=1)
    assert check(report, "key")["code"] == "key-not-found"
    assert work[0] < 300 * 250**2  # of 8,000 * 801**2


def test_a_batch_of_hostile_tokens_is_left_open_where_it_costs_too_much(counted: Counter) -> None:
    header = base64url.encode(b'{"alg":"RS256"}')
    token = f"{header}.e30.{base64url.encode(bytes([1]) * 2048)}"
    keys = jwks([hostile_rsa() for _ in range(50)])
    briefs: Any = call("inspect_many", tokens=[token] * 20, key=keys, now=1)
    assert counted.trials < 70  # of 1,000
    assert briefs[0]["signature"] == "invalid"
    assert briefs[-1]["verdict"] == "unverified"
    assert "were not tried" in briefs[-1]["summary"]


def test_a_batch_of_one_dear_key_is_left_open_where_it_costs_too_much() -> None:
    header = base64url.encode(b'{"alg":"RS256"}')
    tokens = [f"{header}.e30.{base64url.encode(bytes([n]) * 2048)}" for n in range(80)]
    briefs: Any = call(
        "inspect_many", tokens=tokens, key={"text": json.dumps(hostile_rsa())}, now=1
    )
    states = [brief["signature"] for brief in briefs]
    assert 30 < states.count("invalid") < 80
    assert states == sorted(states)  # the first ones are decided


def test_questions_to_the_host_are_not_copied_without_end() -> None:
    payload = "A" * 1_000_000
    text = general("ES256", payload, "A" * 86)
    asked = Dialogue("inspect", token=text, key=jwks(ec_keys(50)), engine="webcrypto", now=1)
    size = sum(len(question["data"]) for question in asked.questions)
    assert 0 < size < 100_000_000  # of 1,000,000,000
    asked.answer_each(value=False)
    report = asked.reply["result"]
    assert report["verdict"] == "unverified"
    assert "work-left-out" in codes(report)


def test_a_conversation_leaves_the_same_out_in_every_round() -> None:
    text = general("ES256", "A" * 400_000, "A" * 86)
    keys = jwks(ec_keys(50))
    first, questions = call_with_host("inspect", token=text, key=keys, engine="webcrypto", now=1)
    again, _ = call_with_host("inspect", token=text, key=keys, engine="webcrypto", now=1)
    assert first == again
    assert len({question["id"] for question in questions}) == len(questions)


def test_a_second_engine_and_pyjwt_are_not_asked_when_the_work_is_done() -> None:
    text = general("RS256", "e30", base64url.encode(b"\x01" * 2048))
    keys = jwks([hostile_rsa() for _ in range(50)])
    report = call("inspect", token=text, key=keys, now=1, cross_check=True)
    assert report["pyjwt"] is None
    assert "verdicts of PyJWT" in left_out(report)


def test_other_readings_of_a_secret_are_left_out_when_the_work_is_done() -> None:
    budget = Budget(spent=costs.MAX_WORK)
    given = KeyInput("ab" * 20)
    found = mismatch._detect("sha256", Signature("", None, None), given, b"data", budget)
    assert found == []
    finding = budget.finding()
    assert finding is not None
    assert "4 of 4 other readings of the secret" in finding.message
