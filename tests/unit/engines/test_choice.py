"""Which engine does what, and when `cryptography` is loaded for it."""

from __future__ import annotations

import pytest

from jwt_playground.engines.asking import Answer, Host, UnansweredError
from jwt_playground.engines.base import CannotError
from jwt_playground.engines.choice import EngineChoice, Engines
from jwt_playground.engines.local import Local
from jwt_playground.engines.webcrypto import WebCrypto
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.builds import Build


def loading(answer: Answer) -> Host:
    """A host that can load, has no WebCrypto, and has answered so."""
    host = Host(loadable=True)
    with pytest.raises(UnansweredError):
        host.ask("load", package="cryptography")
    return Host(loadable=True, answers=dict.fromkeys(host.open, answer))


@pytest.mark.parametrize("chosen", ["auto", "cryptography", "webcrypto"])
def test_secrets_are_always_done_in_python(chosen: EngineChoice, build: Build) -> None:
    assert Engines(chosen).load_for(ALGORITHMS["HS256"]).name == "python"


@pytest.mark.parametrize(
    ("chosen", "installed", "webcrypto", "name"),
    [
        ("auto", True, True, "cryptography"),
        ("auto", True, False, "cryptography"),
        ("auto", False, True, "webcrypto"),
        ("cryptography", True, True, "cryptography"),
        ("webcrypto", True, True, "webcrypto"),
        ("webcrypto", False, False, "webcrypto"),
    ],
)
def test_public_keys_are_done_by_what_is_chosen_or_there(
    chosen: EngineChoice, installed: bool, webcrypto: bool, name: str, build: Build
) -> None:
    build.installed = installed
    engines = Engines(chosen, Host(webcrypto=webcrypto))
    assert engines.load_for(ALGORITHMS["RS256"]).name == name
    assert engines.load_for_completion().name == name
    assert engines.load_for_generation(ALGORITHMS["ES256"]).name == name
    browser = chosen == "webcrypto" or (chosen == "auto" and webcrypto)
    found = engines.load_for_generation(ALGORITHMS["RS256"]).name
    assert found == ("webcrypto" if browser else "cryptography")


@pytest.mark.parametrize(
    ("chosen", "webcrypto", "alg", "said"),
    [
        ("auto", False, "RS256", "no engine for public keys"),
        ("cryptography", False, "RS256", "does not have the engine “cryptography”"),
        ("cryptography", True, "RS256", "does not have the engine “cryptography”"),
        ("auto", False, "ML-DSA-44", "ML-DSA-44 needs the page"),
        ("cryptography", True, "ML-DSA-44", "ML-DSA-44 needs the page"),
    ],
)
def test_what_nobody_can_do_says_what_to_do(
    chosen: EngineChoice, webcrypto: bool, alg: str, said: str, build: Build
) -> None:
    with pytest.raises(CannotError, match=said):
        Engines(chosen, Host(webcrypto=webcrypto)).load_for(ALGORITHMS[alg])


def test_what_only_a_browser_has_is_done_by_it_though_cryptography_is_there(build: Build) -> None:
    build.installed = True
    engines = Engines("auto", Host(webcrypto=True))
    assert engines.load_for(ALGORITHMS["ML-DSA-65"]).name == "webcrypto"
    with pytest.raises(CannotError, match="needs the page"):
        Engines("cryptography", Host()).load_for(ALGORITHMS["ML-DSA-65"])


def test_the_host_is_asked_to_load_cryptography_once(build: Build) -> None:
    host = Host(loadable=True)
    with pytest.raises(UnansweredError):
        Engines("auto", host).load_for(ALGORITHMS["RS256"])
    [question] = host.open.values()
    assert {**question, "id": 0} == {"id": 0, "op": "load", "package": "cryptography"}
    engines = Engines("auto", loading({"value": True}))
    assert engines.load_for(ALGORITHMS["RS256"]).name == "cryptography"
    assert build.installed
    assert Engines("auto", Host(loadable=True)).load_decryption()  # nothing is asked any more


def test_a_package_that_does_not_come_is_none(build: Build) -> None:
    build.comes = False
    with pytest.raises(CannotError, match="no engine for public keys"):
        Engines("auto", loading({"value": True})).load_for(ALGORITHMS["RS256"])
    assert not Engines("auto", loading({"value": True})).load_decryption()


def test_a_load_that_fails_is_said_where_it_was_chosen_and_gone_around_elsewhere(
    build: Build,
) -> None:
    failed: Answer = {"error": "The wheels cannot be fetched."}
    with pytest.raises(CannotError, match="The wheels cannot be fetched"):
        Engines("cryptography", loading(failed)).load_for(ALGORITHMS["RS256"])
    host = loading(failed)
    host.webcrypto = True
    assert Engines("auto", host).load_for(ALGORITHMS["RS256"]).name == "webcrypto"
    assert not Engines("auto", loading(failed)).load_decryption()
    assert not build.installed


@pytest.mark.parametrize(
    ("installed", "loadable", "may"),
    [(True, False, True), (False, True, True), (False, False, False)],
)
def test_encrypted_keys_may_be_opened_where_cryptography_is_or_can_be(
    installed: bool, loadable: bool, may: bool, build: Build
) -> None:
    build.installed = installed
    assert Engines("auto", Host(loadable=loadable)).may_decrypt() is may


def test_the_other_engine_is_the_one_that_did_not_do_it(build: Build) -> None:
    build.installed = True
    both = Engines("auto", Host(webcrypto=True))
    other = both.load_other(Local("cryptography"))
    assert other is not None
    assert other.name == "webcrypto"
    back = both.load_other(other)
    assert back is not None
    assert back.name == "cryptography"
    assert Engines("auto", Host()).load_other(Local("cryptography")) is None
    assert both.load_other(Local("python")) is None
    build.installed = False
    assert both.load_other(WebCrypto(Host())) is None
