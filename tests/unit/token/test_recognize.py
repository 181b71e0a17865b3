"""What is no JWT is named, with what to do; and nothing that can be read as a JWT is."""

from __future__ import annotations

import base64
import json
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.text import base64url
from jwt_playground.token.parse import parse
from jwt_playground.token.vendors import VENDORS
from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import TOKEN

SAML = b'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"></samlp:Response>'
SIGNATURE = base64url.encode(bytes(range(100, 120)))
TIME = base64url.encode((1795600000).to_bytes(4, "big"))
SESSION = base64url.encode(b'{"id":17}')
FLASK = f"{SESSION}.{TIME}.{SIGNATURE}"
LARAVEL = base64.b64encode(json.dumps({"iv": "a", "value": "b", "mac": "c"}).encode()).decode()
FERNET = base64url.encode(b"\x80" + (1795600000).to_bytes(8, "big") + bytes(range(16 + 32 + 32)))
COSE = bytes.fromhex("d83dd28443a10126a104524173796d6d657472696345434453413235365850a70175636f")


def branca() -> str:
    """A token with the version and a time of Branca, in base62."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    number = int.from_bytes(b"\xba" + (1795600000).to_bytes(4, "big") + bytes(range(70)), "big")
    text = ""
    while number:
        number, digit = divmod(number, 62)
        text = digits[digit] + text
    return text


def deflated(data: bytes) -> str:
    maker = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return base64.b64encode(maker.compress(data) + maker.flush()).decode()


KINDS = {
    "v2.local.QAxIpVe-ECVNI1z4xQbm_qQYomyT3h8FtV8bxkz8pBJWkT8f7HtlOpbroPDEZUKop_vaglyp76Czy375cHmK": "a PASETO",
    FERNET + "=": "a Fernet token",
    "eyJ1c2VyX2lkIjoxN30:1tPq3x:ofzkNjhU_4iM_0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo": "Django signed",
    FLASK: "Flask or itsdangerous",
    f"Cookie: session={FLASK}; Path=/": "Flask or itsdangerous",
    f".{base64url.encode(zlib.compress(b'{}' * 50))}.{TIME}.{SIGNATURE}": "Flask or itsdangerous",
    "BAh7B0kiD3Nlc3Npb25faWQGOgZFVA==--395df8f7c51f007019cb30201c49e884b46b92fa": "Rails or Rack",
    "_session=BAh7B0kiD3Nl%3D%3D--395df8f7c51f007019cb30201c49e884b46b92fa": "Rails or Rack",
    LARAVEL: "cookie or value of Laravel",
    f"laravel_session={quote(LARAVEL)}": "cookie or value of Laravel",
    "7|" + "aB3d" * 10: "Laravel Sanctum",
    f"connect.sid=s%3A{'a1B2' * 8}.{'c2ln' * 10}bmE": "Express signed",
    base64.b64encode(b"0021location http://a.example/\n001fidentifier x\n").decode(): "a macaroon",
    base64url.encode(b"\x02\x01\x0bexample.org\x02\x03key\x00"): "a macaroon",
    branca(): "seems to be a Branca token",
    SAML.decode(): "a SAML message",
    base64.b64encode(SAML).decode(): "a SAML message",
    f"https://idp.example/?SAMLRequest={quote(deflated(SAML), safe='')}&RelayState=x": "a SAML message",
    base64url.encode(COSE): "a CBOR Web Token",
    COSE.hex(): "a CBOR Web Token",
    "HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC": "an EU health certificate",
    "NzAxMjM0NTY3ODkwMTIzNDU2.GaBcDe.GKw-c0PwFokMUQ6T-TUmEWnZ4_VlQ2Qpgw-vCT": "a Discord bot token",
    "Bearer 123e4567-e89b-12d3-a456-426614174000": "a UUID",
    "a66a8e9b1cf6d2032724c37305b83cdda18c904e": "40 hexadecimal digits",
    "Vt8mZ3qLx0sY5uKe7RbN1wPd4HcGj2Ta": "an opaque token",
    "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----": "a public key",
    "-----BEGIN RSA PRIVATE KEY-----\nMFkw\n-----END RSA PRIVATE KEY-----": "a private key",
    "-----BEGIN CERTIFICATE-----\nMFkw\n-----END CERTIFICATE-----": "a certificate",
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN": "a PGP key",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc me@here": "a public key of SSH",
    '{"kty":"oct","k":"abc"}': "a key or a key set",
    '{"keys":[]}': "a key or a key set",
    '{"issuer":"https://a","jwks_uri":"https://a/jwks"}': "a discovery document",
    '{"alg":"HS256","typ":"JWT"}': "a JOSE header that was already decoded",
    '{"sub":"user-17","exp":1}': "a payload that was already decoded",
    '{"error":"invalid_client"}': "OAuth error",
    "<!DOCTYPE html><html><body>Sign in</body></html>": "an HTML page",
    "Authorization: Basic dXNlcjpwYXNzd29yZA==": "a name and a password",
    "Negotiate YIIJvwYGKwYBBQUCoIIJ": "a Kerberos or NTLM message",
}
SAMPLES = {
    "a Google access token": "ya29.a0AfB_byCx7Qp-9_kx7Qp-9_kx7Qp",
    "a GitHub token": "GITHUB_TOKEN=ghp_" + "aB3d" * 9,
    "a GitLab token": "PRIVATE-TOKEN: glpat-abcdefghij0123456789",
    "a Slack token": "xoxb-123456789012-abcdef",
    "a Stripe key": "sk_test_" + "a1b2" * 6,
    "an AWS access key id": "AKIAIOSFODNN7EXAMPLE",
    "an npm token": "//registry.example/:_authToken=npm_" + "aB3d" * 9,
    "a PyPI token": "pypi-AgEIcHlwaS5vcmcCJ" + "a" * 30,
    "a SendGrid API key": f"SG.{'a' * 22}.{'b' * 43}",
    "a Twilio key": "SK" + "0f" * 16,
    "a Mapbox token": "pk.eyJ1IjoibWUiLCJhIjoiY2p4In0.abcdefghijklmnopqrstuv",
    "a personal Microsoft account": "EwBwA8l6BAAU" + "aB3/" * 40,
}


def said(text: str) -> str:
    report = call("inspect", token=text, now=1)
    assert (report["verdict"], report["signature"]) == ("invalid", "unchecked")
    return next(
        (f["message"] for f in report["findings"] if f["code"] == "token-of-other-kind"), ""
    )


@pytest.mark.parametrize(("text", "name"), KINDS.items())
def test_each_kind_has_its_name(text: str, name: str) -> None:
    sentence = said(text)
    assert name in sentence
    assert ", not a JWT. " in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(("name", "text"), SAMPLES.items())
def test_a_vendor_is_known_by_the_prefix(name: str, text: str) -> None:
    assert name in said(text)
    assert name in said(f'{{"access_token": "{text}", "token_type": "Bearer"}}')


def test_every_vendor_says_what_to_do() -> None:
    assert len(VENDORS) > 30
    for row in VENDORS:
        assert row.kind.name.startswith(("a ", "an "))
        assert len(row.kind.advice.split(". ")) > 1
        assert row.kind.advice.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "correct-horse-battery-staple",
        "the token is invalid",
        "https://a.example/x?y=1",
        "12345678901234567890",
    ],
)
def test_other_text_has_no_name(text: str) -> None:
    assert codes(call("inspect", token=text)) == ["not-a-token"]


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SEGMENT = st.text(LETTERS, max_size=40)
HEADERS = st.fixed_dictionaries(
    {"alg": st.sampled_from(["HS256", "RS256", "none", "x", 1, None])},
    optional={"typ": st.just("JWT"), "kid": st.text(max_size=5), "enc": st.just("A128GCM")},
).map(lambda header: base64url.encode(json.dumps(header).encode()))
COMPACT = st.tuples(
    st.one_of(HEADERS, SEGMENT.map(lambda text: "ey" + text), SEGMENT.filter(bool)),
    st.lists(SEGMENT, min_size=2, max_size=4),
).map(lambda parts: ".".join([parts[0], *parts[1]]))


@given(COMPACT)
@settings(max_examples=10_000, deadline=None)
def test_nothing_written_like_a_token_is_taken_for_something_else(text: str) -> None:
    assert "token-of-other-kind" not in [finding.code for finding in parse(text).findings]


@given(st.one_of(st.sampled_from([*KINDS, *SAMPLES.values()]), st.just(TOKEN)), st.data())
@settings(max_examples=1000, deadline=None)
def test_a_mutation_is_never_valid_and_never_an_exception(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    size = data.draw(st.integers(1, 4))
    new = data.draw(st.text(max_size=3))
    changed = text[:at] + new + text[at + size :]
    report = call("inspect", token=changed, now=1)
    assert report["verdict"] != "valid"
