"""Two engines, one result: questions and answers, on CPython with answers from pyca/cryptography."""

from __future__ import annotations

import json

import pytest

from tests import vectors
from tests.unit.support.calls import call, check
from tests.unit.support.host import ENGINES, call_with_host, result_with_host
from tests.vectors import Vector

BOTH = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
]


@pytest.mark.parametrize("vector", vectors.load(vectors.RFC), ids=lambda v: str(v["name"]))
def test_a_vector_gets_the_same_verdict_by_questions_and_answers(vector: Vector) -> None:
    params = vectors.params(vector)
    here = call("inspect", **params)
    asked = result_with_host("inspect", **params, engine="webcrypto")
    assert vectors.differences(vector, asked) == {}
    same = ("checks", "findings", "pyjwt", "verdict", "segments")
    assert {name: here[name] for name in same} == {name: asked[name] for name in same}


@pytest.mark.parametrize("alg", BOTH)
@pytest.mark.parametrize("maker", ENGINES)
@pytest.mark.parametrize("signer", ENGINES)
def test_what_one_engine_makes_and_signs_both_verify(alg: str, maker: str, signer: str) -> None:
    made = result_with_host("generate_key", alg=alg, engine=maker)
    signed = result_with_host(
        "sign",
        header=json.dumps({"alg": alg}),
        payload="{}",
        key={"text": made["private"]["jwk"]},
        engine=signer,
    )
    for engine in ENGINES:
        for form in ("jwk", "pem"):
            key = {"text": made["public"][form]}
            report = result_with_host(
                "inspect", token=signed["token"], key=key, engine=engine, now=1
            )
            assert (report["verdict"], report["engine"]) == ("valid", engine)
            assert report["pyjwt"]["ok"] == (alg != "Ed25519")  # PyJWT knows it as EdDSA alone


def test_rsa_keys_are_left_to_the_browser_where_it_can_make_them() -> None:
    for alg, asked_for in (("PS256", ["generate-key"]), ("ES256", [])):
        reply, asked = call_with_host("generate_key", alg=alg)
        assert [question["op"] for question in asked] == asked_for
        assert reply["result"]["private"]["pem"]


def test_a_question_carries_the_key_and_nothing_about_it() -> None:
    vector = vectors.load(vectors.RFC)[2]
    _, asked = call_with_host("inspect", **vectors.params(vector), engine="webcrypto")
    [question] = asked
    assert question["op"] == "verify"
    assert set(question["key"]) == {"kty", "n", "e"}
    assert question["alg"] == "RS256"


def test_every_key_of_a_set_is_asked_about_in_one_crossing() -> None:
    keys = [json.loads(call("generate_key", alg="ES256")["public"]["jwk"]) for _ in range(3)]
    for key in keys:
        del key["kid"]
    made = call("generate_key", alg="ES256")
    token = call(
        "sign", header='{"alg":"ES256"}', payload="{}", key={"text": made["private"]["jwk"]}
    )["token"]
    text = json.dumps({"keys": [*keys, {**json.loads(made["public"]["jwk"]), "kid": None}]})
    text = text.replace(', "kid": null', "")
    reply, asked = call_with_host(
        "inspect", token=token, key={"text": text}, engine="webcrypto", now=1
    )
    assert reply["result"]["verdict"] == "valid"
    assert len(asked) == 4
    assert [account["status"] for account in reply["result"]["keys"]] == ["tried"] * 3 + [
        "verified"
    ]


@pytest.mark.parametrize("alg", ["ES256K", "Ed448"])
def test_what_webcrypto_does_not_have_is_said_with_the_way_out(alg: str) -> None:
    made = call("generate_key", alg=alg)
    token = call(
        "sign", header=json.dumps({"alg": alg}), payload="{}", key={"text": made["private"]["jwk"]}
    )["token"]
    report = result_with_host(
        "inspect", token=token, key={"text": made["public"]["jwk"]}, engine="webcrypto", now=1
    )
    assert report["signature"] == "unchecked"
    assert "“cryptography”" in check(report, "signature")["message"]


def test_the_public_half_that_a_text_leaves_out_is_asked_for() -> None:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ed25519

    key = ed25519.Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    ).decode()
    reply, asked = call_with_host("describe_key", key={"text": pem}, engine="webcrypto")
    assert [question["op"] for question in asked] == ["import-key"]
    assert reply["result"] == call("describe_key", key={"text": pem})
