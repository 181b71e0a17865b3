"""What is no key says what it is and what to give instead; the token is then unverified."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from tests.unit.support import foreign_keys as foreign
from tests.unit.support.calls import call, check, codes

NOW = 1_795_600_000
MODULUS = json.loads(foreign.jwk(foreign.RSA))["n"]
DIGEST = hashlib.sha256(b"certificate").digest()
NO_SECRET = {
    "discovery document": (
        '{"issuer":"https://a.example","jwks_uri":"https://a.example/keys"}',
        "curl -sL https://a.example/keys",
    ),
    "Hasura with an address": (
        '{"type":"RS256","jwk_url":"https://a.example/keys"}',
        "curl -sL https://a.example/keys",
    ),
    "discovery document with a strange address": (
        '{"jwks_uri":"https://a.example/\'; rm -rf ~"}',
        "curl, from “https",
    ),
    "HTML page": ("<!doctype html>\n<html><body>Not found</body></html>", "This is a web page"),
    "XHTML page": ('<?xml version="1.0"?>\n<html xmlns="x"></html>', "This is a web page"),
    "PGP key": ("-----BEGIN PGP PUBLIC KEY BLOCK-----\nAAAA\n", "openssl genpkey"),
    "PuTTY key": ("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none", "puttygen"),
    "what openssl prints": ("Public-Key: (2048 bit)\nModulus:\n    00:c0", "-----BEGIN"),
}
NO_KEY = {
    "short secret": ("secret", "it can only be a secret"),
    "modulus": (MODULUS, "the modulus (n) of an RSA key of 2048 bits"),
    "modulus with its name": (f'"n": "{MODULUS}",', "the modulus (n)"),
    "modulus in hex": (
        "Modulus=" + base64.urlsafe_b64decode(MODULUS + "==").hex().upper(),
        "paste the whole JWK",
    ),
    "modulus in decimal": (
        str(int.from_bytes(base64.urlsafe_b64decode(MODULUS + "=="), "big")),
        "long decimal number",
    ),
    "exponent": ("AQAB", "the exponent (e)"),
    "fingerprint with colons": (DIGEST[:20].hex(":").upper(), "is a fingerprint"),
    "fingerprint of openssl": (f"SHA1 Fingerprint={DIGEST[:20].hex(':')}", "is a fingerprint"),
    "fingerprint of ssh-keygen": (
        f"256 SHA256:{foreign.b64(DIGEST).rstrip('=')} me@host (ED25519)",
        "is a fingerprint",
    ),
    "link": ("https://a.example/jwks.json", "curl -sL https://a.example/jwks.json"),
    "path": ("/etc/keys/jwt.pem", "Paste the file's content"),
    "path of Windows": ("C:\\keys\\jwt.pem", "Paste the file's content"),
    "file name": ("public.pem", "Paste the file's content"),
    "placeholder": ("${JWT_PUBLIC_KEY}", "none was"),
    "placeholder of JavaScript": ("process.env.JWT_PUBLIC_KEY", "none was"),
    "object": ("[object Object]", "none was"),
    "UUID": ("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "is a UUID"),
    "token": ("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "token pane"),
    "part of a PEM": ("BEGIN PUBLIC KEY", "from -----BEGIN to -----END"),
    "part of DER": (
        foreign.b64(base64.b64decode("".join(foreign.pem(foreign.RSA).splitlines()[1:-1]))[:200]),
        "cut off or altered",
    ),
    "OpenSSH key that was cut off": ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB", ""),
    "JSON without keys": ('{"error":"not_found"}', "no key was found in it"),
    "XML without keys": ("<error>not found</error>", "no key was found in it"),
}


@pytest.mark.parametrize("name", [*NO_SECRET, *NO_KEY])
@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_a_token_of_public_keys_is_unverified_and_the_way_out_is_told(name: str, alg: str) -> None:
    text, said = (NO_SECRET | NO_KEY)[name]
    report = call("inspect", token=foreign.token(alg), key={"text": text}, now=NOW)
    assert (report["verdict"], report["signature"]) == ("unverified", "unchecked")
    assert check(report, "key")["code"] == "key-unreadable"
    assert said in check(report, "key")["message"]
    assert "read all the same" not in json.dumps(report)


@pytest.mark.parametrize("name", NO_SECRET)
def test_what_nobody_means_as_a_secret_is_none(name: str) -> None:
    text, said = NO_SECRET[name]
    described = call("describe_key", key={"text": text})
    assert described["keys"] == []
    assert codes(described)[-1] == "key-unreadable"
    assert said in described["findings"][-1]["message"]
    header = '{"alg":"HS256"}'
    assert call("sign", header=header, payload="{}", key={"text": text})["token"] is None


@pytest.mark.parametrize(
    "name",
    [name for name in NO_KEY if name not in ("modulus in hex", "OpenSSH key that was cut off")],
)
def test_what_may_be_a_secret_still_is_one(name: str) -> None:
    text, _ = NO_KEY[name]
    head = foreign.b64url(b'{"alg":"HS256"}') + "." + foreign.b64url(foreign.PAYLOAD.encode())
    token = f"{head}.{foreign.b64url(hmac.digest(text.encode(), head.encode(), 'sha256'))}"
    assert call("inspect", token=token, key={"text": text}, now=NOW)["verdict"] == "valid"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"n": foreign.pem(foreign.RSA)}, "“n” holds a PEM text"),
        ({"n": foreign.b64url(foreign.pem(foreign.RSA).encode())}, "“n” holds a PEM text"),
        ({"n": "".join(foreign.pem(foreign.RSA).splitlines()[1:-1])}, "“n” holds a key in DER"),
        ({"n": NO_KEY["modulus in decimal"][0]}, "“n” is a decimal number"),
        ({"n": int(NO_KEY["modulus in decimal"][0])}, "“n” is a decimal number"),
        ({"n": base64.urlsafe_b64decode(MODULUS + "==").hex()}, "“n” is in hexadecimal"),
        ({"e": 65537}, "“e” is a number"),
    ],
)
def test_numbers_of_a_jwk_in_another_spelling_are_named(
    members: dict[str, object], said: str
) -> None:
    jwk = {"kty": "RSA", "n": MODULUS, "e": "AQAB"} | members
    described = call("describe_key", key={"text": json.dumps(jwk)})
    assert described["keys"] == []
    assert said in described["findings"][-1]["message"]


def test_an_oct_jwk_is_a_secret_and_stays_the_wrong_key() -> None:
    key = {"text": '{"kty":"oct","k":"c2VjcmV0"}'}
    report = call("inspect", token=foreign.token("RS256"), key=key, now=NOW)
    assert report["verdict"] == "invalid"
    assert check(report, "key")["code"] == "key-does-not-fit"


def test_an_explicit_list_without_the_algorithm_is_still_a_fault_of_the_token() -> None:
    report = call(
        "inspect",
        token=foreign.token("RS256"),
        key={"text": "secret"},
        algorithms=["HS256"],
        now=NOW,
    )
    assert report["verdict"] == "invalid"
    report = call(
        "inspect",
        token=foreign.token("RS256"),
        key={"text": "secret"},
        algorithms=["RS256"],
        now=NOW,
    )
    assert report["verdict"] == "unverified"
