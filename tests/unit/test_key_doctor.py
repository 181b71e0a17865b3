"""The key doctor, the secret detective and the policies on keys."""

from __future__ import annotations

import base64
import json
import random
import re
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.unit.calls import call, check, codes

EC = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ED = ed25519.Ed25519PrivateKey.generate()


def _pem(key: Any = EC, kind: form.PrivateFormat = form.PrivateFormat.PKCS8) -> str:
    return str(key.private_bytes(form.Encoding.PEM, kind, form.NoEncryption()).decode())


def _public(key: Any = EC) -> str:
    spki = form.PublicFormat.SubjectPublicKeyInfo
    return str(key.public_key().public_bytes(form.Encoding.PEM, spki).decode())


def _jwk() -> dict[str, Any]:
    jwk: dict[str, Any] = json.loads(
        call("describe_key", key={"text": _public()})["keys"][0]["jwk"]
    )
    return jwk


PUBLIC = _public()
ONE_LINE = PUBLIC.replace("\n", " ").strip()
BODY = "".join(PUBLIC.splitlines()[1:-1])
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
    "JSON in a configuration": json.dumps({"auth": {"jwk": _jwk()}, "n": 1}),
    "a JWKS in a reply": json.dumps({"data": {"keys": [_jwk()]}}),
    "a JWK in quotes": '"' + json.dumps(_jwk()).replace('"', '\\"') + '"',
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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("https://example.com/.well-known/jwks.json", "curl"),
        ("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "token"),
        ("-----END PUBLIC KEY-----", "part of a PEM"),
        (BODY[:-8], "cut off"),
    ],
)
def test_a_secret_that_looks_like_something_else_is_remarked(text: str, named: str) -> None:
    described = call("describe_key", key={"text": text})
    [finding] = [f for f in described["findings"] if f["code"] == "secret-suspicious"]
    assert named in finding["message"]


def test_openssh_private_keys_are_read() -> None:
    for key in (RSA, EC, ED):
        described = call("describe_key", key={"text": _pem(key, form.PrivateFormat.OpenSSH)})
        plain = call("describe_key", key={"text": _pem(key)})
        assert described["keys"][0]["jwk"] == plain["keys"][0]["jwk"]
        assert described["keys"][0]["pem"] == _pem(key)


SECRET = bytes(range(7, 47))
SPELLINGS = {
    "base64": base64.b64encode(SECRET).decode(),
    "base64url": base64.urlsafe_b64encode(SECRET).rstrip(b"=").decode(),
    "hex": SECRET.hex(),
}
WORDS = {"base64": "base64", "base64url": "base64", "hex": "hexadecimal"}


@pytest.mark.parametrize("encoding", SPELLINGS)
def test_the_detective_finds_how_a_secret_was_meant(encoding: str) -> None:
    key = {"text": SPELLINGS[encoding], "encoding": encoding}
    token = call("sign", header='{"alg":"HS256"}', payload="{}", key=key)["token"]
    report = call("inspect", token=token, key={"text": SPELLINGS[encoding]}, now=1)
    [finding] = [f for f in report["findings"] if f["code"] == "secret-found"]
    assert WORDS[encoding] in finding["message"]
    assert report["verdict"] == "invalid"


@pytest.mark.parametrize(
    ("signed_with", "given", "named"),
    [
        (
            "correct horse battery staple, and salt\n",
            "correct horse battery staple, and salt",
            "line break",
        ),
        (
            "correct horse battery staple, and salt",
            "correct horse battery staple, and salt\n",
            "white space",
        ),
        (
            "correct horse battery staple, and salt",
            '"correct horse battery staple, and salt"',
            "quotes",
        ),
        ("YWJj", "YWJj", None),
    ],
)
def test_the_detective_tries_line_breaks_and_quotes(
    signed_with: str, given: str, named: str | None
) -> None:
    token = call("sign", header='{"alg":"HS512"}', payload="{}", key={"text": signed_with})["token"]
    report = call("inspect", token=token, key={"text": given}, now=1)
    found = [f["message"] for f in report["findings"] if f["code"] == "secret-found"]
    assert bool(found) == (named is not None)
    assert named is None or named in found[0]


@pytest.mark.parametrize("secret", ["secret", "your-256-bit-secret", " changeme "])
def test_a_secret_that_everybody_knows_is_remarked(secret: str) -> None:
    assert "secret-well-known" in codes(call("describe_key", key={"text": secret}))


@pytest.mark.parametrize("encoding", ["utf8", "base64", "hex"])
@pytest.mark.parametrize("spelling", ["PEM", "DER", "JWK", "certificate-like base64"])
def test_a_public_key_is_no_secret_in_any_spelling(spelling: str, encoding: str) -> None:
    der = base64.b64decode(BODY)
    data = {
        "PEM": PUBLIC.encode(),
        "DER": der,
        "JWK": json.dumps(_jwk()).encode(),
        "certificate-like base64": BODY.encode(),
    }[spelling]
    if encoding == "utf8" and spelling == "DER":
        return  # not text
    if encoding == "utf8":
        text = data.decode()
    else:
        text = data.hex() if encoding == "hex" else base64.b64encode(data).decode()
    head = "eyJhbGciOiJIUzI1NiJ9.e30"
    import hashlib
    import hmac

    mac = hmac.new(data, head.encode(), hashlib.sha256).digest()
    token = head + "." + base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
    for allowed in ({}, {"algorithms": ["HS256"]}):
        report = call(
            "inspect", token=token, key={"text": text, "encoding": encoding}, now=1, **allowed
        )
        assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")
        assert check(report, "key")["status"] == "fail"


def test_a_set_that_mixes_secrets_and_public_keys_is_remarked() -> None:
    mixed = json.dumps({"keys": [_jwk(), {"kty": "oct", "k": "A" * 43}]})
    assert "key-set-mixed" in codes(call("describe_key", key={"text": mixed}))


def test_200_malformed_keys_are_explained_and_never_crash() -> None:
    dice = random.Random(7519)
    pieces = ['"', "{", "}", "[", "]", ":", ",", "=", "\\n", "-----", "\x00", "é", "A", "null", "1"]
    good = [
        PUBLIC,
        _pem(),
        _pem(RSA),
        _pem(RSA, form.PrivateFormat.TraditionalOpenSSL),
        _pem(EC, form.PrivateFormat.TraditionalOpenSSL),
        _pem(ED, form.PrivateFormat.OpenSSH),
        json.dumps(_jwk()),
        json.dumps({"keys": [_jwk(), {"kty": "oct", "k": "AAAA"}]}),
        BODY,
    ]
    forbidden = re.compile(
        r"\bobject at\b|Traceback|\b\w+Error\b|0x[0-9a-f]{6}|asn1crypto|<class|None"
    )
    for number in range(200):
        text = dice.choice(good)
        for _ in range(dice.randint(1, 3)):
            start = dice.randrange(len(text))
            end = start + dice.choice([0, 1, 1, 5, 40])
            text = text[:start] + dice.choice([*pieces, "", ""]) + text[end:]
        for engine in ("auto", "webcrypto"):
            described = call("describe_key", key={"text": text}) if engine == "auto" else None
            report = call(
                "inspect", token="eyJhbGciOiJFUzI1NiJ9.e30.AAAA", key={"text": text}, now=1
            )
            for finding in [*(described or {"findings": []})["findings"], *report["findings"]]:
                assert not forbidden.search(finding["message"]), (number, finding)
                assert finding["message"].endswith("."), finding
            for one in report["checks"]:
                assert not forbidden.search(one["message"]), (number, one)
