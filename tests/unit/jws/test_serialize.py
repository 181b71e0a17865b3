"""Signing in every serialization, detached and unencoded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OctKey

from tests.unit.jws.test_sign import OCT, SECRET
from tests.unit.support.calls import call, codes, reply
from tests.unit.support.signings import (
    FIGURES,
    SECRETS,
    UNENCODED,
    keys_of,
    made,
    params_of,
    two_signatures,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def value_of(token: str) -> Any:
    return json.loads(token) if token.startswith("{") else token


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: str(figure["name"]))
def test_the_tokens_of_the_standards_are_made(figure: dict[str, Any]) -> None:
    signed = call("sign", **params_of(figure))
    ours, theirs = value_of(signed["token"]), value_of(figure["token"])
    if figure["exact"]:
        assert ours == theirs
    detached = {"detached_payload": figure["payload"]} if figure["detached"] else {}
    for token in (signed["token"], figure["token"]):
        report = call("inspect", token=token, key=keys_of(figure), **detached)
        assert report["signature"] == "valid"
        count = 0 if isinstance(ours, str) else len(figure["signers"])
        assert [one["signature"] for one in report["signatures"]] == ["valid"] * count


@given(
    payload=TEXTS,
    serialization=st.sampled_from(["compact", "flattened", "general"]),
    detached=st.booleans(),
    unencoded=st.booleans(),
    unprotected=st.none() | st.dictionaries(TEXTS.map("x-".__add__), TEXTS, max_size=2),
)
def test_what_is_signed_is_valid_again(
    payload: str,
    serialization: str,
    detached: bool,
    unencoded: bool,
    unprotected: dict[str, str] | None,
) -> None:
    params: dict[str, Any] = {"serialization": serialization, "detached": detached}
    if unprotected is not None and serialization != "compact":
        params["unprotected"] = json.dumps(unprotected, ensure_ascii=False)
    header = UNENCODED if unencoded else '{"alg":"HS256"}'
    signed = made(header, payload, **params)
    if signed["token"] is None:  # RFC 7797 section 5.2
        assert (unencoded, detached, serialization) == (True, False, "compact")
        assert "." in payload or any(not " " <= char <= "~" for char in payload)
        return
    more = {"detached_payload": payload} if detached else {}
    report = call("inspect", token=signed["token"], key={"text": SECRETS[0]}, now=1, **more)
    assert report["signature"] == "valid"
    assert report["payload"] == payload
    for account in report["signatures"]:
        assert (account["header"], account["signature"]) == (header, "valid")
        shown = json.loads(account["unprotected"] or "{}")
        assert shown == (unprotected or {})


def test_the_compact_form_is_the_same_in_both_modules() -> None:
    for header, payload, key in (
        ('{"alg":"HS256"}', '{"a":1,"a":2}', SECRET),
        ('{"alg":"none"}', "hello", ""),
        ('{"alg":"HS256"', "{}", SECRET),
        ('{"alg":"ES256"}', "{}", SECRET),
        ('{"alg":"HS256","kid":5,"jku":"x"}', '{"sub":5}', json.dumps({**OCT, "use": "enc"})),
        ('{"alg":"HS256"}', "\ud800", "short"),
    ):
        params = {"header": header, "payload": payload, "key": {"text": key}}
        assert call("sign", **params, serialization="compact") == call("sign", **params)


@pytest.mark.parametrize("header", [UNENCODED, UNENCODED.replace("b64", "\\u006264", 1)])
def test_an_unencoded_payload_stands_in_a_compact_token_as_it_is(header: str) -> None:
    signed = made(header, "a b")
    assert signed["token"].split(".")[1] == "a b"
    assert made(header, "a.b")["token"] is None
    assert made(header, "a.b", detached=True)["token"].split(".")[1] == ""


@pytest.mark.parametrize(
    ("header", "params", "code"),
    [
        ('{"alg":"HS256","b64":false}', {}, "b64-cannot-sign"),
        ('{"alg":"HS256","b64":false,"crit":5}', {}, "b64-cannot-sign"),
        (UNENCODED, {"payload": "ü"}, "b64-cannot-sign"),
        (UNENCODED, {"more": [{"header": '{"alg":"HS256"}'}]}, "b64-cannot-sign"),
        ('{"alg":"HS256"}', {"unprotected": '{"alg":"HS256"}'}, "header-not-disjoint"),
        ('{"alg":"HS256"}', {"unprotected": '{"b64":false}'}, "header-not-protected"),
        ('{"alg":"HS256"}', {"unprotected": '{"crit":["x"]}'}, "header-not-protected"),
        ('{"alg":"HS256"}', {"unprotected": "[]"}, "json-not-an-object"),
        ('{"alg":"HS256"}', {"unprotected": '{"a":NaN}'}, "json-constant"),
        ('{"alg":"HS256"}', {"unprotected": '{"a":"\ud800"}'}, "utf8-invalid"),
        ("", {"unprotected": "{}"}, "alg-cannot-sign"),
        ('{"alg":"HS256"}', {"more": [{"header": "[]"}]}, "json-not-an-object"),
    ],
)
def test_what_no_verifier_may_take_is_not_made(
    header: str, params: dict[str, Any], code: str
) -> None:
    more = [{**one, "key": {"text": SECRETS[1]}} for one in params.get("more", ())]
    if params.get("unprotected") or more:
        params = {"serialization": "general", **params, "more": more}
    signed = made(header, **params)
    assert signed["token"] is None
    assert code in codes(signed)


def test_the_members_stand_in_the_order_of_the_standard() -> None:
    text = two_signatures(unprotected=' {"n": 100002348117421473000000} ')
    assert text.startswith('{"payload":"eyJhIjoxfQ","signatures":[{"protected":"')
    assert '","header":{"n": 100002348117421473000000},"signature":"' in text
    flat = made(serialization="flattened", unprotected="{}", detached=True)["token"]
    assert list(json.loads(flat)) == ["protected", "signature"]
    bare = made("{}", serialization="flattened", unprotected='{"alg":"HS256"}')["token"]
    assert list(json.loads(bare)) == ["payload", "header", "signature"]


def test_a_remark_says_which_signature_it_is_about() -> None:
    more = [{"header": '{"alg":"HS256"}', "key": {"text": "short"}}]
    [finding] = made(serialization="general", more=more)["findings"]
    assert (finding["code"], finding["where"]) == ("weak-secret", "request")
    assert finding["message"].startswith("Signature 2: ")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"unprotected": "{}"}, "params.unprotected goes with a JSON serialization only."),
        ({"more": [{}]}, "params.more[0].header is missing"),
        (
            {"more": [{"header": "", "key": {"text": ""}}], "serialization": "flattened"},
            "params.more goes with the serialization “general” only.",
        ),
        ({"serialization": "xml"}, "params.serialization must be one of compact, flattened"),
        ({"detached": "yes"}, "params.detached must be true or false."),
    ],
)
def test_a_wrong_call_is_told(params: dict[str, Any], said: str) -> None:
    answer = reply("sign", header="", payload="", key={"text": ""}, **params)
    assert said in answer["error"]["message"]


def test_joserfc_takes_what_we_sign_and_we_take_what_it_signs() -> None:
    keys = [OctKey.import_key(secret) for secret in SECRETS]
    algorithms = ["HS256", "HS512"]

    def key(member: Any) -> OctKey:
        return keys[algorithms.index(member.headers()["alg"])]

    theirs = jws.deserialize_json(json.loads(two_signatures()), key, algorithms=algorithms)
    assert theirs.payload == b'{"a":1}'
    members: Any = [{"protected": {"alg": alg}, "header": {"kid": alg}} for alg in algorithms]
    text = json.dumps(jws.serialize_json(members, b'{"a":1}', key, algorithms=algorithms))
    for secret, states in zip(SECRETS, (["valid", "invalid"], ["invalid", "valid"]), strict=True):
        report = call("inspect", token=text, key={"text": secret}, now=1)
        assert [one["signature"] for one in report["signatures"]] == states
        assert report["verdict"] == "valid"
