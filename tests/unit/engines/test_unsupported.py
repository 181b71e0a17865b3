"""A browser whose WebCrypto has nothing: every request comes to its end, through noble."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jwt_playground.operations import OPERATIONS
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.lab.played import SMALL
from tests.unit.support import proofs
from tests.unit.support.access import BASIC
from tests.unit.support.builds import Build
from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue, PageDialogue, answer
from tests.unit.support.jwe import CLAIMS, encrypted, key
from tests.unit.support.proofs import PRIVATE

LACKS = {"error": "The WebCrypto of this browser does not have it.", "fault": "unsupported"}
ENCRYPTED = (Path(__file__).parents[2] / "vectors/encrypted-p256.pem").read_text("ascii")
PUBLIC_KEYS = [name for name, row in ALGORITHMS.items() if row.kty not in ("", "oct")]
ENDS = ("-----BEGIN EC PRIVATE KEY-----\n", "\n-----END EC PRIVATE KEY-----\n")
BARE = ENDS[0] + "MDECAQEEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8goAoGCCqGSM49AwEH" + ENDS[1]
"""A key on P-256 without its public half."""


class LoadingPage(PageDialogue):
    """A page that can load `cryptography`, which then does not come."""

    loadable = True


def requests() -> list[tuple[str, dict[str, Any]]]:
    made = call("generate_key", alg="EdDSA")["private"]["jwk"]
    given, rsa = {"text": PRIVATE}, {"text": call("generate_key", alg="RS256")["private"]["jwk"]}
    signing = {"header": '{"alg":"ES256"}', "payload": CLAIMS}
    token, access = call("sign", key=given, **signing)["token"], proofs.access_token()
    eddsa = {"text": made}
    other = call("sign", header='{"alg":"EdDSA"}', payload=CLAIMS, key=eddsa)["token"]
    issued = {"header": '{"alg":"ES256"}', "payload": CLAIMS, "selective": [["iss"]], "key": given}
    listing = {"text": json.dumps({"keys": [json.loads(PRIVATE), json.loads(made)]})}
    sealing = {"header": '{"alg":"A192KW","enc":"A192GCM"}', "payload": CLAIMS}
    judging = [{"op": "inspect", "token": token, "key": given}]
    judging += [{"op": "inspect", "token": other, "key": each} for each in (eddsa, listing)]
    judging += [{"op": "inspect", "token": token[:-8] + "AAAAAAAA", "key": listing}]
    judging += [
        {"op": "inspect", "token": encrypted(token, alg, enc, curve), "key": given,
         "decryption_key": {"text": key(alg, enc, curve)}}
        for alg, enc, curve in (("A192KW", "A192GCM", ""), ("RSA-OAEP", "A192CBC-HS384", ""),
                                ("ECDH-ES+A192KW", "A192GCM", "X25519"), ("RSA-OAEP", "A128GCM", ""))
    ]  # fmt: skip
    several = [{**each, "cross_check": True, "now": 1} for each in judging]
    several += [{"op": "generate_key", "alg": alg} for alg in [*PUBLIC_KEYS, "RSA-OAEP"]]
    several += [{"op": "generate_key", "alg": "ECDH-ES", "crv": crv} for crv in ("P-521", "X25519")]
    several += [
        {"op": "inspect_many", "tokens": [token, other, token], "key": listing, "now": 1},
        {"op": "authorize", "token": token, "key": given, "now": 1,
         "model": BASIC, "policy": "",
         "requests": [{"values": ["a", "b", "c"]}]},
        {"op": "access_presets"},
        {"op": "sign", "key": given, **signing},
        {"op": "sign", "key": rsa, **signing, "header": '{"alg":"PS256"}'},
        {"op": "check_dpop", "proof": proofs.proof(access), "access_token": access, "now": 1,
         "method": "POST", "url": proofs.URL, "key": {"text": proofs.SECRET}},
        {"op": "sd_issue", **issued},
        {"op": "sd_present", "token": f"{token}~", "disclose": [], "now": 1,
         "key_binding": {"key": given, "nonce": "n", "aud": "a"}},
        {"op": "read_status", "token": token, "key": given, "now": 1},
        {"op": "encrypt", **sealing, "key": {"text": key("A192KW")}},
        {"op": "describe_key", "key": {"text": BARE}},
        {"op": "describe_key", "key": {"text": ENCRYPTED, "passphrase": "open sesame"}},
        {"op": "simulate", "scenario": json.dumps({**SMALL, "alg": "EdDSA"})},
        {"op": "simulate", "scenario": json.dumps({**SMALL, "alg": "RS256"})},
        {"op": "size", "token": token},
        {"op": "meta"},
    ]  # fmt: skip
    return [(str(each["op"]), {n: v for n, v in each.items() if n != "op"}) for each in several]


def ended(dialogue: Dialogue) -> dict[str, Any]:
    """The last reply to a request. Every reply on the way must ask something."""
    for _ in range(40):
        if "questions" not in dialogue.reply:
            return dialogue.reply
        assert dialogue.questions, "no questions are left, and there is no result"
        dialogue.answer(
            {
                asked["id"]: _of_noble(asked, dialogue.params.get("tokens", []))
                if "engine" in asked
                else LACKS
                for asked in dialogue.questions
            }
        )
    raise AssertionError("the questions do not end")


def _of_noble(question: dict[str, Any], tokens: list[str]) -> dict[str, Any]:
    if question["op"] == "encrypt":
        return {"error": "It broke.", "fault": "failed"}
    return {"value": answer(question, tokens)}


@pytest.mark.parametrize("kind", [Dialogue, PageDialogue, LoadingPage])
def test_every_request_comes_to_an_end(
    kind: type[Dialogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = requests()
    assert {op for op, _ in asked} == set(OPERATIONS)
    Build(monkeypatch)
    bad = []
    for op, params in asked:
        reply = ended(kind(op, **params))
        if not reply["ok"]:
            bad.append((op, params, reply))
    assert bad == []


@pytest.mark.parametrize("alg", ["EdDSA", "Ed25519", "ES512", "ML-DSA-44"])
def test_noble_makes_the_key(alg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Build(monkeypatch)
    assert ended(PageDialogue("generate_key", alg=alg))["result"]["private"]


def test_noble_signs_and_verifies_for_the_laboratory(monkeypatch: pytest.MonkeyPatch) -> None:
    Build(monkeypatch)
    scenario = json.dumps({**SMALL, "alg": "EdDSA"})
    assert ended(PageDialogue("simulate", scenario=scenario))["result"]["problems"] == []
