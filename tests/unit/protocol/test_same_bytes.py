"""The same request gets the same bytes on every Python: CPython here, others, and Pyodide."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

from tests.unit.support import pythons
from tests.unit.support.triples import triple
from tests.vectors.all_requests import Request, all_requests

OTHERS = pythons.others()


def _mixed() -> list[Request]:
    """Tokens, keys and parameters of many kinds."""
    choice = random.Random(7)
    made = [triple(choice) for _ in range(200)]
    return [
        {
            "op": "inspect",
            "params": {
                "token": token,
                "key": {"text": key.text, "encoding": key.encoding},
                **params,
            },
        }
        for token, key, params in made
    ]


ASKED = pythons.lines([*all_requests(), *_mixed()])


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    return pythons.replies_of(sys.executable, ASKED, tmp_path_factory.mktemp("here"))


def _compare(ours: list[list[str]], theirs: list[list[str]]) -> None:
    assert len(theirs) == len(ours) == len(ASKED)
    wrong = [
        (asked, one, other)
        for asked, one, other in zip(ASKED, ours, theirs, strict=True)
        if one != other
    ]
    assert wrong == []


def test_another_process_says_the_same(
    here: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "12345")
    _compare(here, pythons.replies_of(sys.executable, ASKED, tmp_path))


def _other_pythons() -> list[object]:
    if not OTHERS:
        return [pytest.param("", marks=pytest.mark.skip("There is no other Python here."))]
    return list(OTHERS)


@pytest.mark.parametrize("version", _other_pythons())
def test_another_python_says_the_same(version: str, here: list[list[str]], tmp_path: Path) -> None:
    _compare(here, pythons.replies_of(OTHERS[version], ASKED, tmp_path))


def test_pyodide_says_the_same(here: list[list[str]], tmp_path: Path) -> None:
    _compare(here, pythons.replies_of_pyodide(ASKED, tmp_path))


def test_no_reply_holds_an_address_of_memory(here: list[list[str]]) -> None:
    address = re.compile(r"\b0x[0-9a-fA-F]{6,}")
    assert [reply for said in here for reply in said if address.search(reply)] == []
