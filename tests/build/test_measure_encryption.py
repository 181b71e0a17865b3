"""The chapter of `build.py bench` on encrypted tokens; no test depends on how large a figure is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from buildtools.browser import ensure_chromium
from buildtools.measure import encryption as measured
from buildtools.measure.encryption import FAMILIES, chapter, text, token
from tests.unit.support.calls import call


def test_each_family_and_engine_has_its_first_token_and_the_next_one() -> None:
    times = {
        ("dir", "webcrypto"): ([300.0, 200.0, 250.0], [20.0, 30.0]),
        ("dir", "cryptography"): ([900.0], [10.0]),
    }
    made = chapter(times)
    found = {row.id: (row.value, row.detail) for row in made.rows}
    assert found == {
        "encryption/dir/webcrypto/first": (250, False),
        "encryption/dir/webcrypto/next": (25, True),
        "encryption/dir/cryptography/first": (900, False),
        "encryption/dir/cryptography/next": (10, True),
    }
    assert "250,000 iterations" in made.notes[0]


@pytest.mark.parametrize("alg", FAMILIES)
def test_the_engine_opens_the_tokens_that_are_measured(alg: str) -> None:
    key = {"text": text(FAMILIES[alg])}
    report = call("inspect", token=token(alg), decryption_key=key)
    assert (report["payload"], report["encryption"]["alg"]) == ('{"sub":"1234567890"}', alg)


def test_each_engine_is_measured_with_what_it_has(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {alg: FAMILIES[alg] for alg in ("dir", "RSA-OAEP-256")}
    monkeypatch.setattr(measured, "FAMILIES", few)
    made = measured.encryption(dist, ensure_chromium(Path(sys.executable)), 1)
    found = {row.id.removeprefix("encryption/") for row in made.rows if not row.detail}
    assert found >= {"dir/webcrypto/first", "dir/noble/first", "RSA-OAEP-256/webcrypto/first"}
    assert "RSA-OAEP-256/noble/first" not in found  # noble has no RSA
    assert all(row.value for row in made.rows)
