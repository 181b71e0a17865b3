"""Status lists are read as the draft's examples say, and what is no list is refused."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from jwt_playground.text.base64url import encode as b64
from tests.unit.support.calls import call, codes
from tests.unit.support.sd_jwt import SECRET, Json

VECTORS: list[Json] = json.loads(
    (Path(__file__).parents[2] / "vectors/sd_jwt/status-list.json").read_text(encoding="utf-8")
)
LISTS = [each for each in VECTORS if each["kind"] == "status-list"]
[TOKEN] = [each for each in VECTORS if each["kind"] == "status-list-token-jwt"]
[REFERENCED] = [each for each in VECTORS if each["kind"] == "referenced-token-sd-jwt"]
NOW = 1_700_000_000


def failed(status: Json) -> list[str]:
    return [check["code"] for check in status["checks"] if check["status"] == "fail"]


def alone(bits: Any, data: bytes, **more: Any) -> Json:
    text = json.dumps({"bits": bits, "lst": b64(zlib.compress(data))})
    return call("read_status", token=text, **more)


def of_token(payload: Json | None = None, header: Json | None = None, **more: Any) -> Json:
    """The status of a token with the list of section 4.1, whose payload has changes."""
    claims = {
        "sub": "https://a/1",
        "iat": NOW,
        "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"},
    }
    wanted = {name: v for name, v in {**claims, **(payload or {})}.items() if v is not None}
    head = {"alg": "HS256", "typ": "statuslist+jwt", **(header or {})}
    token = call("sign", header=json.dumps(head), payload=json.dumps(wanted), key=SECRET)["token"]
    return call("read_status", token=token, key=SECRET, **{"now": NOW, **more})


@pytest.mark.parametrize("vector", LISTS, ids=lambda vector: str(vector["id"]))
def test_each_named_status_of_the_draft_is_read(vector: Json) -> None:
    text = json.dumps({"bits": vector["bits"], "lst": vector["lst"]})
    made = call("read_status", token=text)
    assert (made["size"], made["bits"]) == (vector["size"], vector["bits"])
    assert sum(each["count"] for each in made["counts"]) == vector["size"]
    named = set(vector["statuses"].values()) | (
        {0} if len(vector["statuses"]) < made["size"] else set()
    )
    assert {each["value"] for each in made["counts"]} == named
    for index, value in vector["statuses"].items():
        assert call("read_status", token=text, idx=int(index))["value"] == value
    assert failed(call("read_status", token=text, idx=vector["size"])) == ["index-out-of-range"]


def test_the_token_of_the_draft_is_read_for_the_token_that_names_it() -> None:
    asked = {"token": TOKEN["value"], "key": {"text": json.dumps(TOKEN["key"])}, "now": NOW}
    made = call("read_status", **asked, referenced=REFERENCED["value"])
    assert made["report"]["verdict"] == "valid"
    assert (made["idx"], made["value"], made["meaning"]) == (0, 1, "INVALID")
    assert failed(made) == []
    for index, value in TOKEN["statuses"].items():
        assert call("read_status", **asked, idx=int(index))["value"] == value


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        (0, "VALID"),
        (1, "INVALID"),
        (2, "SUSPENDED"),
        (3, "APPLICATION_SPECIFIC"),
        (4, "UNREGISTERED"),
        (12, "APPLICATION_SPECIFIC"),
        (15, "APPLICATION_SPECIFIC"),
        (16, "UNREGISTERED"),
    ],
)
def test_a_value_has_its_meaning(value: int, meaning: str) -> None:
    made = alone(8, bytes([value]), idx=0)
    assert (made["value"], made["meaning"]) == (value, meaning)
    assert meaning in made["checks"][-1]["message"]


@pytest.mark.parametrize("bits", [0, 3, 16, "1", True, None, 1.5, []])
def test_another_number_of_bits_is_refused(bits: Any) -> None:
    made = alone(bits, b"a", idx=0)
    assert failed(made) == ["list-malformed"]
    assert made["value"] is made["size"] is None


GOOD = zlib.compress(b"abc")


@pytest.mark.parametrize(
    "encoded",
    [b64(b"abc"), b64(GOOD[:-3]), b64(GOOD + b"x"), b64(GOOD) + "=", "é", "", 5, None],
)
def test_a_list_that_cannot_be_inflated_is_refused(encoded: Any) -> None:
    made = call("read_status", token=json.dumps({"bits": 1, "lst": encoded}), idx=0)
    assert failed(made) == ["list-malformed"]


@pytest.mark.parametrize(
    ("payload", "header", "code"),
    [
        ({}, {"typ": "JWT"}, "typ-mismatch"),
        ({"sub": None}, {}, "missing"),
        ({"iat": None}, {}, "missing"),
        ({"ttl": 0}, {}, "malformed"),
        ({"ttl": "5"}, {}, "malformed"),
        ({"status_list": None}, {}, "list-malformed"),
    ],
)
def test_a_token_that_is_no_status_list_token_is_refused(
    payload: Json, header: Json, code: str
) -> None:
    assert failed(of_token(payload, header, idx=0)) == [code]


def test_a_list_older_than_its_ttl_is_told_of() -> None:
    assert codes(of_token({"ttl": 60}, now=NOW + 61)) == ["status-list-stale"]
    assert codes(of_token({"ttl": 60}, now=NOW + 60)) == []
    assert of_token({"exp": NOW}, now=NOW + 1)["report"]["verdict"] == "invalid"


def referring(status: Any) -> str:
    token = call(
        "sign", header='{"alg":"HS256"}', payload=json.dumps({"status": status}), key=SECRET
    )
    return str(token["token"])


@pytest.mark.parametrize(
    ("status", "codes_"),
    [
        ({"status_list": {"idx": 0, "uri": "https://a/1"}}, []),
        ({"status_list": {"idx": 0, "uri": "https://b/1"}}, ["mismatch"]),
        ({"status_list": {"idx": 16, "uri": "https://a/1"}}, ["index-out-of-range"]),
        ({"status_list": {"idx": -1, "uri": "https://a/1"}}, ["no-status"]),
        ({"status_list": {"idx": True, "uri": "https://a/1"}}, ["no-status"]),
        ({"status_list": {"idx": 0}}, ["no-status"]),
        ({}, ["no-status"]),
        ("x", ["no-status"]),
    ],
)
def test_the_other_token_names_list_and_index(status: Any, codes_: list[str]) -> None:
    assert failed(of_token(referenced=referring(status))) == codes_


def test_without_an_index_the_list_alone_is_read() -> None:
    made = of_token()
    assert (made["value"], made["size"]) == (None, 16)
    assert [c["code"] for c in made["checks"] if c["name"] == "idx"] == ["no-index"]
    assert failed(call("read_status", token="x")) == [
        "typ-missing",
        "missing",
        "missing",
        "list-malformed",
    ]
