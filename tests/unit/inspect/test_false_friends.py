"""Real secrets in all shapes verify tokens of HMAC, whatever else they look like."""

from __future__ import annotations

import base64
import hmac
import json
import re

import pytest

from tests.unit.support.calls import call, check, codes
from tests.unit.support.real_secrets import real_secrets

NOW = 1_795_600_000
PAYLOAD = '{"iss":"a","iat":1795599940,"exp":1795603540}'
LINK_OR_TOKEN = re.compile(r"https?://\S+|e[wy3][\w-]+\.[\w-]+\.[\w-]*", re.ASCII)


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _token(secret: bytes, alg: str = "HS256") -> str:
    head = _part(json.dumps({"alg": alg}).encode()) + "." + _part(PAYLOAD.encode())
    return f"{head}.{_part(hmac.digest(secret, head.encode(), f'sha{alg[2:]}'))}"


def _expected(secret: str) -> list[str]:
    """The findings that a secret has by rule: what counts is its length, its ends and its start."""
    found = []
    if len(secret.encode()) < 32:
        found.append("weak-secret")
    if secret != secret.strip():
        found.append("secret-whitespace")
    if LINK_OR_TOKEN.fullmatch(secret.strip()):
        found.append("secret-suspicious")
    if secret.startswith("{"):
        found.append("secret-looks-like-json")
    return found


def test_there_are_more_than_300_of_them() -> None:
    assert len(real_secrets()) > 300


def test_each_verifies_its_token_and_is_told_as_what_it_is() -> None:
    for secret in real_secrets():
        report = call("inspect", token=_token(secret.encode()), key={"text": secret}, now=NOW)
        assert (report["verdict"], report["signature"]) == ("valid", "valid"), secret
        assert codes(report) == _expected(secret), secret
        assert check(report, "algorithm")["code"] == "alg-allowed"
        assert check(report, "key")["code"] == "key-fits"


def test_each_signs_a_token_that_it_verifies() -> None:
    for secret in real_secrets()[::3]:
        signed = call("sign", header='{"alg":"HS384"}', payload=PAYLOAD, key={"text": secret})
        report = call("inspect", token=signed["token"], key={"text": secret}, now=NOW)
        assert report["verdict"] == "valid", secret


@pytest.mark.parametrize("encoding", ["hex", "base64", "base64url"])
def test_each_verifies_in_another_encoding_too(encoding: str) -> None:
    spelled = {
        "hex": bytes.fromhex,
        "base64": base64.b64decode,
        "base64url": base64.urlsafe_b64decode,
    }
    tried = 0
    for secret in real_secrets():
        try:
            data = spelled[encoding](secret)
        except ValueError:
            continue
        if not re.fullmatch(
            r"[0-9A-Fa-f]+" if encoding == "hex" else r"[\w+/-]+=*", secret, re.ASCII
        ):
            continue
        if encoding != "hex" and ("+" in secret or "/" in secret) != (encoding == "base64"):
            continue
        tried += 1
        key = {"text": secret, "encoding": encoding}
        report = call("inspect", token=_token(data), key=key, now=NOW)
        assert report["verdict"] == "valid", secret
    assert tried > 10


def test_none_is_taken_for_the_key_of_a_token_with_rs256() -> None:
    head = _part(b'{"alg":"RS256"}') + "." + _part(PAYLOAD.encode())
    token = f"{head}.{_part(bytes(range(256)))}"
    for secret in real_secrets():
        report = call("inspect", token=token, key={"text": secret}, now=NOW)
        assert (report["verdict"], report["signature"]) == ("unverified", "unchecked"), secret
        assert check(report, "key")["code"] == "key-unreadable", secret


@pytest.mark.parametrize("alg", ["ES256", "EdDSA", "ES512", "RS256"])
def test_none_makes_a_token_of_public_keys_valid(alg: str) -> None:
    size = {"ES256": 64, "EdDSA": 64, "ES512": 132, "RS256": 256}[alg]
    head = _part(json.dumps({"alg": alg}).encode()) + "." + _part(PAYLOAD.encode())
    for secret in real_secrets():
        mac = hmac.digest(secret.encode(), head.encode(), "sha512") * 5
        report = call("inspect", token=f"{head}.{_part(mac[:size])}", key={"text": secret}, now=NOW)
        assert report["verdict"] != "valid", secret
