"""The engine `auto` for JWE: what is there now answers, and noble does what WebCrypto lacks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.builds import Build
from tests.unit.support.calls import check, codes
from tests.unit.support.host import Dialogue, InsecureDialogue, PageDialogue
from tests.unit.support.jwe import CLAIMS, encrypted, key, public

LACKS = {"error": "The WebCrypto of this browser does not have it.", "fault": "unsupported"}


class LoadingPage(PageDialogue):
    """A page that can load `cryptography`."""

    loadable = True


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return a build without `cryptography`. Tokens must be made before it is asked for."""
    return Build(monkeypatch)


def opening(alg: str, curve: str = "P-256", **header: Any) -> dict[str, Any]:
    token = encrypted(CLAIMS, alg, curve=curve, header=header)
    return {"token": token, "decryption_key": {"text": key(alg, curve=curve)}, "now": 1}


def making(alg: str, curve: str = "P-256", **header: Any) -> dict[str, Any]:
    head = json.dumps({"alg": alg, "enc": "A128GCM", **header})
    return {"header": head, "payload": CLAIMS, "key": {"text": public(key(alg, curve=curve))}}


PARTY = base64url.encode(b"Alice")
TOKENS = {
    "A192KW": opening("A192KW"),
    "A128KW": opening("A128KW"),
    "X448": opening("ECDH-ES", "X448"),
    "equal": opening("ECDH-ES", apu=PARTY, apv=PARTY),
    "RSA": opening("RSA-OAEP"),
    "RSA and AES-192": {
        "token": encrypted(CLAIMS, "RSA-OAEP", "A192GCM"),
        "decryption_key": {"text": key("RSA-OAEP")},
        "now": 1,
    },
}


def asked(dialogue: Dialogue) -> tuple[str, str]:
    [question] = dialogue.questions
    return question["op"], question.get("engine", "webcrypto")


@pytest.mark.parametrize("kind", [PageDialogue, LoadingPage])
def test_what_webcrypto_refuses_goes_to_noble(kind: type[Dialogue], build: Build) -> None:
    dialogue = kind("inspect", **TOKENS["A192KW"])
    assert asked(dialogue) == ("decrypt", "webcrypto")
    dialogue.answer_each(**LACKS)
    assert asked(dialogue) == ("decrypt", "noble")
    report = dialogue.answer_each(value=base64url.encode(CLAIMS.encode()))["result"]
    assert (report["payload"], report["engine"]) == (CLAIMS, "noble")
    made = kind("encrypt", **making("A192KW"))
    assert asked(made) == ("encrypt", "webcrypto")
    made.answer_each(**LACKS)
    assert asked(made) == ("encrypt", "noble")


@pytest.mark.parametrize("fault", ["failed", "key"])
def test_another_fault_does_not_lead_on_to_noble(fault: str, build: Build) -> None:
    dialogue = PageDialogue("inspect", **TOKENS["A192KW"])
    result = dialogue.answer_each(error="it broke", fault=fault)["result"]
    assert "it broke" in json.dumps(result["checks"])
    loading = LoadingPage("inspect", **TOKENS["A192KW"])
    loading.answer_each(error="it broke", fault=fault)
    assert [question["op"] for question in loading.questions] == ["load"]


def test_an_rsa_key_that_is_refused_beside_aes_192_loads_cryptography(build: Build) -> None:
    refused = {"error": "it has 1024 bits", "fault": "key"}
    dialogue = LoadingPage("inspect", **TOKENS["RSA and AES-192"])
    dialogue.answer_each(**LACKS)
    assert asked(dialogue) == ("decrypt", "noble")
    dialogue.answer_each(**refused)
    assert [question["op"] for question in dialogue.questions] == ["load"]
    result = dialogue.answer_each(error="It did not come.", fault="failed")["result"]
    assert "it has 1024 bits" in check(result, "decryption-key")["message"]


@pytest.mark.parametrize("what", ["X448", "equal"])
@pytest.mark.parametrize("kind", [PageDialogue, LoadingPage, InsecureDialogue])
def test_what_webcrypto_never_has_is_asked_of_noble_at_once(
    kind: type[Dialogue], what: str, build: Build
) -> None:
    assert asked(kind("inspect", **TOKENS[what])) == ("decrypt", "noble")


@pytest.mark.parametrize("what", ["X448", "equal"])
def test_webcrypto_that_was_chosen_says_who_has_it(what: str, build: Build) -> None:
    for kind, who in ((PageDialogue, "“noble” does"), (Dialogue, "“cryptography”")):
        dialogue = kind("inspect", **TOKENS[what], engine="webcrypto")
        said = check(dialogue.reply["result"], "decryption")
        assert said["code"] == "engine-missing"
        assert who in said["message"]


def test_a_number_that_would_be_rounded_goes_to_noble_as_text(build: Build) -> None:
    params = making("A128KW", n=2**70)
    dialogue = PageDialogue("encrypt", **params)
    assert asked(dialogue) == ("encrypt", "noble")
    assert dialogue.questions[0]["text"] == params["header"]
    assert "header" not in dialogue.questions[0]


def test_what_both_have_is_asked_of_webcrypto_where_it_is(build: Build) -> None:
    assert asked(PageDialogue("inspect", **TOKENS["A128KW"])) == ("decrypt", "webcrypto")
    assert asked(InsecureDialogue("inspect", **TOKENS["A128KW"])) == ("decrypt", "noble")
    assert asked(PageDialogue("inspect", **TOKENS["A128KW"], engine="noble"))[1] == "noble"
    assert "engine" not in PageDialogue("inspect", **TOKENS["A128KW"]).questions[0]


def test_without_webcrypto_rsa_says_the_way_out(build: Build) -> None:
    dialogue = InsecureDialogue("inspect", **TOKENS["RSA"])
    said = check(dialogue.reply["result"], "decryption")["message"]
    assert "“noble” does not have RSA-OAEP" in said
    assert "https://" in said
    made = InsecureDialogue("encrypt", **making("RSA-OAEP")).reply["result"]
    assert "key-engine-missing" in codes(made)


def test_a_host_without_noble_says_so(build: Build) -> None:
    dialogue = Dialogue("inspect", **TOKENS["A128KW"], engine="noble")
    assert "Only the page has" in check(dialogue.reply["result"], "decryption")["message"]


def test_noble_is_asked_for_a_second_opinion(build: Build) -> None:
    opened = base64url.encode(CLAIMS.encode())
    dialogue = PageDialogue("inspect", **TOKENS["X448"], cross_check=True)
    assert "cross-check-skipped" in codes(dialogue.answer_each(value=opened)["result"])
    dialogue = PageDialogue("inspect", **TOKENS["A128KW"], cross_check=True)
    both = [(each["op"], each.get("engine", "webcrypto")) for each in dialogue.questions]
    assert both == [("decrypt", "webcrypto"), ("decrypt", "noble")]
    assert "engines-agree" in codes(dialogue.answer_each(value=opened)["result"])


def test_meta_says_what_noble_encrypts_with() -> None:
    [noble] = [
        one for one in PageDialogue("meta").reply["result"]["engines"] if one["name"] == "noble"
    ]
    assert "ECDH-ES+A192KW" in noble["key_management"]
    assert not [name for name in noble["key_management"] if name.startswith("RSA")]
    assert len(noble["content_encryption"]) == 6


@pytest.mark.parametrize(
    "answer",
    [None, {}, {"recipients": []}, {"recipients": [5]}, {"recipients": [{"added": 5}]},
     {"recipients": [{"added": {}}]}, {"recipients": [{"added": {}, "encrypted_key": ""}], "iv": 5}],
)  # fmt: skip
def test_a_bad_answer_of_noble_makes_no_token(answer: Any, build: Build) -> None:
    dialogue = InsecureDialogue("encrypt", **making("A128KW"))
    result = dialogue.answer_each(value=answer)["result"]
    assert result["token"] is None
    assert "key-engine-missing" in codes(result)
