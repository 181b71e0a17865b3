"""What is asked of noble is paid for at noble's price, and in as few rounds as can be."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x448 import X448PrivateKey

from jwt_playground.keys.budget import Budget, completion_cost
from jwt_playground.text import base64url
from jwt_playground.vocabulary import costs
from tests.unit.engines.test_unsupported import LACKS
from tests.unit.support.builds import Build
from tests.unit.support.host import InsecureDialogue, PageDialogue

HEADER = base64url.encode(b'{"alg":"EdDSA"}') + "." + base64url.encode(b'{"a":1}') + "."


def okp(curve: str, key: Any) -> dict[str, str]:
    return {"kty": "OKP", "crv": curve, "x": base64url.encode(key.public_key().public_bytes_raw())}


def test_a_batch_is_priced_with_the_engine_that_does_it(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    begin = Budget.spend

    def spend(self: Budget, cost: int) -> bool:
        spent.append(cost)
        return begin(self, cost)

    monkeypatch.setattr(Budget, "spend", spend)
    key = okp("Ed25519", Ed25519PrivateKey.generate())
    tokens = [HEADER + base64url.encode(os.urandom(64))] * 3
    dialogue = PageDialogue("inspect_many", tokens=tokens, key={"text": json.dumps(key)}, now=0)
    usual = max(spent)
    spent.clear()
    dialogue.answer_each(**LACKS)
    [question] = dialogue.questions
    assert question["engine"] == "noble"
    noble = costs.NOBLE["Ed25519"] - costs.SIGNATURE["Ed25519"]
    assert max(spent[-1:]) == usual + 3 * noble


def test_a_public_half_costs_what_its_engine_takes(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    allows = Budget.allows

    def count(self: Budget, cost: int, what: Any) -> bool:
        spent.append(cost)
        return allows(self, cost, what)

    monkeypatch.setattr(Budget, "allows", count)
    pkcs8 = (form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    text = X448PrivateKey.generate().private_bytes(*pkcs8).decode()
    assert InsecureDialogue("describe_key", key={"text": text}).questions
    assert costs.AGREEMENT_IN_JAVASCRIPT["X448"] in spent
    for curve, engine, cost in (
        ("Ed448", "noble", costs.NOBLE["Ed448"]),
        ("Ed448", "cryptography", costs.SIGNATURE["Ed448"]),
        ("P-256", "webcrypto", costs.SIGNATURE["P-256"]),
        ("X25519", "noble", costs.AGREEMENT_IN_JAVASCRIPT["X25519"]),
    ):
        assert completion_cost(curve, engine) == cost


def test_other_spellings_are_asked_for_all_keys_in_one_round(build: Build) -> None:
    keys = [okp("Ed25519", Ed25519PrivateKey.generate()) for _ in range(4)]
    token = HEADER + base64url.encode(base64url.encode(os.urandom(64)).encode())
    text = json.dumps({"keys": keys})
    dialogue = InsecureDialogue("inspect", token=token, key={"text": text}, now=0)
    rounds = []
    while dialogue.questions:
        rounds.append(len(dialogue.questions))
        dialogue.answer_each(value=False)
    assert rounds == [4, 4]
    assert dialogue.reply["result"]["signature"] == "invalid"


def test_other_spellings_spend_what_the_engine_takes(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jwt_playground.jws.search._MAX_WORK", costs.NOBLE["Ed448"] - 1)
    key = okp("Ed448", Ed448PrivateKey.generate())
    token = HEADER + base64url.encode(base64url.encode(os.urandom(114)).encode())
    given = {"token": token, "key": {"text": json.dumps(key)}, "now": 0}
    dialogue = InsecureDialogue("inspect", **given)
    assert len(dialogue.questions) == 1
    assert "result" in dialogue.answer_each(value=False)
