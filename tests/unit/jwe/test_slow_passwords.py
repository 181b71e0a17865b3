"""PBKDF2 in JavaScript takes long: when noble does it, and what two engines then say together."""

from __future__ import annotations

from typing import Any

import pytest

from jwt_playground.text import base64url
from jwt_playground.vocabulary import costs
from tests.browser.support.node import run_module
from tests.unit.support.builds import Build
from tests.unit.support.host import PageDialogue
from tests.unit.support.jwe import CLAIMS, encrypted, key
from tests.unit.support.noble_host import answers

PBES2 = "PBES2-HS512+A256KW"
FAILING = (
    'crypto.subtle.deriveBits = async () => { throw new DOMException("", "OperationError"); };\n'
)
"""A browser whose own PBKDF2 fails, for lack of memory or of the hash."""


def questions(iterations: int) -> list[dict[str, Any]]:
    """One question of each kind that derives a key."""
    derivation = {"name": "PBKDF2", "hash": "SHA-512", "salt": "AAAA", "iterations": iterations}
    sixteen = base64url.encode(bytes(16))
    password = {"kty": "oct", "k": sixteen}
    header = {"alg": PBES2, "enc": "A128GCM", "p2c": iterations, "p2s": sixteen}
    jwe = {"header": header, "encrypted_key": "AAAA", "ciphertext": "AAAA"}
    return [
        {
            "op": "open-key",
            "derivation": derivation,
            "bits": 256,
            "iv": sixteen,
            "ciphertext": sixteen,
            "passphrase": "AAAA",
        },
        {"op": "decrypt", "alg": PBES2, "enc": "A128GCM", "jwe": jwe, "key": password, "most": 9},
        {
            "op": "encrypt",
            "enc": "A128GCM",
            "plaintext": "",
            "text": "{}",
            "aad": None,
            "recipients": [{"alg": PBES2, "key": password, "parameters": {"p2c": iterations}}],
        },
    ]


def test_where_the_browsers_pbkdf2_fails_javascript_does_only_what_it_does_soon() -> None:
    few = answers(questions(1000), before=FAILING)
    assert [answer.get("error") for answer in few] == [None] * 3
    for answer in answers(questions(500_001), before=FAILING):
        assert answer["fault"] == "failed"
        assert "500,001 iterations take too long in JavaScript" in answer["error"]


def test_where_the_browsers_pbkdf2_works_it_does_them_all() -> None:
    assert answers(questions(500_001)[:1], before="") == [{"value": None}]


def test_the_limit_in_javascript_is_that_of_python() -> None:
    known = run_module("""
      import { MOST_UNITS, UNITS } from "./site/engine/noble-derive.js";
      tell([UNITS, MOST_UNITS]);
    """)
    assert known == [costs.PBKDF2_IN_JAVASCRIPT, costs.MAX_IN_JAVASCRIPT]


@pytest.mark.parametrize(("alg", "told"), [(PBES2, True), ("A128KW", False)])
def test_two_engines_that_derive_a_key_with_the_same_code_say_so(
    alg: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = {"p2c": 1000} if told else {}
    token = encrypted(CLAIMS, alg, header=header)
    given = {"text": key(alg)}
    Build(monkeypatch)
    dialogue = PageDialogue("inspect", token=token, decryption_key=given, now=1, cross_check=True)
    opened = base64url.encode(CLAIMS.encode())
    assert len(dialogue.questions) == 2
    report = dialogue.answer_each(value=opened)["result"]
    [message] = [one["message"] for one in report["findings"] if one["code"] == "engines-agree"]
    assert "“webcrypto” and “noble” agree" in message
    assert ("PBKDF2 derived the key of the password for both" in message) is told
