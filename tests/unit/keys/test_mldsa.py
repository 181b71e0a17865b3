"""ML-DSA keys in PEM (RFC 9881) become AKP keys, or are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jwt_playground.keys.asn1 import (
    BIT_STRING,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    write,
    write_oid,
)
from jwt_playground.keys.mldsa import NAMES
from jwt_playground.keys.write import armoured
from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.host import PageDialogue, result_of

SIZES = {"ML-DSA-44": 1312, "ML-DSA-65": 1952, "ML-DSA-87": 2592}
SEED = bytes(range(32))
RFC_9881 = json.loads(
    (Path(__file__).parents[2] / "vectors/signing/mldsa-rfc9881.json").read_text("utf-8")
)


def described(label: str, data: bytes) -> dict[str, Any]:
    return call("describe_key", key={"text": armoured(label, data)})


def pkcs8(oid: str, inner: bytes, half: bytes = b"") -> bytes:
    algorithm = write(SEQUENCE, write_oid(oid))
    parts = [write(INTEGER, b"\1" if half else b"\0"), algorithm, write(OCTET_STRING, inner)]
    return write(SEQUENCE, *parts, write(0x81, b"\0" + half) if half else b"")


@pytest.mark.parametrize(("oid", "name"), [*NAMES.items()])
def test_a_public_key_is_read(oid: str, name: str) -> None:
    public = bytes(index % 251 for index in range(SIZES[name]))
    data = write(SEQUENCE, write(SEQUENCE, write_oid(oid)), write(BIT_STRING, b"\0" + public))
    [key] = described("PUBLIC KEY", data)["keys"]
    members = json.loads(key["jwk"])
    assert (members["kty"], members["alg"]) == ("AKP", name)
    assert members["pub"] == base64url.encode(public)
    short = write(BIT_STRING, b"\0" + public[:-1])
    refused = described("PUBLIC KEY", write(SEQUENCE, write(SEQUENCE, write_oid(oid)), short))
    assert refused["keys"] == []
    assert f"such a key has {SIZES[name]:,}" in refused["findings"][0]["message"]


@pytest.mark.parametrize(("oid", "name"), [*NAMES.items()])
def test_a_private_key_with_its_public_half_is_read(oid: str, name: str) -> None:
    public = bytes(index % 251 for index in range(SIZES[name]))
    both = write(SEQUENCE, write(OCTET_STRING, SEED), write(OCTET_STRING, bytes(2560)))
    for inner in (write(0x80, SEED), both):
        [key] = described("PRIVATE KEY", pkcs8(oid, inner, public))["keys"]
        assert key["private"]


def test_a_private_key_without_its_public_half_says_on_the_command_line_who_can() -> None:
    result = described("PRIVATE KEY", pkcs8(next(iter(NAMES)), write(0x80, SEED)))
    assert codes(result) == ["key-engine-missing"]
    message = result["findings"][0]["message"]
    assert "leaves its public half out" in message
    assert "openssl pkey -in key.pem -pubout" in message


@pytest.mark.parametrize("choice", ["auto", "webcrypto", "noble"])
@pytest.mark.parametrize("alg", SIZES)
def test_the_page_computes_the_public_half_and_writes_what_it_reads(alg: str, choice: str) -> None:
    made = result_of(PageDialogue, "generate_key", alg=alg, engine="noble")
    for half in ("private", "public"):
        key = {"text": made[half]["pem"]}
        [found] = result_of(PageDialogue, "describe_key", key=key, engine=choice)["keys"]
        read, written = json.loads(found["jwk"]), json.loads(made[half]["jwk"])
        assert {name: written[name] for name in read} == read
        assert found["thumbprint"] == written["kid"]
        pems = (made[half]["pem"], made["public"]["pem"])
        assert (found["pem"], found["public_pem"]) == pems


@pytest.mark.parametrize("example", RFC_9881, ids=lambda example: example["alg"])
def test_the_keys_of_the_rfc_are_read_completed_and_written_as_they_stand(
    example: dict[str, str],
) -> None:
    halves = []
    for half in ("private", "public"):
        key = {"text": example[half]}
        [found] = result_of(PageDialogue, "describe_key", key=key)["keys"]
        assert found["pem"].strip() == example[half].strip()
        halves.append(found["public_pem"].strip())
    assert halves == [example["public"].strip()] * 2


def test_a_private_key_without_its_seed_is_named_and_not_called_cut_off() -> None:
    result = described("PRIVATE KEY", pkcs8(next(iter(NAMES)), write(OCTET_STRING, bytes(2560))))
    assert codes(result) == ["key-unreadable"]
    message = result["findings"][0]["message"]
    assert "it is an ML-DSA-44 private key" in message
    assert "without its seed, which a JWK must have" in message
    assert "cut off" not in message
