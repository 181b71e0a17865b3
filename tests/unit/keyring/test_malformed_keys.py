"""Malformed keys are explained in plain sentences and never crash the engine."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue
from tests.unit.support.one_key import BODY, EC, PUBLIC, private_pem, public_jwk

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ED = ed25519.Ed25519PrivateKey.generate()


TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"


def answered(op: str, engine: str, **params: Any) -> dict[str, Any]:
    """The result of a request, with a host that refuses every key which it is asked about."""
    if engine == "auto":
        return call(op, **params)
    dialogue = Dialogue(op, engine=engine, **params)
    while dialogue.questions:
        dialogue.answer_each(error="it is not on the curve", fault="key")
    assert dialogue.reply["ok"], dialogue.reply
    result: dict[str, Any] = dialogue.reply["result"]
    return result


def test_the_malformed_keys_reach_the_host() -> None:
    """Two of the good ones leave something to the host, so the damaged ones will as well."""
    for key, op in (
        (PUBLIC, "inspect"),
        (private_pem(ED, form.PrivateFormat.PKCS8), "describe_key"),
    ):
        params = {"token": TOKEN, "now": 1} if op == "inspect" else {}
        assert Dialogue(op, engine="webcrypto", key={"text": key}, **params).questions


def test_200_malformed_keys_are_explained_and_never_crash() -> None:
    dice = random.Random(7519)
    pieces = ['"', "{", "}", "[", "]", ":", ",", "=", "\\n", "-----", "\x00", "é", "A", "null", "1"]
    good = [
        PUBLIC,
        private_pem(),
        private_pem(RSA),
        private_pem(RSA, form.PrivateFormat.TraditionalOpenSSL),
        private_pem(EC, form.PrivateFormat.TraditionalOpenSSL),
        private_pem(ED, form.PrivateFormat.OpenSSH),
        json.dumps(public_jwk()),
        json.dumps({"keys": [public_jwk(), {"kty": "oct", "k": "AAAA"}]}),
        BODY,
    ]
    forbidden = re.compile(
        r"\bobject at\b|Traceback|\b\w+Error\b|0x[0-9a-f]{6}|asn1crypto|<class|None"
    )
    for number in range(200):
        text = dice.choice(good)
        for _ in range(dice.randint(1, 3)):
            start = dice.randrange(len(text))
            end = start + dice.choice([0, 1, 1, 5, 40])
            text = text[:start] + dice.choice([*pieces, "", ""]) + text[end:]
        for engine in ("auto", "webcrypto"):
            key = {"text": text}
            described = answered("describe_key", key=key, engine=engine)
            report = answered("inspect", token=TOKEN, key=key, now=1, engine=engine)
            for finding in [*described["findings"], *report["findings"]]:
                assert not forbidden.search(finding["message"]), (number, finding)
                assert finding["message"].endswith("."), finding
            for one in report["checks"]:
                assert not forbidden.search(one["message"]), (number, one)
