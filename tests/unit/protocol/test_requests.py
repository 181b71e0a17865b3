"""The one door: wrong calls are named, unknown things refused."""

from __future__ import annotations

import json

import pytest

import jwt_playground
from jwt_playground import protocol
from jwt_playground.protocol import handle
from tests.unit.support.calls import call, reply


@pytest.mark.parametrize(
    ("request_text", "named"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ("[]", "request must be an object"),
        ('{"op": 1}', "request.op must be a string"),
        ('{"op": "inspekt"}', "no operation “inspekt”"),
        ('{"op": "meta", "parms": {}}', "no parameter “parms”"),
        ('{"op": "inspect", "params": []}', "request.params must be an object"),
        ('{"op": "inspect", "params": {}}', "token is missing"),
        ('{"op": "inspect", "params": {"token": 1}}', "token must be a string"),
        ('{"op": "inspect", "params": {"token": "", "nwo": 1}}', "no parameter “nwo”"),
        ('{"op": "inspect", "params": {"token": "", "now": "1"}}', "now must be a number"),
        ('{"op": "inspect", "params": {"token": "", "now": NaN}}', "out of range"),
        ('{"op": "inspect", "params": {"token": "", "now": true}}', "now must be a number"),
        ('{"op": "inspect", "params": {"token": "", "algorithms": "RS256"}}', "array of strings"),
        ('{"op": "inspect", "params": {"token": "", "key": "x"}}', "key must be an object"),
        (
            '{"op": "inspect", "params": {"token": "", "key": {"text": "", "encoding": "b"}}}',
            "one of",
        ),
        ('{"op": "inspect", "params": {"token": "", "expect": {"aud": 1}}}', "aud must be"),
        ('{"op": "inspect", "params": {"token": "", "expect": {"aud": []}}}', "empty array"),
        ('{"op": "inspect", "params": {"token": "", "leeway": -1}}', "not be negative"),
        ('{"op": "inspect", "params": {"token": "", "now": 1' + "0" * 400 + "}}", "out of range"),
        ('{"op": "sign", "params": {"header": "", "payload": ""}}', "key is missing"),
        ('{"op": "generate_key", "params": {"alg": "RS256", "bits": 2.5}}', "whole number"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(request_text: str, named: str) -> None:
    answer = json.loads(handle(request_text))
    assert answer["ok"] is False
    assert answer["error"]["code"] == "bad-request"
    assert named in answer["error"]["message"]


def test_our_own_bug_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(protocol.OPERATIONS, "meta", broken)
    answer = reply("meta")
    assert answer["error"]["code"] == "internal-error"
    assert "not in your input" in answer["error"]["message"]


def test_a_reply_is_ascii_whatever_the_token_holds() -> None:
    assert handle(json.dumps({"op": "inspect", "params": {"token": "\ud800 ✓"}})).isascii()


def test_meta_names_versions_and_engines() -> None:
    meta = call("meta")
    assert meta["versions"]["jwt_playground"] == jwt_playground.__version__
    assert {"HS256", "HS384", "HS512"} == set(meta["engines"][0]["algorithms"])
    assert {"RS256", "ES256K", "EdDSA", "Ed25519", "Ed448"} <= set(meta["engines"][1]["algorithms"])
