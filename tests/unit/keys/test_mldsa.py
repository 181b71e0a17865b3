"""ML-DSA keys in PEM (RFC 9881) become AKP keys, or are named."""

from __future__ import annotations

import json
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

SIZES = {"ML-DSA-44": 1312, "ML-DSA-65": 1952, "ML-DSA-87": 2592}
SEED = bytes(range(32))


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


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (write(0x80, SEED), "without its public half, which the engine cannot compute"),
        (write(OCTET_STRING, bytes(2560)), "without its seed, which a JWK must have"),
    ],
)
def test_a_private_key_that_lacks_something_is_named_and_not_called_cut_off(
    inner: bytes, told: str
) -> None:
    result = described("PRIVATE KEY", pkcs8(next(iter(NAMES)), inner))
    assert codes(result) == ["key-unreadable"]
    message = result["findings"][0]["message"]
    assert "it is an ML-DSA-44 private key" in message
    assert told in message
    assert "cut off" not in message
