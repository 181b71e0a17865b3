"""Share links: they restore what they carry, and leave secrets out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.support.links import share

RSA_PUBLIC = '{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"1"}'
RSA_PRIVATE = '{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}'
SPKI = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n"
PKCS8 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIE\n-----END PRIVATE KEY-----\n"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"


any_text = st.text(st.characters(exclude_categories=[]), max_size=300)
leeways = st.integers(0, 86_400)
moments = st.integers(-999_999_999_999, 999_999_999_999)
keys = st.fixed_dictionaries(
    {"text": any_text},
    optional={
        "encoding": st.sampled_from(["utf8", "base64", "base64url", "hex"]),
        "passphrase": any_text,
        "kid": any_text,
    },
)
tables = st.lists(st.lists(any_text, max_size=3), max_size=3)
policies = st.fixed_dictionaries(
    {
        "model": any_text,
        "policy": any_text,
        "requests": tables,
        "paths": tables,
        "tokens": st.lists(any_text, max_size=5),
    }
)
one_or_more = any_text | st.lists(any_text, max_size=3)
any_inputs = st.fixed_dictionaries(
    {
        "direction": st.just("sign"),
        "token": any_text,
        "header": any_text,
        "payload": any_text,
        "key": keys,
        "signingKey": st.none() | keys,
        "decryptionKey": st.none() | keys,
        "algorithms": st.none() | st.lists(any_text, max_size=3),
        "expect": st.fixed_dictionaries(
            {},
            optional={
                "iss": one_or_more,
                "aud": one_or_more,
                "sub": any_text,
                "jti": any_text,
                "typ": any_text,
                "require": st.lists(any_text, max_size=3),
            },
        ),
        "leeway": leeways,
        "now": st.none() | moments,
        "engine": st.sampled_from(["auto", "cryptography", "webcrypto", "noble"]),
        "crossCheck": st.booleans(),
        "detachedPayload": any_text,
        "scenario": any_text,
        "access": st.none() | policies,
    }
)
DEFAULTS = {
    "token": "", "header": "", "payload": "", "key": {"text": ""}, "signingKey": None,
    "decryptionKey": None, "algorithms": None, "expect": {}, "leeway": 0, "now": None, "engine": "auto",
    "crossCheck": False, "detachedPayload": "", "scenario": "", "access": None,
}  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(any_inputs, min_size=1, max_size=20))
def test_a_link_restores_any_inputs_exactly(cases: list[dict[str, Any]]) -> None:
    for case, opened in zip(cases, share(*cases, include_secrets=True), strict=True):
        assert opened["notices"] == []
        assert DEFAULTS | opened["inputs"] == case


def test_a_link_keeps_lone_surrogates_nul_and_astral_characters() -> None:
    text = "a\ud800b\udc00\ud800\x00\u2028\U0001f600\ufeff\r\n"
    [opened] = share({"token": text})
    assert opened["inputs"] == {"token": text}


def test_a_link_is_made_of_letters_that_no_program_breaks() -> None:
    [opened] = share({"token": "eyJ.é😀" * 50})
    assert opened["link"].startswith("v1=")
    assert opened["link"][3:].replace("-", "").replace("_", "").isalnum()
    assert opened["link"].isascii()


def test_untouched_inputs_need_no_fragment() -> None:
    [opened] = share({})
    assert opened["link"] == ""
    assert opened["inputs"] == {}


def test_a_link_without_its_key_says_so_when_it_is_opened() -> None:
    secret, private, both = share(
        {"token": "a", "key": {"text": "hush"}},
        {"token": "a", "key": {"text": SPKI}, "signingKey": {"text": PKCS8}},
        {"token": "a", "key": {"text": "hush"}, "signingKey": {"text": PKCS8}},
    )
    assert ["Verification key" in notice for notice in secret["notices"]] == [True]
    assert ["signing key" in notice for notice in private["notices"]] == [True]
    assert len(both["notices"]) == 2


def test_a_link_that_left_nothing_out_says_nothing() -> None:
    for opened in share({"token": "a"}, {"token": "a", "key": {"text": SPKI}}):
        assert opened["notices"] == []
    [alone] = share({"key": {"text": "hush"}})
    assert alone["link"] == ""


def test_drafts_are_carried_only_while_they_count() -> None:
    drafts = {"header": "{}", "payload": "[]"}
    verify, sign = share({"direction": "verify", **drafts}, {"direction": "sign", **drafts})
    assert verify["inputs"] == {}
    assert sign["inputs"] == {"direction": "sign", **drafts}


@pytest.mark.parametrize(
    "text",
    [
        SPKI,
        "  " + SPKI + SPKI,
        CERTIFICATE,
        RSA_PUBLIC,
        f'{{"keys": [{RSA_PUBLIC}, {RSA_PUBLIC}]}}',
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPn me@example",
    ],
    ids=["SPKI", "two SPKI", "certificate", "JWK", "JWKS", "OpenSSH"],
)
def test_public_keys_are_shared(text: str) -> None:
    [opened] = share({"key": {"text": text, "passphrase": "open"}})
    assert opened["inputs"] == {"key": {"text": text}}


UNKNOWN = [
    ('"note":"hunter2"', ""),
    ('"kid":{"password":"hunter2"},"kid":"2"', '"kid":"2"'),
    ('"x5c":["AAAA",["hunter2"]]', ""),
    ('"x5t#S256":"AAAA","X5T":"hunter2"', '"x5t#S256":"AAAA"'),
    ('"exp":"hunter2","iat":1', '"iat":1'),
    ('"__proto__":{"k":"hunter2"}', ""),
    ('"D":"hunter2"', ""),
]


@pytest.mark.parametrize(("given", "kept"), UNKNOWN, ids=[given for given, _ in UNKNOWN])
def test_only_public_members_of_a_key_are_shared(given: str, kept: str) -> None:
    def key(members: str) -> str:
        return f'{{"kty":"RSA","n":"AQAB","e":"AQAB"{members and ","}{members}}}'

    one, several = share(
        {"key": {"text": key(given)}},
        {"key": {"text": f'{{"keys": [{key(given)}, {RSA_PUBLIC}], "issuer": "hunter2"}}'}},
    )
    if '"k"' in given:  # the name of a secret, wherever it stands
        assert one["inputs"] == several["inputs"] == {}
        return
    assert one["inputs"] == {"key": {"text": key(kept)}}
    assert json.loads(several["inputs"]["key"]["text"]) == {
        "keys": [json.loads(key(kept)), json.loads(RSA_PUBLIC)]
    }


@pytest.mark.parametrize(
    "text",
    [
        "your-256-bit-secret",
        " ",
        "AQAB",
        "{",
        "{}",
        "null",
        '{"keys": []}',
        PKCS8,
        SPKI + PKCS8,
        SPKI + "and a secret",
        '{"kty":"oct","k":"AQAB"}',
        '{"kty":"oct"}',
        RSA_PRIVATE,
        RSA_PRIVATE.replace('"d"', '"\\u0064"'),
        f'{{"keys": [{RSA_PUBLIC}, {RSA_PRIVATE}]}}',
        f'{{"keys": [{RSA_PRIVATE}], "keys": [{RSA_PUBLIC}]}}',
        '{"kty":"AKP","alg":"ML-DSA-44","pub":"AQAB","priv":"AQAB"}',
        "ssh-ed25519 hunter2",
    ],
)
def test_what_may_be_a_secret_is_left_out_unless_ticked(text: str) -> None:
    key = {"text": text, "encoding": "utf8", "passphrase": "open sesame"}
    patch = {"token": "t", "key": key, "signingKey": {"text": text}}
    [opened] = share(patch)
    assert opened["hasSecrets"]
    assert opened["inputs"] == {"token": "t", "key": {"text": "", "encoding": "utf8"}}
    [ticked] = share(patch, include_secrets=True)
    assert ticked["inputs"]["key"] == key
