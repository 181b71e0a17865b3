"""New keys for encryption: they say what they are for, and joserfc works with them."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import import_key

from jwt_playground.vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT
from tests.unit.support.calls import call, codes
from tests.unit.support.host import call_with_host

CURVES = ("P-256", "P-384", "P-521", "X25519", "X448")
ASKED: list[dict[str, Any]] = [
    *({"alg": "dir", "enc": enc} for enc in CONTENT_ENCRYPTION),
    *({"alg": "ECDH-ES", "crv": crv} for crv in CURVES),
    *(
        {"alg": name}
        for name, row in KEY_MANAGEMENT.items()
        if name not in ("dir", "ECDH-ES") and not row.opens_only
    ),
]
UNKNOWN_TO_JOSERFC = ("RSA-OAEP-384", "RSA-OAEP-512")


def name_of(asked: dict[str, Any]) -> str:
    return "-".join(asked.values())


def public(made: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((made["public"] or made["private"])["jwk"])
    return read


@pytest.mark.parametrize("asked", ASKED, ids=name_of)
def test_a_new_key_says_that_it_is_for_encryption_and_is_found_again(asked: dict[str, Any]) -> None:
    made = call("generate_key", **asked)
    assert codes(made) == []
    [described] = call("describe_key", key={"text": made["private"]["jwk"]})["keys"]
    assert described["use"] == "enc"
    assert described["alg"] == asked.get("enc", asked["alg"])
    assert described["algorithms"] == [asked["alg"]]
    assert described["kid"] == described["thumbprint"]
    assert described["curve"] == asked.get("crv", "P-256" if "ECDH" in asked["alg"] else None)
    assert described["private"]
    assert call("describe_key", key={"text": made["private"]["jwk"]})["findings"] == []
    assert not {"d", "p", "q", "k"} & set(public(made)) or public(made)["kty"] == "oct"
    assert call("generate_key", **asked)["private"] != made["private"]


@pytest.mark.parametrize("asked", ASKED, ids=name_of)
def test_another_library_encrypts_to_the_key_and_opens_with_it(asked: dict[str, Any]) -> None:
    if asked["alg"] in UNKNOWN_TO_JOSERFC:
        pytest.skip("joserfc does not have it")
    made = call("generate_key", **asked)
    enc = asked.get("enc", "A128GCM")
    header = {"alg": asked["alg"], "enc": enc}

    def key(jwk: dict[str, Any]) -> Any:
        return import_key({name: jwk[name] for name in jwk if name != "alg"})

    token = jwe.encrypt_compact(header, b"text", key(public(made)), algorithms=[asked["alg"], enc])
    private = key(json.loads(made["private"]["jwk"]))
    opened = jwe.decrypt_compact(token, private, algorithms=[asked["alg"], enc])
    assert opened.plaintext == b"text"


@pytest.mark.parametrize("bits", [2048, 3072])
def test_an_rsa_key_has_the_size_that_was_asked_for_and_a_pem(bits: int) -> None:
    made = call("generate_key", alg="RSA-OAEP-256", bits=bits)
    [described] = call("describe_key", key={"text": made["public"]["pem"]})["keys"]
    assert described["bits"] == bits


def test_a_password_is_long_and_can_be_typed() -> None:
    made = call("generate_key", alg="PBES2-HS256+A128KW")
    password = base64.urlsafe_b64decode(json.loads(made["private"]["jwk"])["k"] + "==").decode()
    assert re.fullmatch(r"([2-9a-hj-km-np-z_]{5}-){4}[2-9a-hj-km-np-z_]{5}", password)
    assert made["public"] is None


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"alg": "dir"}, "enc-not-chosen", "“enc” names none"),
        ({"alg": "dir", "enc": "A512GCM"}, "enc-not-chosen", "“A512GCM”"),
        ({"alg": "ECDH-ES", "crv": "secp256k1"}, "curve-not-made", "P-256, P-384, P-521, X25519"),
        ({"alg": "ES256", "crv": "P-384"}, "curve-not-made", "“P-384”"),
        ({"alg": "HS256", "crv": "P-256"}, "curve-not-made", "“P-256”"),
        ({"alg": "RSA1_5"}, "alg-cannot-encrypt", "RSA-OAEP-256"),
        ({"alg": "RSA-OAEP", "bits": 1024}, "bits-out-of-range", "not of 1024"),
        ({"alg": "A128KW", "bits": 256}, "bits-out-of-range", "has 128 bits"),
        ({"alg": "dir", "enc": "A256GCM", "bits": 128}, "bits-out-of-range", "has 256 bits"),
        ({"alg": "ECDH-ES", "crv": "X25519", "bits": 128}, "bits-out-of-range", "one size"),
    ],
)
def test_a_key_that_is_not_made_says_why(asked: dict[str, Any], code: str, said: str) -> None:
    made = call("generate_key", **asked)
    assert (made["private"], codes(made)) == (None, [code])
    assert said in made["findings"][0]["message"]


def test_a_name_that_nobody_knows_is_answered_with_those_of_encryption_too() -> None:
    [finding] = call("generate_key", alg="ECDH")["findings"]
    assert "ECDH-ES+A128KW" in finding["message"]
    assert "RSA1_5" not in finding["message"]


@pytest.mark.parametrize(
    "asked",
    [
        *({"alg": "ECDH-ES+A256KW", "crv": crv} for crv in CURVES[:4]),
        {"alg": "RSA-OAEP-512", "bits": 2048},
    ],
    ids=lambda asked: asked.get("crv", "RSA"),
)
def test_the_browser_makes_key_pairs(asked: dict[str, Any]) -> None:
    reply, questions = call_with_host("generate_key", engine="webcrypto", **asked)
    made = reply["result"]
    [question] = [{name: q[name] for name in q if name != "id"} for q in questions]
    assert question == {"op": "generate-key", "bits": None, **asked}
    assert codes(made) == []
    [described] = call("describe_key", key={"text": made["private"]["jwk"]})["keys"]
    assert (described["use"], described["alg"]) == ("enc", asked["alg"])


def test_the_browser_is_not_asked_for_what_it_never_has() -> None:
    reply, questions = call_with_host("generate_key", engine="webcrypto", alg="ECDH-ES", crv="X448")
    assert questions == []
    [finding] = reply["result"]["findings"]
    assert finding["code"] == "key-engine-missing"
    assert "does not have X448" in finding["message"]
    assert "“cryptography”" in finding["message"]
