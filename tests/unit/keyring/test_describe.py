"""A key is described to the last member, whatever it was read from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes

# RFC 7515 appendix A.3, RFC 8037 appendix A.
EC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
}
OKP = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
}
RSA = json.loads(call("generate_key", alg="RS256")["public"]["jwk"])
RSA_ALL = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]


def describe(key: object, **more: Any) -> dict[str, Any]:
    text = key if isinstance(key, str) else json.dumps(key)
    [described] = call("describe_key", key={"text": text, **more})["keys"]
    assert isinstance(described, dict)
    return described


@pytest.mark.parametrize(
    ("jwk", "expected"),
    [
        (
            EC,
            {
                "kty": "EC",
                "bits": 256,
                "curve": "P-256",
                "private": True,
                "algorithms": ["ES256"],
                "thumbprint": "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U",
            },
        ),
        (
            OKP,
            {
                "kty": "OKP",
                "bits": 256,
                "curve": "Ed25519",
                "private": True,
                "algorithms": ["EdDSA", "Ed25519"],
                "thumbprint": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            },
        ),
        (
            {**EC, "alg": "ES256", "use": "sig", "kid": "one"},
            {"alg": "ES256", "use": "sig", "kid": "one", "algorithms": ["ES256"]},
        ),
        ({**EC, "alg": "ES384"}, {"alg": "ES384", "algorithms": []}),
        ({**EC, "kid": 5, "use": [], "alg": None}, {"alg": None, "use": None, "kid": None}),
        (RSA, {"kty": "RSA", "bits": 2048, "curve": None, "private": False}),
        ({n: RSA[n] for n in ("kty", "n", "e")}, {"algorithms": RSA_ALL}),
        (
            {"kty": "oct", "k": "A" * 43},
            {
                "kty": "oct",
                "bits": 256,
                "curve": None,
                "private": True,
                "public_jwk": None,
                "pem": None,
                "public_pem": None,
                "algorithms": ["HS256", "HS384", "HS512"],
            },
        ),
        (
            {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA"},
            {"kty": "AKP", "curve": None, "private": False, "algorithms": ["ML-DSA-44"]},
        ),
    ],
)
def test_each_member_says_what_the_key_is(jwk: dict[str, Any], expected: dict[str, Any]) -> None:
    described = describe(jwk)
    assert {name: described[name] for name in expected} == expected
    assert described["source"] == "JWK"
    assert described["certificates"] == []


def test_the_public_half_holds_nothing_private() -> None:
    described = describe({**EC, "kid": "one", "key_ops": ["sign"], "x5u": "x"})
    assert json.loads(described["public_jwk"]) == {
        **{name: EC[name] for name in ("kty", "crv", "x", "y")},
        "kid": "one",
        "x5u": "x",
    }
    assert json.loads(described["jwk"]) == {**EC, "kid": "one", "key_ops": ["sign"], "x5u": "x"}
    assert "PRIVATE" in described["pem"]
    assert "PRIVATE" not in described["public_pem"]


@pytest.mark.parametrize(
    ("text", "encoding", "source", "secret"),
    [
        ("secret", "utf8", "read as utf8", b"secret"),
        ("c2VjcmV0", "base64", "read as base64", b"secret"),
        ("c2VjcmV0", "base64url", "read as base64url", b"secret"),
        ("736563726574", "hex", "read as hex", b"secret"),
        ("sécret ✓", "utf8", "read as utf8", "sécret ✓".encode()),
    ],
)
def test_a_secret_is_described_with_its_encoding(
    text: str, encoding: str, source: str, secret: bytes
) -> None:
    described = describe(text, encoding=encoding)
    assert described["source"] == source
    assert json.loads(described["jwk"]) == {"kty": "oct", "k": base64url.encode(secret)}
    assert described["bits"] == 8 * len(secret)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (" a secret of thirty-two characters", "utf8", ["secret-whitespace"]),
        ("a secret of thirty-two characters\n", "utf8", ["secret-whitespace"]),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz\n", "base64", []),
        ('{"a": "secret of thirty-two characters"}', "utf8", ["secret-looks-like-json"]),
        ("\ud800" + "x" * 40, "utf8", ["secret-encoding"]),
        ("x" * 31, "utf8", ["weak-secret"]),
        ("", "utf8", []),
    ],
)
def test_what_is_odd_about_a_secret_is_remarked(
    text: str, encoding: str, expected: list[str]
) -> None:
    described = call("describe_key", key={"text": text, "encoding": encoding})
    assert codes(described) == expected
    if expected == ["secret-encoding"]:
        assert described["findings"][0]["range"] == [0, 1]


def test_the_source_of_a_key_in_a_set_is_its_number() -> None:
    described = call("describe_key", key={"text": json.dumps({"keys": [EC, OKP]})})
    sources = [key["source"] for key in described["keys"]]
    assert sources == ["key 1 of the JWK Set", "key 2 of the JWK Set"]
    described = call("describe_key", key={"text": json.dumps([EC])})
    assert [key["source"] for key in described["keys"]] == ["key 1 of the JWK Set"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kty": None}, "it has no “kty”"),
        ({"kty": "PQC"}, "“PQC” is not a key type"),
        ({"x": None}, "“x” must be a string of base64url"),
        ({"x": "f83O!"}, "“x” is not base64url"),
        ({"x": "f83OJ"}, "“x” is not base64url"),
        ({"x": ""}, "“x” is empty"),
        ({"x": "f83O"}, "“x” has 3 bytes; on P-256 it has 32"),
        ({"d": "f83O"}, "“d” has 3 bytes; on P-256 it has 32"),
        ({"crv": "P-255"}, "“P-255” is not a curve (crv) of EC keys"),
        ({"crv": "Ed25519"}, "“Ed25519” is not a curve (crv) of EC keys"),
        ({"crv": 5}, "“5” is not a curve (crv) of EC keys"),
        ({"y": EC["x"]}, "x and y are not a point on the curve P-256"),
    ],
)
def test_what_is_wrong_with_a_jwk_is_told(change: dict[str, Any], said: str) -> None:
    described = call("describe_key", key={"text": json.dumps({**EC, **change})})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert said in described["findings"][0]["message"]
    in_set = call("describe_key", key={"text": json.dumps({"keys": [OKP, {**EC, **change}]})})
    assert [key["curve"] for key in in_set["keys"]] == ["Ed25519"]
    [finding] = in_set["findings"]
    assert finding["code"] == "key-not-in-set"
    assert finding["message"].startswith("Key 2 of the JWK Set cannot be used: ")
    assert said in finding["message"]


PRIVATE_RSA = json.loads(call("generate_key", alg="RS256")["private"]["jwk"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"oth": []}, "more than two primes"),
        ({"p": None}, "must all be there, or none"),
        ({"qi": None}, "must all be there, or none"),
        ({"n": RSA["n"]}, "do not belong together"),
        ({"e": "AQ"}, "not an odd number from 3 on"),
        ({"e": "Aw"}, None),
        ({"p": None, "q": None, "dp": None, "dq": None, "qi": None}, None),
    ],
)
def test_what_is_wrong_with_an_rsa_key_is_told(change: dict[str, Any], said: str | None) -> None:
    jwk = {name: value for name, value in {**PRIVATE_RSA, **change}.items() if value is not None}
    described = call("describe_key", key={"text": json.dumps(jwk)})
    assert bool(described["keys"]) == (said is None)
    if said:
        assert said in described["findings"][0]["message"]


def test_a_set_that_is_none_is_told() -> None:
    for text, said in (('{"keys":{}}', "must be an array"), ('{"keys":[]}', "is empty")):
        [finding] = call("describe_key", key={"text": text})["findings"]
        assert finding["code"] == "key-unreadable"
        assert said in finding["message"]


def test_a_fault_of_a_keys_json_is_told_at_its_place() -> None:
    text = json.dumps(EC)[:-1] + ', "x": 1, "x": 2}'
    found = call("describe_key", key={"text": f"  {text}"})["findings"]
    [first, _] = [f for f in found if f["code"] == "json-duplicate-member"]
    at = 2 + text.index('"x": 1')
    assert (first["where"], first["range"]) == ("key", [at, at + 3])


def test_two_keys_with_one_kid_are_told_once() -> None:
    keys = [{**EC, "kid": "a"}, {**OKP, "kid": "a"}, {**OKP, "kid": "b"}]
    found = call("describe_key", key={"text": json.dumps({"keys": keys})})["findings"]
    [finding] = [f for f in found if f["code"] == "key-duplicate-kid"]
    assert "“a”" in finding["message"]
