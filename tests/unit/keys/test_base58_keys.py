"""Keys in base58 and in `did:key` are no secrets; random bytes in base58 are."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from jwt_playground.keys import confusion, unwrap
from jwt_playground.keys.confusion import public_key_in
from tests.unit.support.calls import call

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_SPKI = form.PublicFormat.SubjectPublicKeyInfo
_EC = ec.derive_private_key(13, ec.SECP256R1()).public_key()
_ED = ed25519.Ed25519PrivateKey.from_private_bytes(b"\7" * 32).public_key()
_POINT = _EC.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
_SHORT = _EC.public_bytes(form.Encoding.X962, form.PublicFormat.CompressedPoint)
_RAW = _ED.public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)


def _base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _ALPHABET[digit] + text
    return text


@pytest.mark.parametrize(
    "text",
    [
        "did:key:z" + _base58(b"\xed\x01" + _RAW),
        "z" + _base58(b"\xed\x01" + _RAW),
        "did:key:z" + _base58(b"\x80\x24" + _SHORT),
        "KEY=z" + _base58(b"\xed\x01" + _RAW),
        _base58(_POINT),
        "z" + _base58(_POINT),
        _base58(_EC.public_bytes(form.Encoding.DER, _SPKI)),
        _base58(_ED.public_bytes(form.Encoding.DER, _SPKI)),
    ],
)
def test_a_key_in_base58_is_found(text: str) -> None:
    assert public_key_in(text.encode())


@pytest.mark.parametrize("size", [31, 32, 33, 34, 44, 64, 65, 91])
def test_other_bytes_in_base58_stay_a_secret(size: int) -> None:
    for number in range(20):
        data = hashlib.shake_256(bytes([number])).digest(size)
        assert public_key_in(_base58(data).encode()) is None
        assert public_key_in(f"z{_base58(data)}".encode()) is None


def test_a_text_is_looked_into_once_per_request(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_into: list[bytes] = []
    unwrapped = unwrap.unwrapped

    def noted(data: bytes) -> object:
        looked_into.append(data)
        return unwrapped(data)

    monkeypatch.setattr(confusion, "unwrapped", noted)
    token = "eyJhbGciOiJIUzI1NiJ9.e30." + "A" * 43
    text = "correct horse battery staple " * 30
    call("inspect", token=token, key={"text": text.strip()}, now=1)
    assert looked_into == [text.strip().encode()]
