"""Of a key set, the key is chosen as the standards say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call, check, codes, verify

SET: list[dict[str, Any]] = [
    {"kty": "oct", "k": "A" * 43, "kid": "one"},
    {"kty": "oct", "k": "B" * 42 + "A", "kid": "two"},
    {"kty": "oct", "k": "C" * 42 + "A", "kid": "enc", "use": "enc"},
    {"kty": "oct", "k": "D" * 42 + "A", "kid": "384", "alg": "HS384"},
    {"kty": "oct", "k": "E" * 42 + "A", "kid": "ops", "key_ops": ["encrypt"]},
]


def _in_set(
    token_kid: str | None, signed_by: int, keys: list[dict[str, Any]] = SET, **key: Any
) -> dict[str, Any]:
    bare = {name: SET[signed_by][name] for name in ("kty", "k")}
    header = {"alg": "HS256", "kid": token_kid} if token_kid else {"alg": "HS256"}
    token = call("sign", header=json.dumps(header), payload="{}", key={"text": json.dumps(bare)})[
        "token"
    ]
    return verify(token, json.dumps({"keys": keys}), **key)


def test_a_set_offers_the_key_with_the_tokens_kid() -> None:
    assert _in_set("two", 1)["verdict"] == "valid"
    assert _in_set("one", 1)["signature"] == "invalid"


def test_a_set_is_tried_as_a_whole_when_the_token_has_no_kid() -> None:
    assert _in_set(None, 1)["verdict"] == "valid"


def test_a_kid_that_the_user_gives_comes_before_the_tokens() -> None:
    assert _in_set("one", 1, kid="two")["verdict"] == "valid"
    assert check(_in_set("one", 1, kid="x"), "key")["code"] == "key-not-found"


def test_a_kid_that_is_not_in_the_set_is_refused() -> None:
    report = _in_set("nobody", 1)
    assert check(report, "key")["code"] == "key-not-found"
    assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")


@pytest.mark.parametrize(("kid", "index"), [("enc", 2), ("384", 3), ("ops", 4)])
def test_a_key_that_forbids_the_use_is_not_used(kid: str, index: int) -> None:
    report = _in_set(kid, index)
    assert check(report, "key")["code"] == "key-forbids"
    assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")


def test_a_bad_key_in_a_set_does_not_spoil_the_others() -> None:
    report = _in_set("two", 1, [{"kty": "RSA"}, *SET])
    assert report["verdict"] == "valid"
    assert "key-not-in-set" in codes(report)


def test_two_keys_with_one_kid_are_named_and_both_tried() -> None:
    report = _in_set("same", 1, [{**SET[0], "kid": "same"}, {**SET[1], "kid": "same"}])
    assert report["verdict"] == "valid"
    assert "key-duplicate-kid" in codes(report)
