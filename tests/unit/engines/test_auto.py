"""The engine `auto`: what is there now answers, and `cryptography` is loaded for the rest."""

from __future__ import annotations

import itertools

import pytest

from jwt_playground.engines.asking import Host, UnansweredError
from jwt_playground.engines.base import CannotError
from jwt_playground.engines.choice import Engines
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.builds import Build

BOTH, OPENSSL, BROWSER = "RS256", "ES256K", "ML-DSA-44"
"""Algorithms that both engines have, only `cryptography`, and only WebCrypto."""

LOAD, NOBODY = "load", "nobody"

# Per algorithm: who does it if `cryptography` is (installed, loadable) and there is WebCrypto.
EXPECTED: dict[str, dict[tuple[bool, bool, bool], str]] = {
    BOTH: {
        (True, True, True): "cryptography",
        (True, True, False): "cryptography",
        (True, False, True): "cryptography",
        (True, False, False): "cryptography",
        (False, True, True): "webcrypto",
        (False, True, False): LOAD,
        (False, False, True): "webcrypto",
        (False, False, False): NOBODY,
    },
    OPENSSL: {
        (True, True, True): "cryptography",
        (True, True, False): "cryptography",
        (True, False, True): "cryptography",
        (True, False, False): "cryptography",
        (False, True, True): LOAD,
        (False, True, False): LOAD,
        (False, False, True): "webcrypto",  # which says that it does not have it
        (False, False, False): NOBODY,
    },
    BROWSER: {
        (installed, loadable, webcrypto): "webcrypto" if webcrypto else NOBODY
        for installed, loadable, webcrypto in itertools.product((True, False), repeat=3)
    },
}


def chosen(engines: Engines, alg: str) -> str:
    try:
        return engines.load_for(ALGORITHMS[alg]).name
    except CannotError:
        return NOBODY
    except UnansweredError:
        [question] = engines.host.open.values()
        assert question["package"] == "cryptography"
        return str(question["op"])


@pytest.mark.parametrize(
    ("alg", "state", "expected"),
    [(alg, state, name) for alg, row in EXPECTED.items() for state, name in row.items()],
)
def test_what_is_there_answers_and_the_rest_is_loaded(
    alg: str, state: tuple[bool, bool, bool], expected: str, build: Build
) -> None:
    build.installed, loadable, webcrypto = state
    host = Host(loadable=loadable, webcrypto=webcrypto)
    assert chosen(Engines("auto", host), alg) == expected
    assert build.installed is state[0]


@pytest.mark.parametrize("alg", [BOTH, OPENSSL])
@pytest.mark.parametrize("webcrypto", [True, False])
def test_cryptography_is_loaded_at_once_where_the_user_chose_it(
    alg: str, webcrypto: bool, build: Build
) -> None:
    host = Host(loadable=True, webcrypto=webcrypto)
    assert chosen(Engines("cryptography", host), alg) == LOAD


@pytest.mark.parametrize("alg", ["RS256", "ES256", "Ed25519"])
def test_keys_are_made_and_completed_by_what_is_there(alg: str, build: Build) -> None:
    engines = Engines("auto", Host(loadable=True, webcrypto=True))
    assert engines.load_for_generation(ALGORITHMS[alg]).name == "webcrypto"
    assert engines.load_for_completion().name == "webcrypto"
    assert engines.host.open == {}


def test_encrypted_keys_and_a_second_engine_load_cryptography(build: Build) -> None:
    engines = Engines("auto", Host(loadable=True, webcrypto=True))
    with pytest.raises(UnansweredError):
        engines.load_decryption()
    assert [question["op"] for question in engines.host.take_questions()] == ["load"]
    with pytest.raises(UnansweredError):
        engines.load_other(engines.load_for(ALGORITHMS["RS256"]))
    assert [question["op"] for question in engines.host.take_questions()] == ["load"]


def test_a_package_is_asked_for_only_when_no_other_question_is_open() -> None:
    host = Host()
    for op in ("load", "verify", "load"):
        with pytest.raises(UnansweredError):
            host.ask(op)
    assert [question["op"] for question in host.take_questions()] == ["verify"]
    assert host.take_questions() == []
    with pytest.raises(UnansweredError):
        host.ask("load")
    assert [question["op"] for question in host.take_questions()] == ["load"]


def test_asking_whether_there_is_an_answer_asks_nothing() -> None:
    host = Host()
    assert not host.has_answered("load", package="cryptography")
    assert host.open == {}
    with pytest.raises(UnansweredError):
        host.ask("load", package="cryptography")
    host.answers = {name: {"value": True} for name in host.open}
    assert host.has_answered("load", package="cryptography")
    assert not host.has_answered("load", package="another")
