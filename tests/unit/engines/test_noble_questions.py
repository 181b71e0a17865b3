"""What the engine asks of noble, to the last member: the page's half relies on it."""

from __future__ import annotations

import json

import pytest

from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.unit.support.calls import call
from tests.unit.support.host import PageDialogue, result_of

PUBLIC = {"EC": {"kty", "crv", "x", "y"}, "OKP": {"kty", "crv", "x"}, "AKP": {"kty", "alg", "pub"}}
HAS = [name for name, row in ALGORITHMS.items() if "noble" in row.engines]


@pytest.mark.parametrize("alg", HAS)
def test_signing_and_verifying_ask_for_an_operation_with_a_bare_key(alg: str) -> None:
    made = result_of(PageDialogue, "generate_key", alg=alg, engine="noble")
    key, header = {"text": made["private"]["jwk"]}, json.dumps({"alg": alg})
    signing = {"header": header, "payload": "{}", "key": key, "engine": "noble"}
    [question] = PageDialogue("sign", **signing).questions
    kty = question["key"]["kty"]
    same = {"id": 0, "engine": "noble", "alg": alg, "key": 0, "data": 0}
    assert {**question, "id": 0, "key": 0, "data": 0} == {**same, "op": "sign"}
    assert set(question["key"]) == PUBLIC[kty] | {"priv" if kty == "AKP" else "d"}

    token = result_of(PageDialogue, "sign", **signing)["token"]
    [question] = PageDialogue("inspect", token=token, key=key, engine="noble").questions
    signature = token.split(".")[2]
    assert {**question, "id": 0, "key": 0, "data": 0} == {
        **same,
        "op": "verify",
        "signature": signature,
    }
    assert set(question["key"]) == PUBLIC[kty]
    many = {"tokens": [token, token], "key": key, "engine": "noble"}
    [question] = PageDialogue("inspect_many", **many).questions
    assert {**question, "id": 0, "key": 0, "data": 0} == {
        **same,
        "op": "verify-many",
        "places": [0, 1],
    }


@pytest.mark.parametrize("alg", HAS)
def test_a_new_key_is_asked_for_with_its_curve(alg: str) -> None:
    [question] = PageDialogue("generate_key", alg=alg, engine="noble").questions
    assert {**question, "id": 0} == {
        "id": 0,
        "op": "generate-key",
        "engine": "noble",
        "alg": alg,
        "crv": ALGORITHMS[alg].curves[0],
    }


@pytest.mark.parametrize("alg", ["ES384", "ES256K", "Ed448"])
def test_a_private_key_without_its_public_half_is_sent_alone(alg: str) -> None:
    made = json.loads(call("generate_key", alg=alg)["private"]["jwk"])
    if alg == "Ed448":
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric import ed448

        key = ed448.Ed448PrivateKey.from_private_bytes(_bytes(made["d"]))
        pkcs8 = (form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        text = key.private_bytes(*pkcs8).decode()
    else:
        text = f"-----BEGIN EC PRIVATE KEY-----\n{_sec1(made)}\n-----END EC PRIVATE KEY-----\n"
    [question] = PageDialogue("describe_key", key={"text": text}, engine="noble").questions
    assert {**question, "id": 0} == {
        "id": 0,
        "op": "import-key",
        "engine": "noble",
        "key": {name: made[name] for name in ("kty", "crv", "d")},
    }
    described = result_of(PageDialogue, "describe_key", key={"text": text}, engine="noble")
    assert json.loads(described["keys"][0]["jwk"])["x"] == made["x"]


def _bytes(text: str) -> bytes:
    from jwt_playground.text import base64url

    return base64url.decode_strict(text)


def _sec1(jwk: dict[str, str]) -> str:
    """The DER of an EC key without its optional public half (RFC 5915), in base64."""
    import base64

    from asn1crypto import keys

    curve = {"P-384": "secp384r1", "secp256k1": "secp256k1"}[jwk["crv"]]
    old = keys.ECPrivateKey(
        {
            "version": "ecPrivkeyVer1",
            "private_key": int.from_bytes(_bytes(jwk["d"]), "big"),
            "parameters": keys.ECDomainParameters("named", curve),
        }
    )
    return base64.encodebytes(old.dump()).decode().strip()
