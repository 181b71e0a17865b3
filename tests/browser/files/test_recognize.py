"""What a text is: a token in any wrapping, a log, a key, or what people take for a token."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.browser.support.many_tokens import FORGED, GOOD, JWE, LATE, LOG
from tests.browser.support.node import run_module
from tests.browser.support.playground import A1_JWK, SECRET, hs256
from tests.unit.support.key_texts import PRIVATE, PUBLIC

RECOGNIZE = """
import { recognize } from "./site/shared/recognize.js";
tell(given.map(recognize));
"""
SAML = (
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
    'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"></samlp:Response>'
)
PASETO = "v4.public.eyJzdWIiOiJ1IiwiZXhwIjoiMjAyNi0xMi0wMVQwMDowMDowMCswMDowMCJ9c2lnbmF0dXJl"
RSA_JWK = {"kty": "RSA", "e": "AQAB", "n": "w" * 342 + "Q"}
HAR = {"log": {"version": "1.2", "entries": [{"request": {"headers": [{"value": GOOD}]}}]}}
DISCOVERY = {"issuer": "https://op.example", "jwks_uri": "https://op.example/jwks"}
SERVICE = {"type": "service_account", "private_key": PRIVATE["PKCS#8 of RSA"][1]}
PEM = PRIVATE["PKCS#8 of EC"][1]


def kinds(texts: list[str]) -> list[tuple[str, int]]:
    found: list[dict[str, Any]] = run_module(RECOGNIZE, texts)
    return [(one["kind"], one["tokens"]) for one in found]


def test_a_token_is_one_in_any_wrapping() -> None:
    texts = [
        GOOD,
        JWE,
        f"Authorization: Bearer {GOOD}",
        f"'{GOOD}',",
        f"https://app.example/#id_token={GOOD}&state=1",
        f'{{"id_token": "{GOOD}", "again": "{GOOD}"}}',
        f"curl -H 'Authorization: Bearer {GOOD}' \\\n https://api.example",
        f"{GOOD}~WyJzYWx0IiwibmFtZSIsIkFkYSJd~{LATE}",
    ]
    assert kinds(texts) == [("token", 1)] * len(texts)
    wrapped = "\n".join(GOOD[at : at + 40] for at in range(0, len(GOOD), 40))
    assert [kind for kind, _ in kinds([wrapped])] == ["token"]


def test_what_the_engine_takes_for_a_token_has_no_other_name() -> None:
    header, payload, signature = GOOD.split(".")
    flat = {"payload": payload, "protected": header, "signature": signature}
    general = {"payload": payload, "signatures": [{"header": {"jwk": RSA_JWK}}]}
    texts = [
        json.dumps(flat, indent=1),
        json.dumps(general),
        json.dumps(flat)[:-1],
        header,
        header[:20],
        "NzAx.GaBcDe.GKw-c0PwFokMUQ6T",
    ]
    assert kinds(texts) == [("token", 0)] * len(texts)


def test_several_tokens_are_a_log_or_an_answer() -> None:
    log = "\n".join(f"{number} GET {hs256(str(number))}" for number in range(200))
    answer = json.dumps({"id_token": GOOD, "access_token": LATE}, indent=1)
    given = [log, LOG, answer, f"{GOOD} {LATE}", f"{GOOD}\n{LATE}"]
    assert kinds(given) == [("log", 200), ("log", 3), ("several", 2), ("several", 2), ("log", 2)]


def test_a_har_is_one_with_or_without_tokens() -> None:
    assert kinds([json.dumps(HAR), json.dumps({"log": {"entries": []}}, indent=2)]) == [
        ("har", 1),
        ("har", 0),
    ]


def test_a_key_is_one_in_every_format() -> None:
    public = {form: "certificate" if "certificate" in form else "public-key" for form in PUBLIC}
    private = dict.fromkeys(PRIVATE, "private-key")
    texts = [text for _, text, _ in [*PUBLIC.values(), *PRIVATE.values()]]
    named = [kind for kind, _ in kinds(texts)]
    assert dict(zip([*PUBLIC, *PRIVATE], named, strict=True)) == {**public, **private}


KEYS = [
    (A1_JWK, "secret-key"),
    (json.dumps(RSA_JWK), "public-key"),
    (json.dumps({**RSA_JWK, "d": "AQ"}), "private-key"),
    (json.dumps({"keys": [RSA_JWK]}), "key-set"),
    (json.dumps([RSA_JWK]), "key-set"),
    (json.dumps(json.dumps(RSA_JWK)), "public-key"),
    (json.dumps({"jwt": {"key": RSA_JWK}}), "public-key"),
    (json.dumps({"keys": [{**RSA_JWK, "d": "AQ"}]}), "private-key"),
    (json.dumps(SERVICE), "service-account"),
    (json.dumps({"a": PUBLIC["certificate"][1]}), "certificate"),
    (base64.b64encode(PEM.encode()).decode(), "private-key"),
    (PEM.replace("\n", "\\n"), "private-key"),
    (PEM.replace("-----", "—"), "private-key"),
    ("PuTTY-User-Key-File-3: ssh-ed25519\n", "private-key"),
    ("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n", "certificate-request"),
    ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "pgp"),
    ("<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>", "xml-key"),
]
OTHERS = [
    (SAML, "saml"),
    (base64.b64encode(SAML.encode()).decode(), "saml"),
    ("SAMLRequest=fZFfa8IwFMXf9ylK3tP0", "saml"),
    (PASETO, "paseto"),
    (f"Bearer {PASETO}.Zm9vdGVy", "paseto"),
    ("ya29.a0AfB_byCx7Qp-9_kx7Qp", "opaque"),
    ("Authorization: Token a66a8e9b1cf6d2032724c37305b83cdda18c904e", "opaque"),
    (SECRET, "opaque"),
    (json.dumps(DISCOVERY), "discovery"),
    ("Dear all,\nwhere is the token?", "other"),
    ("https://op.example/jwks", "other"),
    ('{"a":1}', "other"),
    (" \n\t", "empty"),
    ("", "empty"),
]


@pytest.mark.parametrize("table", [KEYS, OTHERS], ids=["keys", "others"])
def test_what_is_no_token_is_named(table: list[tuple[str, str]]) -> None:
    texts = [text for text, _ in table]
    assert kinds(texts) == [(kind, 0) for _, kind in table]
    assert kinds([f"\ufeff\n{text}\n" for text in texts]) == [(kind, 0) for _, kind in table]


@pytest.mark.parametrize(
    "piece",
    [
        "-----BEGIN ",
        "-",
        "(",
        '"',
        "eyJ.",
        "{",
        "[",
        '{"kty":',
        '{"log":{',
        "\\",
        "Bearer ",
        " ",
        "M",
    ],
)
def test_a_long_text_made_to_be_slow_is_named(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    [(kind, tokens)] = kinds([text])
    assert (kind, tokens) in EXPECTED.get(piece, [("other", 0)])


EXPECTED: Mapping[str, list[tuple[str, int]]] = {
    " ": [("empty", 0)],
    '{"kty":': [("public-key", 0)],
    "eyJ.": [("token", 1)],
}


def test_a_log_stays_a_log_with_a_key_in_it() -> None:
    assert kinds([f"{GOOD}\n{PEM}\n{FORGED}"]) == [("log", 2)]
