"""The engine “noble”: when it is chosen, and what it does for a whole request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.engines.asking import Host, UnansweredError
from jwt_playground.engines.base import CannotError
from jwt_playground.engines.choice import EngineChoice, Engines
from jwt_playground.engines.local import Local
from jwt_playground.engines.noble import Noble
from jwt_playground.engines.webcrypto import WebCrypto
from jwt_playground.keys.model import Key
from jwt_playground.meta import meta
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.builds import Build
from tests.unit.support.calls import check, codes
from tests.unit.support.host import (
    Dialogue,
    InsecureDialogue,
    PageDialogue,
    answer,
    call_with_host,
    result_of,
)

HAS = [name for name, row in ALGORITHMS.items() if "noble" in row.engines]
LOAD, NOBODY = "load", "nobody"

# Who does it for `auto`, where `cryptography` is (installed, loadable) and there is WebCrypto.
RULE: dict[str, dict[tuple[bool, bool, bool], str]] = {
    "ES256": {
        (True, True, True): "cryptography",
        (True, False, False): "cryptography",
        (False, True, True): "webcrypto",
        (False, True, False): "noble",
        (False, False, True): "webcrypto",
        (False, False, False): "noble",
    },
    "ES256K": {
        (True, False, True): "cryptography",
        (False, True, True): "noble",
        (False, True, False): "noble",
        (False, False, True): "noble",
        (False, False, False): "noble",
    },
    "ML-DSA-65": {
        (True, False, True): "webcrypto",
        (True, False, False): "noble",
        (False, True, False): "noble",
    },
    "RS256": {
        (True, False, True): "cryptography",
        (False, True, True): "webcrypto",
        (False, True, False): LOAD,
        (False, False, False): NOBODY,
    },
}


def chosen(engines: Engines, alg: str, key: Key | None = None) -> str:
    try:
        return engines.load_for(ALGORITHMS[alg], key).name
    except CannotError:
        return NOBODY
    except UnansweredError:
        return LOAD


def test_noble_has_all_algorithms_of_public_keys_but_those_of_rsa() -> None:
    public = [name for name, row in ALGORITHMS.items() if row.kty not in ("oct", "")]
    assert [name for name in public if name not in HAS] == [
        *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
    ]
    assert {e["name"]: e["algorithms"] for e in meta(Host(noble=True))["engines"]}["noble"] == HAS


@pytest.mark.parametrize(
    ("alg", "state", "expected"),
    [(alg, state, name) for alg, row in RULE.items() for state, name in row.items()],
)
def test_auto_takes_what_is_there_now(
    alg: str, state: tuple[bool, bool, bool], expected: str, build: Build
) -> None:
    build.installed, loadable, webcrypto = state
    host = Host(loadable=loadable, webcrypto=webcrypto, noble=True)
    assert chosen(Engines("auto", host), alg) == expected


def test_the_curve_of_the_key_decides_where_an_algorithm_has_several(build: Build) -> None:
    engines = Engines("auto", Host(webcrypto=True, noble=True))
    for curve, name in (("Ed25519", "webcrypto"), ("Ed448", "noble")):
        key = Key({"kty": "OKP", "crv": curve}, "test")
        assert chosen(engines, "EdDSA", key) == name
        assert engines.load_for_completion(curve).name == name
    assert engines.load_for_generation(ALGORITHMS["Ed448"]).name == "noble"
    assert engines.load_for_generation(ALGORITHMS["RS256"]).name == "webcrypto"
    assert engines.load_for_completion("ML-DSA-44").name == "noble"


@pytest.mark.parametrize(
    ("choice", "host", "alg", "said"),
    [
        ("noble", Host(), "ES256", "Only the page has the engine “noble”"),
        ("cryptography", Host(noble=True), "ML-DSA-44", "Choose “auto” or “noble”"),
        ("auto", Host(noble=True), "RS256", "no engine for RSA"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(
    choice: EngineChoice, host: Host, alg: str, said: str, build: Build
) -> None:
    with pytest.raises(CannotError, match=said):
        Engines(choice, host).load_for(ALGORITHMS[alg])


def test_a_cross_check_asks_noble_where_nobody_else_can(build: Build) -> None:
    def other(engine: Any, alg: str, webcrypto: bool = False) -> str | None:
        host = Host(noble=True, webcrypto=webcrypto)
        found = Engines("auto", host).load_other(engine, ALGORITHMS[alg])
        return None if found is None else found.name

    web, noble, openssl = WebCrypto(Host()), Noble(Host()), Local("cryptography")
    assert other(web, "ES256", webcrypto=True) == "noble"
    assert other(web, "RS256", webcrypto=True) is None
    assert other(noble, "ES256", webcrypto=True) == "webcrypto"
    assert other(noble, "ES256K", webcrypto=True) is None
    build.installed = True
    assert other(web, "ES256", webcrypto=True) == "cryptography"
    assert other(noble, "ES256K", webcrypto=True) == "cryptography"
    assert other(openssl, "ES256", webcrypto=True) == "webcrypto"
    assert other(openssl, "ES256") == "noble"
    assert other(openssl, "ES256K", webcrypto=True) == "noble"
    assert other(openssl, "RS256") is None
    assert other(Local("python"), "HS256", webcrypto=True) is None


@pytest.mark.parametrize("alg", HAS)
def test_a_page_over_plain_http_makes_keys_signs_and_verifies(alg: str, build: Build) -> None:
    made = result_of(InsecureDialogue, "generate_key", alg=alg)
    assert codes(made) == []
    token = result_of(
        InsecureDialogue,
        "sign",
        header=json.dumps({"alg": alg}),
        payload="{}",
        key={"text": made["private"]["jwk"]},
    )["token"]
    for text, state in ((token, "valid"), (token[:-6] + "AAAAAA", "invalid")):
        key = {"text": made["public"]["jwk"]}
        report = result_of(InsecureDialogue, "inspect", token=text, key=key, now=1)
        assert (report["signature"], report["engine"]) == (state, "noble")
    many: dict[str, Any] = {"tokens": [token, token[:-6] + "AAAAAA"], "key": key, "now": 1}
    reply, asked = call_with_host("inspect_many", kind=InsecureDialogue, **many)
    assert [brief["signature"] for brief in reply["result"]] == ["valid", "invalid"]
    assert [(one["op"], one["engine"]) for one in asked] == [("verify-many", "noble")]


@pytest.mark.parametrize("alg", ["RS256", "PS512"])
def test_rsa_is_refused_with_who_can(alg: str, build: Build) -> None:
    made = result_of(PageDialogue, "generate_key", alg=alg, engine="noble")
    assert codes(made) == ["key-engine-missing"]
    assert f"“noble” does not have {alg}" in made["findings"][0]["message"]
    made = result_of(InsecureDialogue, "generate_key", alg=alg)
    assert "All other algorithms work" in made["findings"][0]["message"]


def test_what_this_browsers_webcrypto_lacks_is_done_by_noble_at_once(build: Build) -> None:
    """One question to WebCrypto, and then the request begins again with noble alone."""
    made = result_of(PageDialogue, "generate_key", alg="Ed25519", engine="noble")
    unsupported = {"error": "It lacks Ed25519.", "fault": "unsupported"}
    signing = PageDialogue(
        "sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": made["private"]["jwk"]}
    )
    asked = played(signing, unsupported)
    assert asked == [("sign", None), ("sign", "noble")]
    token = signing.reply["result"]["token"]
    key = {"text": made["public"]["jwk"]}
    reading = PageDialogue("inspect", token=token, key=key, now=1)
    assert played(reading, unsupported) == [("verify", None), ("verify", "noble")]
    assert reading.reply["result"]["engine"] == "noble"
    many = PageDialogue("inspect_many", tokens=[token, token], key=key, now=1)
    assert played(many, unsupported) == [("verify-many", None), ("verify-many", "noble")]
    assert [brief["signature"] for brief in many.reply["result"]] == ["valid", "valid"]
    making = PageDialogue("generate_key", alg="Ed25519")
    assert played(making, unsupported) == [("generate-key", None), ("generate-key", "noble")]
    crossed = PageDialogue("inspect", token=token, key=key, now=1, cross_check=True)
    assert played(crossed, unsupported) == [("verify", None), ("verify", "noble")]
    assert "cross-check-skipped" in codes(crossed.reply["result"])


def test_webcrypto_that_was_chosen_says_who_can(build: Build) -> None:
    made = result_of(PageDialogue, "generate_key", alg="ES256K")
    header = '{"alg":"ES256K"}'
    key = {"text": made["private"]["jwk"]}
    token = result_of(PageDialogue, "sign", header=header, payload="{}", key=key)["token"]
    report = result_of(PageDialogue, "inspect", token=token, key=key, engine="webcrypto", now=1)
    assert "“noble” does: choose it" in check(report, "signature")["message"]


def test_a_key_that_noble_refuses_is_refused_in_words(build: Build) -> None:
    made = result_of(PageDialogue, "generate_key", alg="ES256", engine="noble")
    signing = PageDialogue(
        "sign",
        header='{"alg":"ES256"}',
        payload="{}",
        key={"text": made["private"]["jwk"]},
        engine="noble",
    )
    result = signing.answer_each(error="it is another one", fault="key")["result"]
    assert result["findings"][0]["message"] == "The key is refused: it is another one."


def played(dialogue: Dialogue, refusal: dict[str, str]) -> list[tuple[str, str | None]]:
    """Answers a request, WebCrypto with the refusal; returns what was asked, and whom."""
    asked: list[tuple[str, str | None]] = []
    while dialogue.questions:
        questions = dialogue.questions
        asked += [(one["op"], one.get("engine")) for one in questions]
        tokens = dialogue.params.get("tokens", [])
        dialogue.answer(
            {
                one["id"]: {"value": answer(one, tokens)} if "engine" in one else refusal
                for one in questions
            }
        )
    return asked
