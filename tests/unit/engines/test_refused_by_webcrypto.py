"""Requests with `auto` that WebCrypto cannot answer: `cryptography` is loaded and answers them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed448

from tests.unit.support.builds import Build
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import Dialogue, LoadingDialogue, answer

ENCRYPTED = (Path(__file__).parents[2] / "vectors/encrypted-p256.pem").read_text("ascii")
FAULTS = ["key", "unsupported", "failed"]


class Answered:
    """A request that has been answered, and the questions of each round on the way."""

    def __init__(self, dialogue: Dialogue, tokens: list[str], refusal: dict[str, str]) -> None:
        self.rounds: list[list[str]] = []
        while dialogue.questions:
            self.rounds.append([question["op"] for question in dialogue.questions])
            dialogue.answer(
                {
                    question["id"]: {"value": True}
                    if question["op"] == "load"
                    else refusal or {"value": answer(question, tokens)}
                    for question in dialogue.questions
                }
            )
        self.result: Any = dialogue.reply["result"]


def ask(op: str, *, refusal: dict[str, str] | None = None, **params: Any) -> Answered:
    """Asks a page that can load `cryptography`. WebCrypto answers with the refusal, if given."""
    dialogue = LoadingDialogue(op, **params)
    return Answered(dialogue, params.get("tokens", []), refusal or {})


def made(alg: str, kid: str = "a") -> tuple[str, dict[str, Any]]:
    """Returns a token and its public key, made where `cryptography` is."""
    key = call("generate_key", alg=alg)
    header = json.dumps({"alg": "EdDSA" if alg.startswith("Ed") else alg})
    params = {"header": header, "payload": '{"sub":"x"}', "engine": "cryptography"}
    token = call("sign", key={"text": key["private"]["jwk"]}, **params)["token"]
    return token, {**json.loads(key["public"]["jwk"]), "kid": kid}


def test_webcrypto_answers_and_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    token, key = made("RS256")
    build = Build(monkeypatch)
    asked = ask("inspect", token=token, key={"text": json.dumps(key)}, now=1)
    assert (asked.result["verdict"], asked.result["engine"]) == ("valid", "webcrypto")
    assert asked.result["pyjwt"]["ok"]
    assert asked.rounds == [["verify"]]
    assert not build.installed


@pytest.mark.parametrize("fault", FAULTS)
def test_what_webcrypto_refuses_is_judged_by_cryptography(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, key = made("ES256")
    Build(monkeypatch)
    refusal = {"error": "No.", "fault": fault}
    params = {"token": token, "key": {"text": json.dumps(key)}, "now": 1}
    asked = ask("inspect", refusal=refusal, **params)
    assert (asked.result["verdict"], asked.result["engine"]) == ("valid", "cryptography")
    assert asked.rounds == [["verify"], ["load"]]
    chosen = ask("inspect", refusal=refusal, **params, engine="webcrypto")
    assert chosen.result["signature"] == "unchecked"
    assert chosen.rounds == [["verify"]]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_package_that_does_not_come_leaves_the_refusal(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, key = made("ES256")
    Build(monkeypatch)
    text = json.dumps(key)
    dialogue = LoadingDialogue("inspect", token=token, key={"text": text}, now=1)
    dialogue.answer_each(error="It says no.", fault=fault)
    report = dialogue.answer_each(error="The wheels do not come.")["result"]
    said = check(report, "key" if fault == "key" else "signature")["message"]
    assert "It says no." in said
    assert report["signature"] == "unchecked"


def test_a_list_of_tokens_is_judged_by_cryptography_where_webcrypto_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, key = made("RS256")
    Build(monkeypatch)
    params = {"tokens": [token, token[:-8] + "AAAAAAAA"], "key": {"text": json.dumps(key)}}
    asked = ask("inspect_many", refusal={"error": "No.", "fault": "key"}, **params, now=1)
    assert [brief["signature"] for brief in asked.result] == ["valid", "invalid"]
    assert asked.rounds == [["verify-many"], ["load"]]


def test_a_list_of_tokens_needs_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    token, key = made("RS256")
    Build(monkeypatch)
    asked = ask("inspect_many", tokens=[token, token], key={"text": json.dumps(key)}, now=1)
    assert [brief["signature"] for brief in asked.result] == ["valid", "valid"]
    assert asked.rounds == [["verify-many"]]


@pytest.mark.parametrize("order", [1, -1])
def test_a_set_with_a_key_of_another_curve_loads_only_if_no_other_key_matches(
    order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, known = made("Ed25519", "a")
    other, unknown = made("Ed448", "b")
    Build(monkeypatch)
    key = {"text": json.dumps({"keys": [known, unknown][::order]})}
    asked = ask("inspect", token=token, key=key, now=1)
    assert (asked.result["verdict"], asked.result["engine"]) == ("valid", "webcrypto")
    assert asked.rounds == [["verify"]]
    asked = ask("inspect", token=other, key=key, now=1)
    assert (asked.result["verdict"], asked.result["engine"]) == ("valid", "cryptography")
    assert asked.rounds == [["verify"], ["load"]]


def test_signing_and_making_a_key_go_on_with_cryptography(monkeypatch: pytest.MonkeyPatch) -> None:
    private = call("generate_key", alg="Ed25519")["private"]["jwk"]
    refusal = {"error": "It lacks Ed25519.", "fault": "unsupported"}
    Build(monkeypatch)
    params = {"header": '{"alg":"EdDSA"}', "payload": "{}", "key": {"text": private}}
    asked = ask("sign", refusal=refusal, **params)
    assert asked.result["token"]
    assert asked.rounds == [["sign"], ["load"]]
    Build(monkeypatch)
    asked = ask("generate_key", refusal=refusal, alg="Ed25519")
    assert asked.result["private"]
    assert asked.rounds == [["generate-key"], ["load"]]


def test_a_private_key_without_its_public_half_is_completed_by_who_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pkcs8 = (form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    pem = ed448.Ed448PrivateKey.generate().private_bytes(*pkcs8).decode()
    Build(monkeypatch)
    asked = ask("describe_key", key={"text": pem})
    assert asked.result["keys"][0]["curve"] == "Ed448"
    assert asked.rounds == [["load"]]


@pytest.mark.parametrize("fault", [None, *FAULTS])
def test_an_encrypted_key_loads_cryptography_if_it_is_refused(
    fault: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Build(monkeypatch)
    refusal = {"error": "The browser lacks it.", "fault": fault} if fault else None
    given = {"text": ENCRYPTED, "passphrase": "open sesame"}
    asked = ask("describe_key", key=given, refusal=refusal)
    assert asked.result["keys"][0]["curve"] == "P-256"
    assert asked.rounds == ([["open-key"], ["load"]] if fault else [["open-key"]])


def test_a_cross_check_loads_the_second_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    token, key = made("ES256")
    Build(monkeypatch)
    given = {"text": json.dumps(key)}
    asked = ask("inspect", token=token, key=given, cross_check=True, now=1)
    assert "engines-agree" in codes(asked.result)
    assert asked.result["engine"] == "cryptography"
    assert asked.rounds == [["verify"], ["load"]]
