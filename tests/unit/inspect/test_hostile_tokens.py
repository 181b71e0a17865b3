"""Tokens made to break parsers: each is answered, with a clear message, in bounded time."""

from __future__ import annotations

import json

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes, reply


def _token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    return ".".join(base64url.encode(part.encode()) for part in (header, payload)) + ".AAAA"


@pytest.mark.parametrize("opening", ['{"a":', "[", '[{"a":', '"\\"', '{"a":"\\'])
@pytest.mark.parametrize("place", ["token", "header", "payload", "key", "request"])
def test_json_nested_100000_deep_is_named_not_followed(opening: str, place: str) -> None:
    deep = opening * 100_000
    if place == "request":
        answer = json.loads(json.dumps(reply(deep)))
        assert not answer["ok"]
        return
    token = {"token": deep, "header": _token("{}", deep), "payload": _token(deep)}.get(
        place, _token("{}")
    )
    report = call("inspect", token=token, key={"text": deep if place == "key" else "x"}, now=1)
    assert report["verdict"] != "valid"
    told = {(f["code"], f["where"]) for f in report["findings"]}
    if (
        place in ("header", "payload")
        and opening.startswith(("[", '{"a":'))
        and "\\" not in opening
    ):
        assert ("json-too-deep", place) in told
    else:
        assert told


def test_a_deep_payload_says_so_and_points_at_the_place() -> None:
    report = call("inspect", token=_token('{"a":' * 100_000 + "1" + "}" * 100_000))
    [finding] = [f for f in report["findings"] if f["code"] == "json-too-deep"]
    assert finding["where"] == "payload"
    assert finding["range"] == [200 * 5, 200 * 5 + 1]


def test_a_token_of_a_megabyte_is_read_whole() -> None:
    payload = json.dumps({"data": "x" * 1_000_000})
    key = {"text": "k" * 32}
    token = call("sign", header='{"alg":"HS256"}', payload=payload, key=key)["token"]
    report = call("inspect", token=token, key=key, now=1)
    assert report["verdict"] == "valid"
    assert report["payload"] == payload


def test_a_text_beyond_the_limit_is_refused_with_the_limit() -> None:
    report = call("inspect", token="a" * (4 * 1024 * 1024 + 1))
    assert codes(report) == ["token-too-large"]
    assert "4,194,304" in report["findings"][0]["message"]


@pytest.mark.parametrize(
    "text", ["\ud800", "eyJ\udfffhbGc.e30.", "\x00", "eyJhbGciOiJIUzI1NiJ9\x00.e30.AA"]
)
def test_half_characters_and_nul_are_findings(text: str) -> None:
    assert call("inspect", token=text, key={"text": text}, now=1)["findings"]
    assert call("sign", header='{"alg":"HS256"}', payload=text, key={"text": text})["findings"]


def test_an_integer_of_a_million_digits_is_only_a_finding() -> None:
    report = call("inspect", token=_token('{"n":' + "9" * 1_000_000 + "}"), now=1)
    assert "json-big-integer" in codes(report)


def test_many_signatures_and_keys_are_bounded() -> None:
    entry = {"protected": "eyJhbGciOiJIUzI1NiJ9", "signature": "AAAA"}
    text = json.dumps({"payload": "e30", "signatures": [entry] * 5000})
    keys = json.dumps({"keys": [{"kty": "oct", "k": "AAAA"}] * 5000})
    assert call("inspect", token=text, key={"text": keys}, now=1)["verdict"] == "invalid"


DIGITS = "1" * 1001


@pytest.mark.parametrize(
    "text",
    [
        *('" "', "( )", '",', '"', "''", "<>", "Bearer ", '{"protected":null}'),
        '{"payload":"e30","header":{"n":' + DIGITS + '},"signature":"AAAA"}',
        _token('{"a":"\\u0041","n":' + DIGITS + "}"),
    ],
)
def test_odd_tokens_get_a_report(text: str) -> None:
    assert call("inspect", token=text, key={"text": "x" * 32}, now=1)["findings"]


def test_long_names_are_cut_in_messages() -> None:
    kid = "k" * 100_000
    keys = [{"kty": "oct", "k": "A" * 43, "kid": f"{kid}{n}"} for n in range(5)]
    token = _token("{}", json.dumps({"alg": "HS256", "kid": kid}))
    answer = reply("inspect", token=token, key={"text": json.dumps({"keys": keys})}, now=1)
    for account in answer["result"]["keys"]:
        assert len(account["reason"]) < 1000


def test_of_very_many_unprotected_members_the_first_are_named() -> None:
    protected = base64url.encode(b'{"alg":"HS256"}')
    header = {f"name {number:05}": 1 for number in range(50_000)}
    entry = {"protected": protected, "header": header, "signature": "AAAA"}
    text = json.dumps({"payload": "e30", "signatures": [entry]})
    report = call("inspect", token=text, key={"text": "x" * 40}, now=1)
    [message] = [f["message"] for f in report["findings"] if f["code"] == "unprotected-header"]
    assert "“name 00000”" in message
    assert "49990 more" in message
    assert len(message) < 1_000
