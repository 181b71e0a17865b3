"""Presentations show what was chosen, and the holder signs them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, codes, reply
from tests.unit.support.host import result_with_host
from tests.unit.support.sd_jwt import (
    HOLDER,
    ISSUER,
    NOW,
    SECRET,
    SIGNED,
    Json,
    failed,
    public,
    text_of,
)

WANTED = {"required": True, "nonce": "n", "aud": "shop"}
BOUND = {"key": {"text": json.dumps(HOLDER)}, "nonce": "n", "aud": "shop"}


def issued(**more: Any) -> str:
    made = call(
        "sd_issue",
        header='{"alg":"HS256"}',
        payload='{"a":1,"b":{"c":2,"d":[3,4]}}',
        selective=[["a"], ["b"], ["b", "c"], ["b", "d", 1]],
        key=SECRET,
        holder_key={"text": json.dumps(public(HOLDER))},
        **more,
    )
    return str(made["token"])


def places(token: str) -> dict[str, int]:
    disclosures = call("inspect", token=token)["sd_jwt"]["disclosures"]
    return {".".join(map(str, each["path"])): index for index, each in enumerate(disclosures)}


def processed(token: str, **more: Any) -> Json:
    report = call("inspect", token=token, key=SECRET, now=NOW, **more)
    assert failed(report) == []
    found: Json = json.loads(report["sd_jwt"]["processed"])
    del found["cnf"]
    return found


@pytest.mark.parametrize("serialization", ["compact", "flattened", "general"])
def test_what_is_chosen_is_shown(serialization: str) -> None:
    token = issued(serialization=serialization)
    at = places(token)
    for chosen, claims in (
        ([], {}),
        (["a"], {"a": 1}),
        (["b"], {"b": {"d": [3]}}),
        (["b", "b.d.1"], {"b": {"d": [3, 4]}}),
        (["b.c", "b", "a"], {"a": 1, "b": {"c": 2, "d": [3]}}),
    ):
        disclose = [at[name] for name in chosen]
        shown = call("sd_present", token=token, disclose=disclose, key_binding=BOUND, now=NOW)
        assert shown["findings"] == []
        assert processed(shown["token"], key_binding=WANTED) == claims


def test_a_disclosure_without_the_one_around_it_is_left_out() -> None:
    token = issued()
    shown = call("sd_present", token=token, disclose=[places(token)["b.c"], places(token)["a"]])
    assert codes(shown) == ["disclosure-left-out"]
    assert processed(shown["token"]) == {"a": 1}


def test_a_key_binding_is_replaced_and_another_holder_is_told_of() -> None:
    first = call("sd_present", token=issued(), disclose=[], key_binding=BOUND, now=NOW - 9)["token"]
    again = call("sd_present", token=first, disclose=[])
    assert again["token"].endswith("~")
    wrong = {**BOUND, "key": {"text": json.dumps(ISSUER)}}
    other = call("sd_present", token=first, disclose=[], key_binding=wrong, now=NOW)
    assert codes(other) == ["holder-key-other"]
    report = call("inspect", token=other["token"], key=SECRET, now=NOW)
    assert failed(report) == ["signature-mismatch"]


@pytest.mark.parametrize("example", SIGNED, ids=lambda example: str(example["id"]))
def test_each_example_is_presented_again(example: Json) -> None:
    count = len(example["disclosures"])
    bound = {**BOUND, "nonce": "again"} if "cnf" in example["processed_payload"] else None
    given = {"disclose": [*range(count)], "key_binding": bound, "now": example["verify_at"]}
    shown = call("sd_present", token=text_of(example), **given)
    report = call(
        "inspect",
        token=shown["token"],
        key={"text": json.dumps(example["issuer_keys"][0])},
        now=example["verify_at"],
        key_binding=bound and {"nonce": "again", "aud": "shop"},
    )
    assert report["verdict"] == "valid"
    assert json.loads(report["sd_jwt"]["processed"]) == example["processed_payload"]


@pytest.mark.parametrize("token", ["", "x", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "{}"])
def test_what_is_no_sd_jwt_is_told_of(token: str) -> None:
    shown = call("sd_present", token=token, disclose=[])
    assert (shown["token"], codes(shown)) == (None, ["not-an-sd-jwt"])


@pytest.mark.parametrize("index", [-1, 4])
def test_a_disclosure_that_is_not_there_is_told_of(index: int) -> None:
    shown = call("sd_present", token=issued(), disclose=[index])
    assert (shown["token"], codes(shown)) == (None, ["disclosure-not-there"])


def test_a_public_key_cannot_bind() -> None:
    wrong = {**BOUND, "key": {"text": json.dumps(public(HOLDER))}}
    shown = call("sd_present", token=issued(), disclose=[], key_binding=wrong, now=NOW)
    assert shown["token"] is None
    assert "key-public-only" in codes(shown)


@pytest.mark.parametrize(
    "given",
    [
        {"disclose": None},
        {"disclose": ["a"]},
        {"disclose": [True]},
        {"key_binding": {}},
        {"key_binding": BOUND, "now": None},
    ],
)
def test_wrong_parameters_are_refused(given: Json) -> None:
    asked = {"token": issued(), "disclose": [], "now": NOW, **given}
    assert reply("sd_present", **asked)["error"]["code"] == "bad-request"


def test_webcrypto_signs_and_verifies_the_key_binding() -> None:
    asked = {"token": issued(), "disclose": [], "now": NOW, "key_binding": BOUND}
    shown = result_with_host("sd_present", **asked, engine="webcrypto")
    report = result_with_host(
        "inspect", token=shown["token"], key=SECRET, now=NOW, key_binding=WANTED, engine="webcrypto"
    )
    assert report["verdict"] == "valid"
    assert report["sd_jwt"]["key_binding"]["signature"] == "valid"
