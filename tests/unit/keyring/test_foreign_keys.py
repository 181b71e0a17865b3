"""Key texts of other worlds are read, or say how they were read; a secret they never are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support import foreign_keys as foreign
from tests.unit.support.calls import call, codes
from tests.unit.support.foreign_keys import foreign_keys

KINDS = foreign_keys()
NOW = 1_795_600_000


@pytest.mark.parametrize("name", KINDS)
def test_the_token_of_its_key_is_valid_and_the_reading_is_told(name: str) -> None:
    kind = KINDS[name]
    report = call("inspect", token=foreign.token(kind.alg), key={"text": kind.text}, now=NOW)
    assert (report["verdict"], report["signature"]) == ("valid", "valid")
    plain = ("array of JWKs",)  # It needs no repair.
    assert bool({"key-bare", "key-repaired"} & {*codes(report)}) is (name not in plain)


@pytest.mark.parametrize("name", [name for name in KINDS if KINDS[name].private])
def test_a_private_one_signs(name: str) -> None:
    kind = KINDS[name]
    header = json.dumps({"alg": kind.alg})
    signed = call("sign", header=header, payload=foreign.PAYLOAD, key={"text": kind.text})
    key = {"text": foreign.pem(foreign.ALGORITHMS[kind.alg])}
    assert call("inspect", token=signed["token"], key=key, now=NOW)["verdict"] == "valid"


@pytest.mark.parametrize("name", [name for name in KINDS if not KINDS[name].private])
def test_a_public_one_does_not_sign(name: str) -> None:
    kind = KINDS[name]
    header = json.dumps({"alg": kind.alg})
    signed = call("sign", header=header, payload=foreign.PAYLOAD, key={"text": kind.text})
    if signed["token"] is not None:  # 32 bytes may be a seed as well: then they are another key.
        assert "key-bare" in codes(signed)
        key = {"text": foreign.pem(foreign.ALGORITHMS[kind.alg])}
        assert call("inspect", token=signed["token"], key=key, now=NOW)["verdict"] == "invalid"


@pytest.mark.parametrize("name", KINDS)
def test_a_token_of_another_key_is_not_valid(name: str) -> None:
    kind = KINDS[name]
    head, _, signature = foreign.token(kind.alg).rpartition(".")
    changed = ("B" if signature[9] == "A" else "A").join((signature[:9], signature[10:]))
    report = call("inspect", token=f"{head}.{changed}", key={"text": kind.text}, now=NOW)
    # Bytes that may be a key or a secret leave open which of both the token does not fit.
    told = [f["message"] for f in report["findings"] if f["code"] == "key-bare"]
    is_open = any("bare point" not in message for message in told)
    assert report["verdict"] == ("unverified" if is_open else "invalid")
    assert report["signature"] == ("unchecked" if is_open else "invalid")


def test_both_halves_that_do_not_belong_together_are_no_key() -> None:
    both = bytes(range(32)) + bytes(range(32))
    signed = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": foreign.b64(both)})
    assert signed["token"] is None


def test_an_explicit_list_of_algorithms_still_decides() -> None:
    kind = KINDS["Ed25519 public key in hex"]
    params = {"token": foreign.token("EdDSA"), "key": {"text": kind.text}, "now": NOW}
    assert call("inspect", algorithms=["EdDSA"], **params)["verdict"] == "valid"
    assert call("inspect", algorithms=["HS256"], **params)["verdict"] == "invalid"


def test_a_batch_says_the_same() -> None:
    for name in (
        "Ed25519 public key in hex",
        "Ed25519 seed in hex",
        "VAPID private key",
        "XML of .NET",
    ):
        kind = KINDS[name]
        tokens = [foreign.token(kind.alg)] * 3
        briefs: Any = call("inspect_many", tokens=tokens, key={"text": kind.text}, now=NOW)
        assert [brief["verdict"] for brief in briefs] == ["valid"] * 3
