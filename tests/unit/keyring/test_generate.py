"""New keys of every algorithm, and why one is not made."""

from __future__ import annotations

import json

import pytest

from tests.unit.support.calls import call, codes, sign, verify

ALGORITHMS = [
    *("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "Ed448"),
]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_generated_key_signs_verifies_and_describes_itself(alg: str) -> None:
    made = call("generate_key", alg=alg)
    token = sign(alg, {"text": made["private"]["jwk"]})
    public = made["public"] or made["private"]
    report = verify(token, public["jwk"])
    assert (report["verdict"], report["pyjwt"]["ok"]) == ("valid", True)
    [described] = call("describe_key", key={"text": made["private"]["jwk"]})["keys"]
    assert (described["alg"], described["private"]) == (alg, True)
    assert described["kid"] == described["thumbprint"]
    if made["public"]:
        assert verify(token, public["pem"])["verdict"] == "valid"
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(json.loads(public["jwk"]))
        assert described["public_pem"] == public["pem"]
    assert call("generate_key", alg=alg)["private"] != made["private"]


@pytest.mark.parametrize(
    ("alg", "bits", "code"),
    [
        ("HS256", 128, "bits-out-of-range"),
        ("RS256", 1024, "bits-out-of-range"),
        ("RS256", 1_000_000, "bits-out-of-range"),
        ("ES256", 384, "bits-out-of-range"),
        ("none", None, "alg-cannot-sign"),
        ("XS1", None, "alg-cannot-sign"),
    ],
)
def test_a_key_that_is_not_made_says_why(alg: str, bits: int | None, code: str) -> None:
    made = call("generate_key", alg=alg, **({"bits": bits} if bits else {}))
    assert (made["private"], codes(made)) == (None, [code])
