"""The worker's answers on encrypted private keys alone, in Node, held against Python's hashlib."""

from __future__ import annotations

from typing import Any

import pytest

from jwt_playground.engines import key_opening
from jwt_playground.engines.asking import Host, UnansweredError
from jwt_playground.keys.pbe import read_pbes2
from jwt_playground.text import base64url
from tests.browser.engine.test_jwe_refusals import CHROMIUM
from tests.browser.support.node import run_module
from tests.unit.support.encrypted_keys import EVERYBODYS, data
from tests.unit.support.key_host import answer_open_key
from tests.unit.support.noble_host import NO_WEBCRYPTO
from tests.unit.support.noble_host import answers as noble_answers

ANSWER = """
import { openKey } from "./site/engine/%s.js";
const answers = [];
for (const one of given) answers.push(await openKey(one));
tell(answers);
"""


def question(one: dict[str, Any], passphrase: str | None = None, **other: Any) -> dict[str, Any]:
    """Return what Python asks about a key."""
    host = Host()
    read = read_pbes2(data(one))
    assert read is not None
    secret = (one["passphrase"] if passphrase is None else passphrase).encode()
    try:
        key_opening.open_key(read, secret, ["webcrypto"], host)
    except UnansweredError:
        [asked] = host.take_questions()
    return {**asked, **other}


def lacks(one: dict[str, Any]) -> bool:
    return "SHA224" in one["made"] or "scrypt" in one["made"]


def test_webcrypto_opens_what_it_has_and_says_what_it_lacks() -> None:
    asked = [question(one) for one in EVERYBODYS]
    answers = run_module(ANSWER % "jwe", asked)
    for one, each, found in zip(EVERYBODYS, asked, answers, strict=True):
        if lacks(one):
            assert found["fault"] == "unsupported", one["made"]
        else:
            assert found == {"value": answer_open_key(each)}, one["made"]
            assert found["value"]


@pytest.mark.parametrize("before", [NO_WEBCRYPTO, ""], ids=["plain HTTP", "HTTPS"])
def test_noble_opens_every_one(before: str) -> None:
    few = [one for one in EVERYBODYS if "600000" not in one["made"] or not before]
    asked = [question(one, op="open-key", engine="noble") for one in few]
    answers = noble_answers(asked, before)
    assert answers == [{"value": answer_open_key(each)} for each in asked]
    assert len(few) >= 22


def test_without_192_bits_of_aes_webcrypto_says_so_and_noble_opens_it() -> None:
    long = [one for one in EVERYBODYS if "aes-192" in one["made"] and not lacks(one)]
    asked = [question(one) for one in long]
    refused = run_module(CHROMIUM + ANSWER % "jwe", asked)
    assert {one["fault"] for one in refused} == {"unsupported"}
    assert "does not have AES with 192 bits" in refused[0]["error"]
    answers = noble_answers([{**one, "engine": "noble"} for one in asked], CHROMIUM)
    assert answers == [{"value": answer_open_key(each)} for each in asked]
    assert len(long) == 4


@pytest.mark.parametrize("engine", ["webcrypto", "noble"])
def test_whatever_is_wrong_has_one_answer(engine: str) -> None:
    one = EVERYBODYS[0]
    sealed = base64url.decode_strict(question(one)["ciphertext"])
    asked = [
        question(one, "open barley"),
        question(one, ""),
        question(one, ciphertext=""),
        question(one, ciphertext=base64url.encode(sealed[:-1])),
        question(one, ciphertext=base64url.encode(sealed[:-16])),
        question(one, ciphertext=base64url.encode(sealed[:-1] + bytes([sealed[-1] ^ 1]))),
    ]
    assert answered(engine, asked) == [{"value": None}] * len(asked)


@pytest.mark.parametrize("engine", ["webcrypto", "noble"])
def test_an_empty_passphrase_is_one(engine: str) -> None:
    made = question(EVERYBODYS[0], "", ciphertext="FeaWuxkbUCaPMpo5e6lY8A")
    assert answer_open_key(made) == base64url.encode(b"text")
    assert answered(engine, [made]) == [{"value": base64url.encode(b"text")}]


def answered(engine: str, asked: list[dict[str, Any]]) -> Any:
    return noble_answers(asked) if engine == "noble" else run_module(ANSWER % "jwe", asked)


def test_too_much_memory_is_a_failure_and_no_fault() -> None:
    one = next(one for one in EVERYBODYS if "scrypt" in one["made"])
    made = question(one)
    made["derivation"]["n"] = 2**24
    [answer] = noble_answers([made])
    assert answer["fault"] == "failed"
    assert "could not make a key of the passphrase" in answer["error"]
