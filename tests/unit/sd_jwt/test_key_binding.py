"""The key-binding JWT is held to RFC 9901 section 7.3, and its lack where it is required."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, codes
from tests.unit.support.host import Dialogue
from tests.unit.support.sd_jwt import (
    HOLDER,
    ISSUER,
    NOW,
    SECRET,
    Json,
    digest,
    failed,
    public,
    report_on,
    signed,
)

WANTED = {"required": True, "nonce": "n", "aud": "https://verifier.example"}


def bound(
    change: dict[str, Any] | None = None,
    header: Json | None = None,
    key: Json = HOLDER,
    cnf: Any = None,
    **more: Any,
) -> Json:
    """The report on a token whose key-binding JWT has changes."""
    jwt = signed({"cnf": {"jwk": public(HOLDER)} if cnf is None else cnf}) + "~"
    claims = {"iat": NOW, "aud": WANTED["aud"], "nonce": "n", "sd_hash": digest(jwt)}
    claims = {name: value for name, value in (claims | (change or {})).items() if value is not None}
    binding = call(
        "sign",
        header=json.dumps({"alg": "ES256", "typ": "kb+jwt", **(header or {})}),
        payload=json.dumps(claims),
        key={"text": json.dumps(key)},
    )["token"]
    return report_on(jwt + binding, **{"key_binding": WANTED, **more})


def refused(made: Json) -> list[str]:
    assert made["verdict"] == "invalid"
    return [c["name"] for c in made["sd_jwt"]["key_binding"]["checks"] if c["status"] == "fail"]


def test_a_good_one_is_valid() -> None:
    made = bound()
    assert made["verdict"] == "valid"
    assert made["sd_jwt"]["key_binding"]["signature"] == "valid"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"nonce": "other"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": 5}, "nonce"),
        ({"aud": "https://other.example"}, "aud"),
        ({"aud": ["https://verifier.example"]}, "aud"),
        ({"aud": None}, "aud"),
        ({"iat": None}, "iat"),
        ({"iat": "now"}, "iat"),
        ({"iat": NOW + 60}, "iat"),
        ({"exp": NOW - 1}, "exp"),
        ({"nbf": NOW + 9}, "nbf"),
        ({"sd_hash": "x"}, "sd_hash"),
        ({"sd_hash": None}, "sd_hash"),
    ],
)
def test_a_wrong_claim_is_refused(change: dict[str, Any], name: str) -> None:
    assert refused(bound(change)) == [name]


@pytest.mark.parametrize("typ", ["JWT", "", None])
def test_another_type_is_refused(typ: str | None) -> None:
    assert refused(bound(header={"typ": typ})) == ["typ"]


def test_the_signature_of_somebody_else_is_refused() -> None:
    assert refused(bound(key=ISSUER)) == ["signature"]


@pytest.mark.parametrize(
    ("cnf", "code"),
    [
        ({}, "cnf-missing"),
        ({"kid": "a"}, "cnf-missing"),
        ("x", "cnf-missing"),
        (
            {"jwk": {"kty": "oct", "k": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2traw"}},
            "cnf-unusable",
        ),
        ({"jwk": {"kty": "EC"}}, "cnf-unusable"),
        ({"jwk": HOLDER}, "cnf-unusable"),
    ],
)
def test_a_holder_without_a_public_key_is_refused(cnf: Any, code: str) -> None:
    made = bound(cnf=cnf)
    assert refused(made) == ["cnf"]
    assert code in failed(made)


def test_an_unsecured_one_is_refused() -> None:
    assert "algorithm" in refused(bound(header={"alg": "none"}))


def test_it_may_be_required() -> None:
    alone = signed({"cnf": {"jwk": public(HOLDER)}})
    for token in (f"{alone}~", alone):
        made = report_on(token, key_binding={"required": True})
        assert (made["verdict"], failed(made)) == ("invalid", ["key-not-bound"])
        assert report_on(token)["verdict"] == "valid"
    briefs: Any = call("inspect_many", tokens=[alone], key_binding={"required": True})
    assert briefs[0]["failed"] == ["key-not-bound"]


def test_an_old_one_is_told_of() -> None:
    assert "key-binding-old" in codes(bound({"iat": NOW - 400}))
    assert "key-binding-old" not in codes(bound({"iat": NOW - 200}))


def test_without_a_time_nothing_is_valid() -> None:
    assert bound(now=None)["verdict"] == "unverified"


def test_without_an_expectation_the_rest_counts() -> None:
    made = bound(key_binding={"required": True})
    assert made["verdict"] == "valid"
    skipped = [
        c["name"] for c in made["sd_jwt"]["key_binding"]["checks"] if c["code"] == "no-expectation"
    ]
    assert skipped == ["aud", "nonce"]


def test_what_is_no_jwt_is_refused() -> None:
    made = report_on(f"{signed({})}~a.b.c")
    assert made["verdict"] == "invalid"
    assert made["sd_jwt"]["key_binding"]["checks"][0]["name"] == "format"


def test_a_signature_that_nobody_could_check_is_not_valid() -> None:
    jwt = signed({"cnf": {"jwk": public(HOLDER)}}) + "~"
    binding = {"key": {"text": json.dumps(HOLDER)}, "nonce": "n", "aud": str(WANTED["aud"])}
    token = call("sd_present", token=jwt, disclose=[], key_binding=binding, now=NOW)["token"]
    asked = {"token": token, "key": SECRET, "now": NOW, "key_binding": WANTED}
    dialogue = Dialogue("inspect", **asked, engine="webcrypto")
    assert [question["op"] for question in dialogue.questions] == ["verify"]
    made = dialogue.answer_each(error="It cannot.", fault="unsupported")["result"]
    assert (made["signature"], made["verdict"]) == ("valid", "unverified")
    [check] = [each for each in made["checks"] if each["name"] == "key_binding"]
    assert (check["status"], check["code"]) == ("skip", "key-binding-unchecked")
