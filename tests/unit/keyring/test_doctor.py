"""The key doctor undoes what copying did to a key, and says so."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from jwt_playground.keyring.doctor import suspicious_secret
from tests.unit.support.calls import call, codes
from tests.unit.support.one_key import BODY, EC, PUBLIC, private_pem, public_jwk

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ED = ed25519.Ed25519PrivateKey.generate()
ONE_LINE = PUBLIC.replace("\n", " ").strip()
DAMAGE = {
    "escaped line breaks": PUBLIC.replace("\n", "\\n"),
    "escaped Windows line breaks in quotes": '"' + PUBLIC.replace("\n", "\\r\\n") + '",',
    "all on one line": ONE_LINE,
    "no line breaks at all": PUBLIC.replace("\n", ""),
    "quotes": f"'{PUBLIC}'",
    "indentation": "\n".join(f"    {line}" for line in PUBLIC.splitlines()),
    "dashes of a word processor": PUBLIC.replace("-----", "—–—"),
    "four dashes": PUBLIC.replace("-----", "----"),
    "no END line": PUBLIC[: PUBLIC.index("-----END")],
    "base64 of a PEM": base64.b64encode(PUBLIC.encode()).decode(),
    "JSON in a configuration": json.dumps({"auth": {"jwk": public_jwk()}, "n": 1}),
    "a JWKS in a reply": json.dumps({"data": {"keys": [public_jwk()]}}),
    "a JWK in quotes": '"' + json.dumps(public_jwk()).replace('"', '\\"') + '"',
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_copying_did_to_a_key_is_undone_and_said(name: str) -> None:
    described = call("describe_key", key={"text": DAMAGE[name]})
    [key] = described["keys"]
    assert key["public_pem"] == PUBLIC
    assert "key-repaired" in codes(described)


@pytest.mark.parametrize(
    "text", [BODY, f"before\n{PUBLIC}\nafter", PUBLIC + PUBLIC, "\n\n" + PUBLIC]
)
def test_what_needs_no_repair_is_read_as_it_is(text: str) -> None:
    described = call("describe_key", key={"text": text})
    assert described["keys"][0]["public_pem"] == PUBLIC
    assert codes(described) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none", "puttygen"),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----", "PGP"),
        (
            "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
            "certificate request",
        ),
        ("Certificate:\n    Data:\n        Version: 3 (0x2)", "openssl"),
    ],
)
def test_a_key_of_another_world_says_what_to_do(text: str, named: str) -> None:
    described = call("describe_key", key={"text": text})
    assert described["keys"] == []
    assert named in described["findings"][0]["message"]


def test_openssh_private_keys_are_read() -> None:
    for key in (RSA, EC, ED):
        described = call("describe_key", key={"text": private_pem(key, form.PrivateFormat.OpenSSH)})
        plain = call("describe_key", key={"text": private_pem(key)})
        assert described["keys"][0]["jwk"] == plain["keys"][0]["jwk"]
        assert described["keys"][0]["pem"] == private_pem(key)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("escaped line breaks", ["Line breaks were written as \\n"]),
        ("escaped Windows line breaks in quotes", ["Line breaks were written", "quotes around"]),
        ("all on one line", ["The whole PEM stood on one line"]),
        ("no line breaks at all", ["The whole PEM stood on one line"]),
        ("quotes", ["quotes around"]),
        ("indentation", ["The lines were indented"]),
        ("dashes of a word processor", ["not the five of a PEM"]),
        ("four dashes", ["not the five of a PEM"]),
        ("no END line", ["The END line was missing"]),
        ("base64 of a PEM", ["PEM in base64 once more"]),
        ("JSON in a configuration", ["inside other JSON, at “auth.jwk”"]),
        ("a JWKS in a reply", ["inside other JSON, at “data”"]),
        ("a JWK in quotes", ["quotes around"]),
    ],
)
def test_each_repair_is_said_once_and_no_other(name: str, said: list[str]) -> None:
    found = call("describe_key", key={"text": DAMAGE[name]})["findings"]
    messages = [f["message"] for f in found if f["code"] == "key-repaired"]
    assert len(messages) == len(said)
    assert all(part in message for part, message in zip(said, messages, strict=True))


@pytest.mark.parametrize("levels", [1, 2, 3, 4, 5])
def test_a_key_is_looked_for_four_levels_deep(levels: int) -> None:
    value: Any = public_jwk()
    for _ in range(levels):
        value = {"inner": value}
    described = call("describe_key", key={"text": json.dumps(value)})
    assert bool(codes(described) == ["key-repaired"]) == (levels <= 4)
    if levels <= 4:
        path = ".".join(["inner"] * levels)
        assert f"“{path}”" in described["findings"][0]["message"]


def test_an_object_with_other_keys_is_no_key_set() -> None:
    for inner in ({"keys": 5}, {"keys": [5]}, {"keys": [{"a": 1}]}, {"kid": "x"}):
        described = call("describe_key", key={"text": json.dumps({"data": inner, "kty2": 1})})
        assert "key-repaired" not in codes(described)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://example.com/jwks.json", "looks like a link"),
        ("http://example.com", "looks like a link"),
        ("https://", None),
        ("see https://example.com", None),
        ("eyJhbGciOiJIUzI1NiJ9.e30.", "looks like a token"),
        ("eyJhbGciOiJIUzI1NiJ9.e30", None),
        ("----- BEGIN", None),
        ("-----END PUBLIC KEY-----", "looks like part of a PEM"),
        ("END PUBLIC KEY", "looks like part of a PEM"),
        (BODY[:-8], "cut off"),
        (BODY[:60], "cut off"),
        (BODY[:59], None),
        ("M" * 80, None),
        ("N" + BODY[1:], None),
    ],
    ids=lambda value: value[:10] if isinstance(value, str) else "nothing",
)
def test_what_a_secret_rather_looks_like_is_told(text: str, said: str | None) -> None:
    told = suspicious_secret(text)
    assert (told is None) == (said is None)
    assert said is None or said in (told or "")


@pytest.mark.parametrize(
    "start", ["Certificate:", "Public-Key: (256 bit)", "Private-Key: (256 bit)", "RSA Public-Key:"]
)
def test_what_openssl_prints_about_a_key_is_named(start: str) -> None:
    described = call("describe_key", key={"text": f"{start}\n    Data:"})
    assert "openssl prints" in described["findings"][0]["message"]
    assert codes(call("describe_key", key={"text": f"my {start} and more of it here"})) == []
