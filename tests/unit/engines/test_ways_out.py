"""Each sentence that names a way out names one that is there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.engines.asking import Host
from jwt_playground.engines.base import CannotError
from jwt_playground.engines.choice import EngineChoice, Engines
from jwt_playground.engines.webcrypto import WebCrypto
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.builds import Build
from tests.unit.support.encrypted_keys import ALL
from tests.unit.support.host import InsecureDialogue, PageDialogue
from tests.unit.support.jwe import CLAIMS, encrypted, key, public

PAGE, INSECURE = {"webcrypto": True, "noble": True}, {"noble": True}


@pytest.mark.parametrize(
    ("choice", "host", "alg", "said"),
    [
        ("cryptography", PAGE, "ES256", "Choose “auto”, “webcrypto” or “noble”, or build"),
        ("cryptography", PAGE, "ES256K", "Choose “auto” or “noble”, or build"),
        ("cryptography", PAGE, "RS256", "Choose “auto” or “webcrypto”, or build"),
        ("cryptography", INSECURE, "RS256", "“cryptography”. Build the page with"),
        ("auto", {}, "ML-DSA-44", "needs the page: the command line does not have it"),
    ],
)
def test_the_engine_that_was_chosen_is_not_there(
    choice: EngineChoice, host: dict[str, Any], alg: str, said: str, build: Build
) -> None:
    with pytest.raises(CannotError, match=said):
        Engines(choice, Host(**host)).load_for(ALGORITHMS[alg])


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (PAGE, "Choose “auto” or “webcrypto”."),
        ({**PAGE, "loadable": True}, "Choose “auto”, “webcrypto” or “cryptography”."),
        ({**INSECURE, "loadable": True}, "Choose “auto” or “cryptography”."),
        (INSECURE, "pages on https:// and on localhost only"),
    ],
)
def test_noble_says_who_has_rsa(host: dict[str, Any], said: str, build: Build) -> None:
    with pytest.raises(CannotError, match=said):
        Engines("noble", Host(**host)).load_for_generation(ALGORITHMS["RS256"]).generate(
            "RS256", None
        )


def test_webcrypto_alone_names_the_page_for_ml_dsa() -> None:
    engine = WebCrypto(Host(webcrypto=True))
    assert "“noble” does, which every page has" in engine._way_out(("webcrypto", "noble"))


@pytest.mark.parametrize("engine", ["auto", "webcrypto", "noble"])
@pytest.mark.parametrize("kind", [PageDialogue, InsecureDialogue])
def test_recipients_of_different_engines_are_told_to_get_a_token_each(
    kind: type[PageDialogue], engine: str, build: Build
) -> None:
    first = {"text": public(key("RSA-OAEP"))}
    other = {"text": public(key("ECDH-ES+A128KW", curve="X448"))}
    asked: dict[str, Any] = {
        "header": '{"alg":"RSA-OAEP","enc":"A128GCM"}',
        "payload": CLAIMS,
        "key": first,
        "serialization": "general",
    }
    asked["more"] = [{"header": '{"alg":"ECDH-ES+A128KW"}', "key": other}]
    reply = kind("encrypt", **asked, engine=engine).reply
    assert "one token per recipient" in json.dumps(reply)


@pytest.mark.parametrize("engine", ["webcrypto", "cryptography"])
def test_a_key_that_another_engine_opens_leads_to_auto(engine: str, build: Build) -> None:
    one = next(each for each in ALL if "scrypt" in each["made"])
    given = {"text": one["pem"], "passphrase": one["passphrase"]}
    reply = PageDialogue("describe_key", key=given, engine=engine).reply
    [finding] = reply["result"]["findings"]
    assert "choose “auto”" in finding["message"]


def test_a_token_that_noble_opens_is_named_where_cryptography_is_not_there(build: Build) -> None:
    token, ring = TOKEN
    given = {"token": token, "decryption_key": {"text": ring}, "now": 1}
    reply = PageDialogue("inspect", **given, engine="cryptography").reply
    assert "Choose “auto” or “noble”, or build" in json.dumps(reply, ensure_ascii=False)


TOKEN = encrypted(CLAIMS, "ECDH-ES", curve="X448"), key("ECDH-ES", curve="X448")
