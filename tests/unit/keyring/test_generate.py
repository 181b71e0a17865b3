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
    # PyJWT does not know the names of RFC 9864 yet.
    assert (report["verdict"], report["pyjwt"]["ok"]) == ("valid", alg not in ("Ed25519", "Ed448"))
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


@pytest.mark.parametrize(
    ("alg", "bits", "size"),
    [
        ("HS256", None, 256),
        ("HS256", 264, 264),
        ("HS384", None, 384),
        ("HS512", None, 512),
        ("RS256", None, 2048),
        ("PS512", 3072, 3072),
        ("ES256", 256, 256),
        ("ES512", 521, 521),
        ("Ed25519", 256, 256),
    ],
)
def test_a_key_has_the_size_that_was_asked_for(alg: str, bits: int | None, size: int) -> None:
    made = call("generate_key", alg=alg, **({"bits": bits} if bits else {}))
    [described] = call("describe_key", key={"text": made["private"]["jwk"]})["keys"]
    assert described["bits"] == size
    jwk = json.loads(made["private"]["jwk"])
    assert (jwk["alg"], jwk["use"], jwk["kid"]) == (alg, "sig", described["thumbprint"])
    assert (made["public"] is None) == alg.startswith("HS")
    assert (made["private"]["pem"] is None) == alg.startswith("HS")
    if made["public"]:
        assert made["private"]["pem"] == described["pem"]
        public = json.loads(made["public"]["jwk"])
        assert public == {name: jwk[name] for name in public}
        assert (public["alg"], public["use"], public["kid"]) == (alg, "sig", jwk["kid"])


@pytest.mark.parametrize(
    ("alg", "bits", "said"),
    [
        ("HS256", 257, "multiple of 8 bits, from 256"),
        ("HS512", 504, "from 512"),
        ("RS256", 2047, "2048, 3072 or 4096 bits"),
        ("ES384", 256, "ES384 keys have one size"),
        ("Ed448", 256, "Ed448 keys have one size"),
        ("none", None, "no key to make for “none”"),
    ],
)
def test_why_a_key_is_not_made_names_what_would_be(alg: str, bits: int | None, said: str) -> None:
    made = call("generate_key", alg=alg, **({"bits": bits} if bits else {}))
    [finding] = made["findings"]
    assert said in finding["message"]
    assert finding["where"] == "request"
    assert (made["private"], made["public"]) == (None, None)
