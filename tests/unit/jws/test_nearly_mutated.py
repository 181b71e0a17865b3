"""Damaged and forged tokens: an explanation never fails, and never makes a token valid."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.text import base64url
from tests.unit.support.calls import call
from tests.unit.support.near import SECRET, compact, key_of

PAYLOAD = '{"sub":"17","exp":4000000000}'
ALGS = ("HS256", "RS256", "PS256", "ES256", "ES512", "EdDSA")
SPELL: dict[str, Callable[[bytes], bytes]] = {
    "hex": lambda data: data.hex().encode(),
    "base64": base64.b64encode,
    "twice hex": lambda data: data.hex().encode().hex().encode(),
    "shorter": lambda data: data[1:],
    "longer": lambda data: b"\0" + data,
    "der": lambda data: (
        b"\x30" + bytes([len(data)]) + data if len(data) < 128 else b"\x30\x81" + data
    ),
    "reversed": lambda data: data[::-1],
}


def signed(alg: str, header: dict[str, str], payload: str) -> str:
    key = {"text": SECRET} if alg == "HS256" else key_of(alg, private=True)
    return str(call("sign", header=json.dumps(header), payload=payload, key=key)["token"])


def verifier(alg: str) -> dict[str, str]:
    return {"text": SECRET} if alg == "HS256" else key_of(alg)


TOKENS = {alg: signed(alg, {"alg": alg, "nonce": "n"}, PAYLOAD) for alg in ALGS}


@pytest.mark.parametrize("spelling", SPELL)
@settings(max_examples=200)
@given(st.sampled_from(ALGS), st.integers(0, 200), st.binary(max_size=3))
def test_a_mutated_signature_is_never_valid(
    spelling: str, alg: str, at: int, octets: bytes
) -> None:
    first, _, last = TOKENS[alg].rpartition(".")
    value = SPELL[spelling](base64url.decode_strict(last))
    value = value[:at] + octets + value[at + len(octets) :]
    if value == base64url.decode_strict(last):
        return
    token = f"{first}.{base64url.encode(value)}"
    report = call("inspect", token=token, key=verifier(alg), now=1)
    assert report["verdict"] != "valid"
    assert report["signature"] == "invalid"


@settings(max_examples=200)
@given(st.sampled_from(ALGS), st.text(max_size=30), st.booleans())
def test_a_mutated_payload_is_never_valid(alg: str, payload: str, keeps_header: bool) -> None:
    first, _, last = TOKENS[alg].rpartition(".")
    header = first.partition(".")[0]
    if not keeps_header:
        header = base64url.encode(json.dumps({"alg": alg, "nonce": payload}).encode())
    text = payload.encode("utf-8", "replace")
    token = f"{header}.{base64url.encode(text)}.{last}"
    report = call("inspect", token=token, key=verifier(alg), now=1)
    assert report["verdict"] != "valid"
    assert report["signature"] == ("invalid" if text else "unchecked")


@settings(max_examples=200)
@given(st.text(max_size=60), st.sampled_from(("sha256", "sha384", "sha512")))
def test_any_other_name_of_an_algorithm_is_never_valid(alg: str, digest: str) -> None:
    data = compact({"alg": alg}, PAYLOAD, b"").rpartition(".")[0]
    value = hmac.digest(SECRET.encode(), data.encode("utf-8", "surrogatepass"), digest)
    report = call("inspect", token=f"{data}.{base64url.encode(value)}", key={"text": SECRET}, now=1)
    if alg not in ("HS256", "HS384", "HS512"):
        assert (report["verdict"], report["signature"]) == ("invalid", "unchecked")
