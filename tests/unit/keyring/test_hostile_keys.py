"""Keys made to break parsers or to be slow: each is answered, with a clear message."""

from __future__ import annotations

import base64
import json

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes, reply


def _token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    return ".".join(base64url.encode(part.encode()) for part in (header, payload)) + ".AAAA"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("given", ["hex", "JWK"])
def test_a_secret_of_deep_json_is_refused_before_pyjwt_parses_it(given: str, encoding: str) -> None:
    secret = ("[" * 100_000).encode(encoding)
    key = {"text": secret.hex(), "encoding": "hex"}
    if given == "JWK":
        key = {"text": json.dumps({"kty": "oct", "k": base64url.encode(secret)})}
    report = call("inspect", token=_token("{}"), key=key, now=1)
    assert [c["code"] for c in report["checks"] if c["name"] == "key"] == ["key-refused"]
    assert call("sign", header='{"alg":"HS256"}', payload="{}", key=key)["token"] is None


DIGITS = "1" * 1001


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' + "[" * 3000,
        '{"kty":"oct","k":"AAAA","n1":' + DIGITS + "}",
        '{"a":{"kty":"oct","k":"AAAA","n1":' + DIGITS + "}}",
        '{"a":{"keys":[1]}}',
        '{"kty":"RSA","n":"' + "A" * 342 + 'B","e":"AQAB","d":"AQAB"}',
        '{"kty":"RSA","crv":' + DIGITS + ',"n":"' + "A" * 342 + 'B","e":"AQAB"}',
    ],
)
def test_odd_keys_are_described(text: str) -> None:
    call("describe_key", key={"text": text})
    call("inspect", token=_token("{}"), key={"text": text}, now=1)
    call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": text})
    assert reply(DIGITS + "\\u0041")["error"]["code"] == "bad-request"


def _sequence(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return b"\x30" + bytes([len(body)]) + body


def test_numbers_too_large_for_their_curve_are_a_finding() -> None:
    p256 = bytes.fromhex("06082a8648ce3d030107")
    sec1 = _sequence(b"\x02\x01\x01", b"\x04\x28" + b"\xff" * 40, b"\xa0\x0a" + p256)
    body = base64.b64encode(sec1).decode()
    pem = f"-----BEGIN EC PRIVATE KEY-----\n{body}\n-----END EC PRIVATE KEY-----"
    assert codes(call("describe_key", key={"text": pem})) == ["key-unreadable"]
    key = {"text": sec1.hex(), "encoding": "hex"}
    assert call("inspect", token=_token("{}"), key=key, now=1)["findings"]


# Each took seconds to hours before it was found: the limits here are generous.
SLOW = {
    "quotes": "BEGIN " + '"' * 200_000 + "x",
    "blocks without an end": "-----BEGIN A-----" * 50_000,
    "blanks in base64": "A" * 40 + " " * 200_000 + "!",
}


@pytest.mark.parametrize("name", SLOW)
def test_long_texts_made_to_be_slow_are_read_in_linear_time(name: str) -> None:
    """Not timed: quadratic reading of these would take minutes, and the run would show it."""
    described = call("describe_key", key={"text": SLOW[name]})
    assert described["keys"] or described["findings"]


def test_a_prime_modulus_does_not_send_anyone_searching_for_its_factors() -> None:
    prime = 2**2203 - 1  # a Mersenne prime
    exponent = pow(65537, -1, prime - 1)
    number = {"n": prime, "d": exponent}
    encoded = {k: base64url.encode(v.to_bytes(276, "big").lstrip(b"\0")) for k, v in number.items()}
    key = {"text": json.dumps({"kty": "RSA", "e": "AQAB", **encoded})}
    token = _token("{}", '{"alg":"RS256"}')
    assert call("inspect", token=token, key=key, now=1)["signature"] != "valid"
    signed = call("sign", header='{"alg":"RS256"}', payload="{}", key=key)
    assert "give the complete private key" in signed["findings"][-1]["message"]


def test_a_key_that_asks_for_endless_work_is_refused() -> None:
    from asn1crypto import algos, keys

    salt = algos.Pbkdf2Salt("specified", b"12345678")
    kdf = {"algorithm": "pbkdf2", "parameters": {"salt": salt, "iteration_count": 10**9}}
    scheme = {"algorithm": "aes256_cbc", "parameters": b"0" * 16}
    pbes2 = {"key_derivation_func": kdf, "encryption_scheme": scheme}
    info = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {"algorithm": "pbes2", "parameters": pbes2},
            "encrypted_data": b"0" * 64,
        }
    )
    body = base64.b64encode(info.dump()).decode()
    label = "ENCRYPTED PRIVATE KEY-----"
    for break_line in ("\n", " ", ""):
        pem = f"-----BEGIN {label}{break_line}{body}{break_line}-----END {label}"
        described = call("describe_key", key={"text": pem, "passphrase": "x"})
        assert "work factor" in described["findings"][-1]["message"]
    described = call("describe_key", key={"text": body, "passphrase": "x"})
    assert "work factor" in described["findings"][-1]["message"]


def test_an_rsa_key_made_to_be_slow_is_refused() -> None:
    jwk = json.dumps({"kty": "RSA", "n": base64url.encode(b"\xff" * 5000), "e": "AQAB"})
    described = call("describe_key", key={"text": jwk})
    assert described["keys"] == []
    assert "40000 bits" in described["findings"][0]["message"]
