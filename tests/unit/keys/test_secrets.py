"""Secrets: what they look like, and how they were meant."""

from __future__ import annotations

import base64

import pytest

from tests.unit.support.calls import call, codes, sign, verify
from tests.unit.support.one_key import BODY


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


SECRET = bytes([251, 255, 254, *range(7, 47)])  # its base64 has + and /, its base64url - and _
SPELLINGS = {
    "base64": base64.b64encode(SECRET).decode(),
    "base64url": base64.urlsafe_b64encode(SECRET).rstrip(b"=").decode(),
    "hex": SECRET.hex(),
}
WORDS = {"base64": "base64", "base64url": "base64url", "hex": "hexadecimal"}


@pytest.mark.parametrize("encoding", SPELLINGS)
def test_the_detective_finds_how_a_secret_was_meant(encoding: str) -> None:
    key = {"text": SPELLINGS[encoding], "encoding": encoding}
    token = call("sign", header='{"alg":"HS256"}', payload="{}", key=key)["token"]
    report = call("inspect", token=token, key={"text": SPELLINGS[encoding]}, now=1)
    [finding] = [f for f in report["findings"] if f["code"] == "secret-found"]
    assert f"read as {WORDS[encoding]}." in finding["message"]
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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a secret of thirty-two characters", "utf8"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz", "base64"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz\n", "base64url"),
        ("6120736563726574206f66207468697274792d74776f2063686172616374657273", "hex"),
    ],
)
def test_one_secret_in_four_encodings_is_one_secret(text: str, encoding: str) -> None:
    token = sign("HS256", {"text": "a secret of thirty-two characters"})
    assert verify(token, text, encoding=encoding)["verdict"] == "valid"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("xyz", "hex", "digits"),
        ("abc", "hex", "even"),
        ("a*b", "base64", "“*”"),
        ("abcde", "base64url", "5"),
    ],
)
def test_a_secret_that_is_not_of_its_encoding_says_so(text: str, encoding: str, named: str) -> None:
    [finding] = call("describe_key", key={"text": text, "encoding": encoding})["findings"]
    assert finding["code"] == "secret-encoding"
    assert named in finding["message"]
