"""What the engine asks its host, to the last member: the page's half relies on it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from jwt_playground.engines.asking import Host, HostError, UnansweredError
from tests.unit.support.calls import call, check
from tests.unit.support.host import Dialogue

RSA_PSS = {
    "PS256": {"name": "RSA-PSS", "saltLength": 32},
    "PS384": {"name": "RSA-PSS", "saltLength": 48},
    "PS512": {"name": "RSA-PSS", "saltLength": 64},
}
PARAMETERS = {
    **{key: {"name": "RSASSA-PKCS1-v1_5"} for key in ["RS256", "RS384", "RS512"]},
    **RSA_PSS,
    "ES256": {"name": "ECDSA", "hash": "SHA-256"},
    "ES384": {"name": "ECDSA", "hash": "SHA-384"},
    "ES512": {"name": "ECDSA", "hash": "SHA-512"},
    "EdDSA": {"name": "Ed25519"},
    "Ed25519": {"name": "Ed25519"},
}
PUBLIC = {"RSA": {"kty", "n", "e"}, "EC": {"kty", "crv", "x", "y"}, "OKP": {"kty", "crv", "x"}}
PRIVATE = {
    "RSA": PUBLIC["RSA"] | {"d", "p", "q", "dp", "dq", "qi"},
    "EC": PUBLIC["EC"] | {"d"},
    "OKP": PUBLIC["OKP"] | {"d"},
}


@pytest.mark.parametrize("alg", PARAMETERS)
def test_signing_and_verifying_ask_for_an_operation_with_a_bare_key(alg: str) -> None:
    made = call("generate_key", alg=alg)
    key = {"text": made["private"]["jwk"]}
    header = json.dumps({"alg": alg})
    [question] = Dialogue(
        "sign", header=header, payload="{}", key=key, engine="webcrypto"
    ).questions
    kty = question["key"]["kty"]
    assert {**question, "id": 0, "key": 0, "data": 0} == {
        "id": 0,
        "op": "sign",
        "alg": alg,
        "parameters": PARAMETERS[alg],
        "key": 0,
        "data": 0,
    }
    assert set(question["key"]) == PRIVATE[kty]

    token = call("sign", header=header, payload="{}", key=key)["token"]
    [question] = Dialogue("inspect", token=token, key=key, engine="webcrypto").questions
    assert {**question, "id": 0, "key": 0, "data": 0} == {
        "id": 0,
        "op": "verify",
        "alg": alg,
        "parameters": PARAMETERS[alg],
        "key": 0,
        "data": 0,
        "signature": token.split(".")[2],
    }
    assert set(question["key"]) == PUBLIC[kty]


def test_a_key_whose_type_is_its_algorithm_keeps_it() -> None:
    jwk = {"kty": "AKP", "alg": "ML-DSA-44", "pub": "A" * 1750, "kid": "x", "use": "sig"}
    token = "eyJhbGciOiJNTC1EU0EtNDQifQ.e30.AAAA"  # ML-DSA-44
    params = {"token": token, "key": {"text": json.dumps(jwk)}, "engine": "webcrypto"}
    [question] = Dialogue("inspect", **params).questions
    assert set(question["key"]) == {"kty", "alg", "pub"}
    assert question["parameters"] == {"name": "ML-DSA-44"}


@pytest.mark.parametrize(
    ("key", "curve", "parameters"),
    [
        (ed25519.Ed25519PrivateKey.generate(), "Ed25519", {"name": "Ed25519"}),
        (
            ec.generate_private_key(ec.SECP384R1()),
            "P-384",
            {"name": "ECDSA", "namedCurve": "P-384"},
        ),
    ],
    ids=["Ed25519", "P-384"],
)
def test_a_private_key_without_its_public_half_is_imported(
    key: Any, curve: str, parameters: dict[str, str]
) -> None:
    if curve == "Ed25519":
        pkcs8 = form.PrivateFormat.PKCS8
        text = key.private_bytes(form.Encoding.PEM, pkcs8, form.NoEncryption()).decode()
    else:  # SEC1 without its optional public key (RFC 5915)
        from asn1crypto import keys, pem

        number = key.private_numbers().private_value
        old = keys.ECPrivateKey(
            {
                "version": "ecPrivkeyVer1",
                "private_key": number,
                "parameters": keys.ECDomainParameters("named", "secp384r1"),
            }
        )
        text = pem.armor("EC PRIVATE KEY", old.dump()).decode()
    [question] = Dialogue("describe_key", key={"text": text}, engine="webcrypto").questions
    assert set(question) == {"id", "op", "crv", "parameters", "pkcs8"}
    assert (question["op"], question["crv"]) == ("import-key", curve)
    assert question["parameters"] == parameters
    loaded = form.load_der_private_key(_bytes(question["pkcs8"]), None)
    public = (form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo)
    assert loaded.public_key().public_bytes(*public) == key.public_key().public_bytes(*public)
    assert call("describe_key", key={"text": text})["keys"][0]["curve"] == curve


@pytest.mark.parametrize(("alg", "bits"), [("RS256", 3072), ("ES256", None), ("EdDSA", None)])
def test_a_new_key_is_asked_for_with_its_size(alg: str, bits: int | None) -> None:
    params = {"alg": alg, "engine": "webcrypto", **({"bits": bits} if bits else {})}
    [question] = Dialogue("generate_key", **params).questions
    assert {**question, "id": 0} == {"id": 0, "op": "generate-key", "alg": alg, "bits": bits}


def test_a_question_is_known_by_what_it_asks() -> None:
    host = Host()
    for question in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 3}):
        with pytest.raises(UnansweredError):
            host.ask("verify", **question)
    first, second = host.open  # the order of the members makes no other question
    assert first != second
    assert host.open[first] == {"id": first, "op": "verify", "a": 1, "b": 2}
    assert len(first) == 32


def test_an_answer_is_a_value_or_an_error_with_its_kind() -> None:
    host = Host()
    with pytest.raises(UnansweredError):
        host.ask("verify")
    [name] = host.open
    assert Host(answers={name: {"value": 5}}).ask("verify") == 5
    assert Host(answers={name: {}}).ask("verify") is None
    for answer, fault in (({"error": "No."}, "failed"), ({"error": "No.", "fault": "key"}, "key")):
        with pytest.raises(HostError, match=r"^No\.$") as caught:
            Host(answers={name: answer}).ask("verify")  # type: ignore[dict-item]
        assert caught.value.fault == fault


def test_an_error_without_a_kind_leaves_the_signature_unchecked() -> None:
    made = call("generate_key", alg="ES256")
    key = {"text": made["private"]["jwk"]}
    token = call("sign", header='{"alg":"ES256"}', payload="{}", key=key)["token"]
    dialogue = Dialogue("inspect", token=token, key=key, engine="webcrypto", now=1)
    report = dialogue.answer_each(error="The page sleeps.")["result"]
    assert check(report, "signature")["message"] == "Not checked. The page sleeps."
    assert check(report, "signature")["code"] == "engine-missing"


def test_who_else_can_do_it_is_told_where_somebody_can() -> None:
    for alg, hint in (("ES256", "“cryptography”"), ("ML-DSA-44", "“noble”")):
        jwk: dict[str, Any] = {"kty": "AKP", "alg": alg, "pub": "A" * 1750}
        if alg == "ES256":
            jwk = json.loads(call("generate_key", alg=alg)["public"]["jwk"])
        token = f"{_b64(json.dumps({'alg': alg}))}.e30.{'A' * 86}"
        params = {"token": token, "key": {"text": json.dumps(jwk)}, "engine": "webcrypto"}
        dialogue = Dialogue("inspect", **params, now=1)
        report = dialogue.answer_each(error="It has no such thing.", fault="unsupported")["result"]
        message = check(report, "signature")["message"]
        assert message.startswith("Not checked. It has no such thing. ")
        assert hint in message


def _bytes(text: str) -> bytes:
    from jwt_playground.text import base64url

    return base64url.decode_strict(text)


def _b64(text: str) -> str:
    from jwt_playground.text import base64url

    return base64url.encode(text.encode())
