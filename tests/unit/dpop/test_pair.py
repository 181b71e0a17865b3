"""A DPoP proof and its access token: what each check of RFC 9449 section 4.3 decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.support.calls import call, reply
from tests.unit.support.host import Dialogue, Json
from tests.unit.support.proofs import (
    METHOD,
    NOW,
    PRIVATE,
    PUBLIC,
    SECRET,
    THUMBPRINT,
    URL,
    access_token,
    by_name,
    checked,
    hash_of,
    proof,
    signed,
)

FIGURES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors/dpop/rfc9449.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: str(figure["name"]))
def test_the_figures_of_the_standard_come_out_right(figure: dict[str, Any]) -> None:
    pair = call("check_dpop", **figure["params"])
    assert by_name(pair) == figure["checks"]
    assert (pair["verdict"], pair["thumbprint"]) == (figure["verdict"], figure["thumbprint"])


def test_a_pair_in_which_all_holds_is_valid() -> None:
    token = access_token()
    pair = checked(proof(token), token)
    statuses = {check["name"]: check["status"] for check in pair["checks"]}
    assert statuses.pop("nonce") == "skip"
    assert set(statuses.values()) == {"pass"}
    assert (pair["verdict"], pair["thumbprint"], pair["findings"]) == ("valid", THUMBPRINT, [])
    assert (pair["proof"]["verdict"], pair["access_token"]["verdict"]) == ("valid", "valid")
    assert [finding["code"] for finding in pair["proof"]["findings"]] == []


ALG_NONE = {"alg": "none"}


@pytest.mark.parametrize(
    ("changed", "name", "code"),
    [
        ({"header": {"typ": "JWT"}}, "typ", "typ-mismatch"),
        ({"header": {"typ": None}}, "typ", "typ-missing"),
        ({"header": {"typ": 5}}, "typ", "typ-malformed"),
        ({"header": ALG_NONE}, "algorithm", "alg-not-asymmetric"),
        ({"header": {"jwk": None}}, "jwk", "jwk-missing"),
        ({"header": {"jwk": "x"}}, "jwk", "jwk-unreadable"),
        ({"header": {"jwk": {"kty": "EC"}}}, "jwk", "jwk-unreadable"),
        ({"header": {"jwk": json.loads(PRIVATE)}}, "jwk", "jwk-private"),
        ({"header": {"jwk": {"kty": "oct", "k": "A" * 43}}}, "jwk", "jwk-private"),
        ({"htm": None}, "htm", "missing"),
        ({"htm": 5}, "htm", "malformed"),
        ({"htm": "post"}, "htm", "mismatch"),
        ({"htu": None}, "htu", "missing"),
        ({"htu": "/orders"}, "htu", "malformed"),
        ({"htu": URL + "/1"}, "htu", "mismatch"),
        ({"iat": None}, "iat", "missing"),
        ({"iat": "now"}, "iat", "malformed"),
        ({"iat": NOW - 301}, "iat", "too-old"),
        ({"iat": NOW + 1}, "iat", "not-yet-valid"),
        ({"jti": None}, "jti", "missing"),
        ({"jti": ""}, "jti", "malformed"),
        ({"nonce": 5}, "nonce", "malformed"),
        ({"ath": None}, "ath", "missing"),
        ({"ath": 5}, "ath", "malformed"),
        ({"ath": "A" * 43}, "ath", "mismatch"),
    ],
)
def test_one_fault_of_the_proof_fails_its_check(
    changed: dict[str, Any], name: str, code: str
) -> None:
    token = access_token()
    pair = checked(proof(token, **changed), token)
    assert by_name(pair)[name] == code
    assert pair["verdict"] == "invalid"
    good = by_name(checked(proof(token), token))
    expected = {name, "signature"}
    others = {n: c for n, c in by_name(pair).items() if good[n] != c and n not in expected}
    # Without a key in the header nobody can say to which key the token is bound.
    assert others in ({}, {"cnf": "not-checked"})


def test_the_signature_must_be_that_of_the_key_in_the_header() -> None:
    text = signed({"typ": "dpop+jwt", "alg": "HS256", "jwk": PUBLIC}, {"jti": "1"}, SECRET)
    assert by_name(checked(text))["algorithm"] == "alg-not-asymmetric"
    made = proof()
    damaged = made[:-4] + ("AAAA" if made[-4:] != "AAAA" else "BBBB")
    pair = checked(damaged)
    assert (by_name(pair)["signature"], pair["verdict"]) == ("signature-mismatch", "invalid")


@pytest.mark.parametrize(
    ("claims", "name", "code"),
    [
        ({"cnf": {"jkt": "A" * 43}}, "cnf", "mismatch"),
        ({"cnf": None}, "cnf", "not-bound"),
        ({"cnf": {"jwk": PUBLIC}}, "cnf", "not-bound"),
        ({"exp": NOW - 1}, "access-token", "token-invalid"),
    ],
)
def test_one_fault_of_the_access_token_fails_its_check(
    claims: dict[str, Any], name: str, code: str
) -> None:
    token = access_token(**claims)
    pair = checked(proof(token), token)
    assert by_name(pair)[name] == code
    assert pair["verdict"] == "invalid"
    assert [check["name"] for check in pair["checks"] if check["status"] == "fail"] == [name]


def test_what_is_not_known_leaves_the_pair_unverified() -> None:
    token = access_token()
    whole = proof(token)
    for left_out, name, code in (
        ({"method": None}, "htm", "no-request"),
        ({"url": None}, "htu", "no-request"),
        ({"url": "not absolute"}, "htu", "no-request"),
        ({"now": None}, "iat", "no-time"),
        ({"key": None}, "access-token", "token-unverified"),
    ):
        pair = checked(whole, token, **left_out)
        assert (by_name(pair)[name], pair["verdict"]) == (code, "unverified"), left_out
    pair = checked(whole)
    assert (by_name(pair)["ath"], pair["verdict"]) == ("no-access-token", "unverified")
    assert checked(proof())["verdict"] == "valid"  # as at the token endpoint


def test_the_nonce_is_compared_where_one_is_expected() -> None:
    assert by_name(checked(proof(), nonce="n"))["nonce"] == "missing"
    assert by_name(checked(proof(nonce="m"), nonce="n"))["nonce"] == "mismatch"
    for nonce in ("n", None):
        assert checked(proof(nonce="n"), nonce=nonce)["verdict"] == "valid"


def test_a_proof_is_taken_as_long_as_the_caller_says() -> None:
    cases: list[tuple[int, dict[str, Any], str]] = [
        (300, {}, "fresh"),
        (10, {"max_age": 10}, "fresh"),
        (11, {"max_age": 10}, "too-old"),
        (12, {"max_age": 10, "leeway": 2}, "fresh"),
        (-2, {"leeway": 2}, "fresh"),
        (-3, {"leeway": 2}, "not-yet-valid"),
    ]
    for age, params, code in cases:
        assert by_name(checked(proof(iat=NOW - age), **params))["iat"] == code


def test_only_one_proof_in_the_compact_form_is_one() -> None:
    pair = checked(f"{proof()}, {proof()}")
    assert (by_name(pair)["one-proof"], pair["verdict"]) == ("several-proofs", "invalid")
    assert checked(f"DPoP: {proof()}")["verdict"] == "valid"
    parts = proof().split(".")
    text = json.dumps(dict(zip(("protected", "payload", "signature"), parts, strict=True)))
    for other in (text, "", "nonsense"):
        pair = checked(other)
        assert (by_name(pair)["proof"], pair["verdict"]) == ("not-a-jwt", "invalid")


def test_algorithms_can_be_narrowed() -> None:
    assert checked(proof(), algorithms=["ES256"])["verdict"] == "valid"
    pair = checked(proof(), algorithms=["ES384"])
    assert (by_name(pair)["algorithm"], pair["verdict"]) == ("alg-not-allowed", "invalid")


def test_the_scheme_before_an_access_token_is_no_part_of_it() -> None:
    token = access_token()
    for text in (f"DPoP {token}", f"Authorization: DPoP {token}\n"):
        assert by_name(checked(proof(token), text))["ath"] == "matches"
    opaque = "an.opaque~one"
    pair = checked(proof(ath=hash_of(opaque)), f"DPoP {opaque}")
    assert (by_name(pair)["ath"], pair["access_token"]) == ("matches", None)
    assert pair["verdict"] == "unverified"


def test_a_query_in_htu_is_remarked_and_not_compared() -> None:
    pair = checked(proof(htu=URL + "?a=1"), url=URL + "?b=2#c")
    assert (pair["verdict"], [f["code"] for f in pair["findings"]]) == ("valid", ["htu-with-query"])


def test_both_tokens_are_asked_about_in_one_round() -> None:
    token = signed({"alg": "ES256"}, {"cnf": {"jkt": THUMBPRINT}}, PRIVATE)
    asked: Json = {"proof": proof(token), "access_token": token, "key": {"text": PRIVATE}}
    dialogue = Dialogue("check_dpop", **asked, method=METHOD, url=URL, now=NOW, engine="webcrypto")
    assert [question["op"] for question in dialogue.questions] == ["verify", "verify"]
    result = dialogue.answer_each(value=True)["result"]
    assert result["verdict"] == "valid"
    here = call("check_dpop", **asked, method=METHOD, url=URL, now=NOW)
    assert (result["checks"], result["thumbprint"]) == (here["checks"], here["thumbprint"])


def test_a_wrong_call_is_told() -> None:
    for params, said in (
        ({}, ".proof is missing"),
        ({"proof": "", "max_age": 0}, ".max_age must be 1 or more"),
        ({"proof": "", "max_age": 86_401}, ".max_age must not be more than 86,400"),
        ({"proof": "", "token": ""}, " has no parameter “token”"),
    ):
        answer = reply("check_dpop", **params)
        assert answer["error"]["code"] == "bad-request"
        assert answer["error"]["message"].startswith(f"request.params{said}")
