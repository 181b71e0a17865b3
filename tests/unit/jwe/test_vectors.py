"""The encrypted tokens of the standards are opened, and their key agreements come out right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from jwt_playground.text import base64url
from tests import vectors
from tests.unit.support.calls import call
from tests.unit.support.jwe import opened
from tests.vectors import Vector

AGREEMENTS: list[dict[str, Any]] = json.loads(
    (Path(vectors.__file__).parent / "agreements" / "rfc.json").read_text("utf-8")
)


def _name(vector: Vector) -> str:
    return str(vector["name"])


@pytest.mark.parametrize("vector", vectors.load(vectors.RFC_JWE), ids=_name)
def test_an_encrypted_token_of_the_standards_is_opened(vector: Vector) -> None:
    report = call("inspect", **vectors.params(vector))
    assert vectors.differences(vector, report) == {}
    assert report["encryption"]["state"] == "opened"


@pytest.mark.parametrize("vector", vectors.load(vectors.RFC_JWE), ids=_name)
def test_it_opens_with_the_key_for_decryption_as_well(vector: Vector) -> None:
    params = vectors.params(vector)
    params["decryption_key"] = params.pop("key")
    assert call("inspect", **params)["encryption"]["state"] == "opened"


@pytest.mark.parametrize("vector", AGREEMENTS, ids=_name)
def test_the_key_that_is_agreed_on_is_that_of_the_standard(vector: dict[str, Any]) -> None:
    """Other code encrypts with the derived key that the standard names."""
    header, derived = vector["header"], base64url.decode_strict(vector["derived_key"])
    cek, sent = derived, b""
    if header["alg"] != "ECDH-ES":
        cek = bytes(range({"A128GCM": 16, "A256GCM": 32}[header["enc"]]))
        sent = aes_key_wrap(derived, cek)
    protected = base64url.encode(json.dumps(header).encode())
    made = AESGCM(cek).encrypt(b"\0" * 12, b'{"a":1}', protected.encode())
    parts = map(base64url.encode, (sent, b"\0" * 12, made[:-16], made[-16:]))
    report = opened(".".join((protected, *parts)), json.dumps(vector["key"]))
    assert report["payload"] == '{"a":1}'
