"""Which key opens a token, and what is said where none does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check
from tests.unit.support.jwe import encrypted, key, opened, public


def _with(jwk: str, **more: Any) -> str:
    return json.dumps({**json.loads(jwk), **more})


@pytest.mark.parametrize(
    ("alg", "given", "code", "said"),
    [
        ("A128KW", key("A256KW"), "key-does-not-fit", "needs 16 bytes, and it has 32"),
        ("A128KW", key("RSA-OAEP"), "key-does-not-fit", "needs a secret of 16 bytes"),
        ("RSA-OAEP", public(key("RSA-OAEP")), "key-is-public", "the private key opens"),
        ("ECDH-ES", key("ECDH-ES", curve="P-384"), "key-does-not-fit", "epk is on P-256"),
        ("A128KW", _with(key("A128KW"), use="sig"), "key-forbids", "its use is “sig”"),
        ("A128KW", _with(key("A128KW"), alg="A128GCMKW"), "key-forbids", "its alg is “A128GCMKW”"),
        ("A128KW", _with(key("A128KW"), key_ops=["sign"]), "key-forbids", "its key_ops allow"),
        ("dir", key("A256KW"), "key-does-not-fit", "with A128GCM dir needs 16 bytes"),
    ],
    ids=["size", "type", "public", "curve", "use", "alg", "key_ops", "direct"],  # keys are random
)
def test_a_key_that_does_not_serve_is_named(alg: str, given: str, code: str, said: str) -> None:
    report = opened(encrypted("{}", alg), given)
    found = check(report, "decryption-key")
    assert (found["code"], found["status"]) == (code, "fail")
    assert said in found["message"]
    assert report["encryption"]["state"] == "failed"
    again = call("inspect", token=encrypted("{}", alg), key={"text": given}, now=1)
    assert check(again, "decryption-key")["status"] == "skip"
    assert again["verdict"] == "unverified"


@pytest.mark.parametrize(
    "more",
    [
        {"use": "enc", "alg": "A128KW"},
        {"key_ops": ["unwrapKey"]},
        {"key_ops": ["wrapKey", "decrypt"]},
    ],
)
def test_a_key_that_says_it_is_for_this_serves(more: dict[str, Any]) -> None:
    assert opened(encrypted("{}"), _with(key("A128KW"), **more))["payload"] == "{}"


def test_a_key_for_dir_may_name_the_content_encryption() -> None:
    report = opened(encrypted("{}", "dir"), _with(key("dir"), alg="A128GCM"))
    assert report["payload"] == "{}"


def test_the_kid_chooses_in_a_set_and_a_key_without_one_may_be_it() -> None:
    right, wrong = json.loads(key("A128KW")), {"kty": "oct", "k": base64url.encode(b"w" * 16)}
    token = encrypted("{}", header={"kid": "r"})
    for keys, statuses in (
        ([{**wrong, "kid": "w"}, {**right, "kid": "r"}], ["rejected", "verified"]),
        ([{**wrong, "kid": "w"}, right], ["rejected", "verified"]),
        ([wrong, right], ["tried", "verified"]),
    ):
        report = opened(token, json.dumps({"keys": keys}))
        assert report["payload"] == "{}"
        assert [each["status"] for each in report["keys"]] == statuses
    missing = opened(token, json.dumps({"keys": [{**right, "kid": "other"}]}))
    assert check(missing, "decryption-key")["code"] == "key-not-found"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("sixteen bytes ok", "utf8"), ("c2l4dGVlbiBieXRlcyBvaw==", "base64"),
     ("c2l4dGVlbiBieXRlcyBvaw", "base64url"), ("7369787465656e206279746573206f6b", "hex")],
)  # fmt: skip
def test_a_secret_is_read_in_its_encoding(text: str, encoding: str) -> None:
    made = call(
        "encrypt",
        header='{"alg":"A128KW","enc":"A128GCM"}',
        payload="{}",
        key={"text": "sixteen bytes ok"},
    )
    given = {"text": text, "encoding": encoding}
    report = call("inspect", token=made["token"], decryption_key=given, now=1)
    assert report["payload"] == "{}"
    if encoding != "utf8":
        message = check(opened(made["token"], text), "decryption-key")["message"]
        assert "it has 16 bytes: choose that encoding" in message
        assert encoding in message


def test_without_a_key_it_is_said_which_one_opens_it() -> None:
    for alg, said in (
        ("dir", "the shared secret of 16 bytes"),
        ("RSA-OAEP", "private key of the recipient: an RSA key"),
        ("ECDH-ES", "private key of the recipient: a key on P-256"),
        ("PBES2-HS256+A128KW", "a password"),
    ):
        report = call("inspect", token=encrypted("{}", alg), now=1)
        assert said in check(report, "decryption-key")["message"]
        assert report["encryption"]["state"] == "unopened"
        assert "jwe-not-opened" in [finding["code"] for finding in report["findings"]]
