"""Several signatures, several keys, and what is told of those that do not decide."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import Dialogue

SECRETS = ["k" * 32, "o" * 32]


def signed(secret: str, **header: Any) -> dict[str, str]:
    text = json.dumps({"alg": "HS256", **header})
    made = call("sign", header=text, payload="{}", key={"text": secret})["token"]
    protected, _, signature = made.split(".")
    return {"protected": protected, "signature": signature}


@pytest.mark.parametrize(
    ("secrets", "state", "said"),
    [
        ([0], "valid", None),
        ([0, 1], "valid", "the first that matches"),
        ([1, 0], "valid", "the first that matches"),
        ([1, 1], "invalid", "none of them matches"),
    ],
)
def test_one_of_several_signatures_is_enough(
    secrets: list[int], state: str, said: str | None
) -> None:
    entries = [signed(SECRETS[number], kid=str(place)) for place, number in enumerate(secrets)]
    token = json.dumps({"payload": "e30", "signatures": entries})
    report = call("inspect", token=token, key={"text": SECRETS[0]}, now=1)
    assert report["signature"] == state
    told = [f["message"] for f in report["findings"] if f["code"] == "several-signatures"]
    assert len(told) == (said is not None)
    if said:
        assert said in told[0]
        assert f"{len(secrets)} signatures" in told[0]
    shown = json.loads(report["header"])["kid"]
    assert shown == (str(secrets.index(0)) if state == "valid" else "0")


def test_a_private_key_is_enough_and_remarked() -> None:
    made = call("generate_key", alg="ES256")
    key = {"text": made["private"]["jwk"]}
    token = call("sign", header='{"alg":"ES256"}', payload="{}", key=key)["token"]
    assert "key-private-given" in codes(call("inspect", token=token, key=key, now=1))
    public = {"text": made["public"]["jwk"]}
    assert "key-private-given" not in codes(call("inspect", token=token, key=public, now=1))


def keys_of(*algs: str) -> list[dict[str, Any]]:
    made = [json.loads(call("generate_key", alg=alg)["public"]["jwk"]) for alg in algs]
    return [{n: v for n, v in jwk.items() if n not in ("kid", "alg")} for jwk in made]


TOKEN = f"eyJhbGciOiJFZERTQSJ9.e30.{base64url.encode(b'x' * 64)}"


def test_a_key_that_the_browser_lacks_leaves_the_signature_open() -> None:
    """One key can be tried and is not the one; the other cannot be tried at all."""
    keys = {"text": json.dumps({"keys": keys_of("Ed25519", "Ed448")})}
    dialogue = Dialogue("inspect", token=TOKEN, key=keys, engine="webcrypto", now=1)
    report = dialogue.answer_each(value=False)["result"]
    assert check(report, "signature")["code"] == "engine-missing"
    assert report["engine"] == "webcrypto"
    alone = {"text": json.dumps({"keys": keys_of("Ed448")})}
    report = call("inspect", token=TOKEN, key=alone, engine="webcrypto", now=1)
    assert check(report, "signature")["code"] == "engine-missing"
    assert report["engine"] is None


@pytest.mark.parametrize(("refused", "code"), [(2, "not-checked"), (1, "signature-mismatch")])
def test_keys_that_are_refused_do_not_match(refused: int, code: str) -> None:
    keys = {"text": json.dumps({"keys": keys_of("Ed25519", "Ed25519")})}
    dialogue = Dialogue("inspect", token=TOKEN, key=keys, engine="webcrypto", now=1)
    answers: dict[str, Any] = {}
    for number, question in enumerate(dialogue.questions):
        bad = {"error": "it is not on the curve", "fault": "key"}
        answers[question["id"]] = bad if number < refused else {"value": False}
    report = dialogue.answer(answers)["result"]
    assert check(report, "signature")["code"] == code
    assert check(report, "key")["code"] == ("key-refused" if refused == 2 else "key-fits")
    if refused == 2:
        assert "it is not on the curve" in check(report, "key")["message"]
