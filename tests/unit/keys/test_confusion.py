"""A public key is no HMAC secret, however it is written (RFC 8725 section 2.1)."""

from __future__ import annotations

import base64
import json

import pytest

from jwt_playground.text import base64url
from tests.unit.support import key_texts
from tests.unit.support.calls import call, check, codes
from tests.unit.support.forged import hmac_token
from tests.unit.support.one_key import BODY, PUBLIC, public_jwk


@pytest.mark.parametrize("encoding", ["utf8", "base64", "hex"])
@pytest.mark.parametrize("spelling", ["PEM", "DER", "JWK", "certificate-like base64"])
def test_a_public_key_is_no_secret_in_any_spelling(spelling: str, encoding: str) -> None:
    der = base64.b64decode(BODY)
    data = {
        "PEM": PUBLIC.encode(),
        "DER": der,
        "JWK": json.dumps(public_jwk()).encode(),
        "certificate-like base64": BODY.encode(),
    }[spelling]
    if encoding == "utf8" and spelling == "DER":
        return  # not text
    if encoding == "utf8":
        text = data.decode()
    else:
        text = data.hex() if encoding == "hex" else base64.b64encode(data).decode()
    token = hmac_token(data)
    for allowed in ({}, {"algorithms": ["HS256"]}):
        report = call(
            "inspect", token=token, key={"text": text, "encoding": encoding}, now=1, **allowed
        )
        assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")
        assert check(report, "key")["status"] == "fail"


def test_a_set_that_mixes_secrets_and_public_keys_is_remarked() -> None:
    mixed = json.dumps({"keys": [public_jwk(), {"kty": "oct", "k": "A" * 43}]})
    assert "key-set-mixed" in codes(call("describe_key", key={"text": mixed}))


def _spellings() -> dict[str, bytes]:
    pem = call("generate_key", alg="ES256")["public"]["pem"]
    der = base64.b64decode("".join(pem.splitlines()[1:-1]))
    return {
        "base64url": base64.urlsafe_b64encode(der).rstrip(b"="),
        "base64 without padding": base64.b64encode(der).rstrip(b"="),
        "hex": der.hex().encode(),
        "hex of PEM": pem.encode().hex().encode(),
        "base64 of PEM": base64.b64encode(pem.encode()),
        "four dashes": pem.replace("-----", "----").encode(),
    }


@pytest.mark.parametrize("name", _spellings())
def test_a_public_key_is_no_secret_however_it_is_written(name: str) -> None:
    secret = _spellings()[name]
    token = hmac_token(secret)
    for key in (
        {"text": secret.decode()},
        {"text": secret.hex(), "encoding": "hex"},
        {"text": base64url.encode(secret), "encoding": "base64url"},
    ):
        report = call("inspect", token=token, key=key, now=1, algorithms=["HS256"])
        assert (report["signature"], report["verdict"]) == ("unchecked", "invalid"), key


def test_a_public_key_is_never_an_hmac_secret() -> None:
    """RFC 8725 section 2.1: the attacker signs with the public key's text as the secret."""
    for name in ("SPKI of RSA", "DER of SPKI", "OpenSSH RSA"):
        _, text, _ = key_texts.PUBLIC[name]
        token = hmac_token(text.encode())
        for allowed in ({}, {"algorithms": ["HS256", "RS256"]}):
            report = call("inspect", token=token, key={"text": text}, now=1, **allowed)
            assert (report["signature"], report["verdict"]) == ("unchecked", "invalid"), name
        hidden = call(
            "inspect", token=token, key={"text": text.encode().hex(), "encoding": "hex"}, now=1
        )
        if name != "DER of SPKI":  # the base64 of a DER is no format that PyJWT can recognize
            assert check(hidden, "key")["code"] == "key-refused", name
