"""The key doctor undoes what copying did to a key, and says so."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

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
