"""Judgements that are easily got wrong: each was, once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.host import Dialogue
from tests.unit.support.json_tokens import SECRET, b64, inspect_json, signed_entry


def test_a_set_with_a_key_that_cannot_be_tried_is_not_judged_invalid() -> None:
    made = [
        json.loads(call("generate_key", alg=alg)["private"]["jwk"]) for alg in ("Ed25519", "Ed448")
    ]
    for key in made:
        for name in ("kid", "alg"):
            del key[name]
    token = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(made[1])})[
        "token"
    ]
    params = {
        "token": token,
        "key": {"text": json.dumps({"keys": made})},
        "engine": "webcrypto",
        "now": 1,
    }
    report = Dialogue("inspect", **params).answer_each(value=False)["result"]
    assert (report["signature"], report["verdict"]) == ("unchecked", "unverified")


def test_every_key_of_a_large_set_is_tried() -> None:
    keys = [{"kty": "oct", "k": base64url.encode(bytes([n]) * 32)} for n in range(60)]
    token = call(
        "sign", header='{"alg":"HS256"}', payload="{}", key={"text": json.dumps(keys[58])}
    )["token"]
    report = call("inspect", token=token, key={"text": json.dumps({"keys": keys})}, now=1)
    assert report["verdict"] == "valid"


def test_signatures_beyond_the_limit_are_said_to_be_left_out() -> None:
    wrong = {"protected": b64('{"alg":"HS256"}'), "signature": "AAAA"}
    report = inspect_json(
        {"payload": "e30", "signatures": [wrong] * 30 + [signed_entry({"alg": "HS256"}, "e30")]}
    )
    assert report["verdict"] == "invalid"
    assert "signatures-left-out" in codes(report)


@pytest.mark.parametrize(
    "more",
    [
        {"signature": "AAAA"},
        {"protected": "e30"},
        {"header": None},
        {"payload": None},
        {"payload": "eyJ hIjoxfQ"},
    ],
)
def test_a_json_serialization_that_is_not_quite_one_is_refused(more: dict[str, Any]) -> None:
    token: dict[str, Any] = {
        "payload": "e30",
        "signatures": [signed_entry({"alg": "HS256"}, "e30")],
    }
    assert inspect_json(token)["verdict"] == "valid"
    assert inspect_json({**token, **more})["verdict"] == "invalid"


def test_findings_of_another_signatures_header_are_not_shown_at_this_one() -> None:
    payload = "e30"
    first = signed_entry({"alg": "HS256"}, payload)
    second = {"protected": b64('{"alg":"HS256","x":1,"x":2,"kid":5}'), "signature": "AAAA"}
    report = inspect_json({"payload": payload, "signatures": [first, second]})
    assert report["verdict"] == "valid"
    assert "json-duplicate-member" not in codes(report)


def test_both_engines_verify_with_the_public_half_only() -> None:
    """A private key whose halves do not belong together still verifies by its public half."""
    made = [json.loads(call("generate_key", alg="Ed25519")["private"]["jwk"]) for _ in range(2)]
    token = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(made[0])})[
        "token"
    ]
    mixed = {**made[0], "d": made[1]["d"]}
    assert (
        call("inspect", token=token, key={"text": json.dumps(mixed)}, now=1)["signature"] == "valid"
    )
    signed = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(mixed)})
    assert signed["token"] is None
    assert "do not belong together" in signed["findings"][-1]["message"]


def test_pyjwt_is_not_quoted_for_what_it_was_not_asked() -> None:
    akp = {"kty": "AKP", "alg": "ML-DSA-44", "pub": "A" * 1750}
    token = b64('{"alg":"ML-DSA-44"}') + ".e30.AAAA"
    said = call("inspect", token=token, key={"text": json.dumps(akp)}, now=1)["pyjwt"]
    assert said["exception"] == "PyJWKError"  # PyJWT's own answer, whatever this build can do
    signed = call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": SECRET})["token"]
    head, _, signature = signed.split(".")
    report = inspect_json(f"{head}..{signature}", detached_payload="{}")
    assert (report["verdict"], report["pyjwt"]) == ("valid", None)
