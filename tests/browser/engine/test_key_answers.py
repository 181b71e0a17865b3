"""The worker's answers on encrypted private keys alone, in Node, held against Python's hashlib."""

from __future__ import annotations

from typing import Any

from jwt_playground.engines import key_opening
from jwt_playground.engines.asking import Host, UnansweredError
from jwt_playground.keys.pbe import read_pbes2
from jwt_playground.text import base64url
from tests.browser.support.node import run_module
from tests.unit.support.encrypted_keys import EVERYBODYS, data
from tests.unit.support.key_host import answer_open_key

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


def test_whatever_is_wrong_has_one_answer() -> None:
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
    assert run_module(ANSWER % "jwe", asked) == [{"value": None}] * len(asked)


def test_an_empty_passphrase_is_one() -> None:
    one = EVERYBODYS[0]
    made = question(one, "", ciphertext="FeaWuxkbUCaPMpo5e6lY8A")
    assert answer_open_key(made) == base64url.encode(b"text")
    assert run_module(ANSWER % "jwe", [made]) == [{"value": base64url.encode(b"text")}]
