"""A key is no secret in any encoding, and what only looks like a key stays a secret."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from tests.unit.support.calls import call, check

_PUBLIC = ec.derive_private_key(13, ec.SECP256R1()).public_key()
_SPKI = form.PublicFormat.SubjectPublicKeyInfo
_POINT = _PUBLIC.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
_DER = _PUBLIC.public_bytes(form.Encoding.DER, _SPKI)
_PEM = _PUBLIC.public_bytes(form.Encoding.PEM, _SPKI)
_HEADER = '{"alg": "HS256"}'


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _inspect(secret: bytes, key: dict[str, Any]) -> dict[str, Any]:
    data = f"{_b64(_HEADER.encode())}.{_b64(b'{}')}"
    mac = hmac.digest(secret, data.encode(), "sha256")
    return call("inspect", token=f"{data}.{_b64(mac)}", key=key, now=1)


@pytest.mark.parametrize("data", [_POINT, _DER, _PEM], ids=["point", "DER", "PEM"])
def test_the_hexadecimal_of_a_key_is_no_secret_in_base64url(data: bytes) -> None:
    text = data.hex()
    key = {"text": text, "encoding": "base64url"}
    report = _inspect(_decoded(text), key)
    assert report["verdict"] == "invalid"
    assert check(report, "key")["code"] == "key-refused"
    assert call("sign", header=_HEADER, payload="{}", key=key)["token"] is None


@pytest.mark.parametrize("layers", [4, 5, 6, 7, 9])
@pytest.mark.parametrize("data", [_POINT, _PEM], ids=["point", "PEM"])
def test_a_key_under_many_layers_of_base64_is_no_secret(data: bytes, layers: int) -> None:
    for _ in range(layers):
        data = base64.b64encode(data)
    report = _inspect(data, {"text": data.decode()})
    assert check(report, "key")["code"] == "key-refused"


@pytest.mark.parametrize(
    "text",
    [
        "<html-secret>correct horse",
        "<header>correct horse",
        "Certificate: 00112233445566778899",
        "Public-Key: 00112233445566778899",
        json.dumps({"secret": "a" * 70}),
        "zebra horse battery staple",
        base64.b64encode(b"\x8f\x13" * 40).decode(),
    ],
)
def test_what_looks_like_something_else_is_a_secret(text: str) -> None:
    assert _inspect(text.encode(), {"text": text})["verdict"] == "valid"


def test_a_secret_under_many_layers_of_base64_stays_one() -> None:
    data = b"correct horse battery staple, and a good deal more of it" * 2
    for _ in range(8):
        data = base64.b64encode(data)
        assert _inspect(data, {"text": data.decode()})["verdict"] == "valid"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Certificate:\n    Data:\n        Version: 3 (0x2)", "openssl"),
        ("Public-Key: (256 bit)\npub:\n    04:c0", "openssl"),
        ("<html>\n<body>", "web page"),
        ("<!DOCTYPE html>", "web page"),
    ],
)
def test_what_is_something_else_is_still_told(text: str, part: str) -> None:
    report = _inspect(text.encode(), {"text": text})
    assert any(part in finding["message"] for finding in report["findings"])
    assert report["verdict"] != "valid"
