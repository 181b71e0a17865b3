"""Each rule of RFC 9901 section 7.1 that makes a verifier refuse a token, and lossless values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import codes
from tests.unit.support.sd_jwt import b64, digest, disclosure, failed, report, report_on, signed

NAME = disclosure("salt", "name", "Ann")
ITEM = disclosure("salt", "one")
OTHER = disclosure("salt2", "name", "Bob")

Case = tuple[Any, list[str], str]
REFUSED: dict[str, Case] = {
    "not base64url": ({"_sd": [digest("a=b")]}, ["a=b"], "disclosure-malformed"),
    "not UTF-8": ({}, ["_w"], "disclosure-malformed"),
    "not JSON": ({}, [b64("[1")], "disclosure-malformed"),
    "no array": ({}, [b64('{"a":1}')], "disclosure-malformed"),
    "one part": ({}, [b64('["s"]')], "disclosure-malformed"),
    "four parts": ({}, [b64('["s","a",1,2]')], "disclosure-malformed"),
    "salt no string": ({}, [b64('[1,"a",1]')], "disclosure-malformed"),
    "name no string": ({}, [b64('["s",1,1]')], "disclosure-malformed"),
    "orphan": ({"_sd": [digest(OTHER)]}, [NAME], "disclosure-orphan"),
    "twice": ({"_sd": [digest(NAME)]}, [NAME, NAME], "disclosure-duplicate"),
    "claim is there": ({"name": 1, "_sd": [digest(NAME)]}, [NAME], "claim-disclosed-twice"),
    "two of a name": ({"_sd": [digest(NAME), digest(OTHER)]}, [NAME, OTHER], "claim-disclosed-twice"),
    "digest twice": ({"_sd": [digest(NAME)], "a": {"_sd": [digest(NAME)]}}, [NAME], "digest-repeated"),
    "decoy twice": ({"_sd": ["x", "x"]}, [], "digest-repeated"),
    "element in _sd": ({"_sd": [digest(ITEM)]}, [ITEM], "disclosure-malformed"),
    "claim in array": ({"a": [{"...": digest(NAME)}]}, [NAME], "disclosure-malformed"),
    "_sd no array": ({"_sd": "x"}, [], "digests-malformed"),
    "_sd of numbers": ({"_sd": [1]}, [], "digests-malformed"),
    "two _sd": ('{"_sd": ["x"], "_sd": ["y"]}', [], "digests-malformed"),
    "... and more": ({"a": [{"...": "x", "b": 1}]}, [], "digests-malformed"),
    "... no string": ({"a": [{"...": 1}]}, [], "digests-malformed"),
    "... as a name": ({"a": {"...": "x"}}, [], "digests-malformed"),
    "_sd_alg inside": ({"a": {"_sd_alg": "sha-256"}}, [], "digests-malformed"),
    "unknown hash": ({"_sd_alg": "sha-1"}, [NAME], "sd-alg-unknown"),
    "cut hash": ({"_sd_alg": "sha-256-32"}, [], "sd-alg-unknown"),
    "hash no string": ({"_sd_alg": 256}, [], "sd-alg-unknown"),
    "payload no object": ("[1]", [], "digests-malformed"),
}  # fmt: skip
for reserved in ("_sd", "..."):
    wrong = disclosure("s", reserved, [])
    REFUSED[f"a claim named {reserved}"] = (
        {"_sd": [digest(wrong)]},
        [wrong],
        "disclosure-malformed",
    )


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_verifier_refuses_is_invalid(case: str) -> None:
    payload, disclosures, code = REFUSED[case]
    made = report(payload, *disclosures)
    assert made["signature"] == "valid"
    assert made["verdict"] == "invalid"
    assert code in failed(made)
    assert code in codes(made)
    assert made["sd_jwt"]["processed"] is None


@pytest.mark.parametrize("name", ["sha-384", "sha-512", "sha3-256", "sha3-512"])
def test_other_hashes_are_known(name: str) -> None:
    here = digest(NAME, name.replace("sha-", "sha").replace("sha3-", "sha3_"))
    made = report({"_sd": [here], "_sd_alg": name}, NAME)
    assert json.loads(made["sd_jwt"]["processed"]) == {"name": "Ann"}


def test_values_keep_every_digit_and_their_order() -> None:
    value = '{"z": 12345678901234567890123, "a": 1.50, "t": "\\u00e9"}'
    shown = disclosure("s", "v", "=" + value)
    made = report(f'{{"b":1e2,"a":2,"_sd":["{digest(shown)}"],"_sd_alg":"sha-256"}}', shown)
    token = made["sd_jwt"]
    assert token["disclosures"][0]["value"] == value
    lines = [line.strip() for line in token["processed"].splitlines()]
    assert lines[1:3] == ['"b": 1e2,', '"a": 2,']
    assert lines[4:7] == ['"z": 12345678901234567890123,', '"a": 1.50,', '"t": "\\u00e9"']
    assert [member["name"] for member in token["processed_members"]] == ["b", "a", "v"]


def test_a_disclosure_inside_another_is_joined_and_named_with_it() -> None:
    inner = disclosure("s", "street", "Elm")
    outer = disclosure("s", "address", {"_sd": [digest(inner)]})
    payload = {"_sd": [digest(outer)]}
    made = report(payload, inner, outer)["sd_jwt"]
    assert json.loads(made["processed"]) == {"address": {"street": "Elm"}}
    assert [each["path"] for each in made["disclosures"]] == [["address", "street"], ["address"]]
    assert "disclosure-orphan" in failed(report(payload, inner))


def test_nothing_is_nested_deeper_than_it_is_read() -> None:
    disclosures, inner = [], "1"
    for _ in range(210):
        disclosures.append(disclosure("s", "a", f"={inner}"))
        inner = f'{{"_sd": ["{digest(disclosures[-1])}"]}}'
    assert "json-too-deep" in failed(report(inner, *disclosures))
    assert failed(report(f'{{"_sd": ["{digest(disclosures[150])}"]}}', *disclosures[:151])) == []


def test_a_text_behind_the_last_tilde_is_refused() -> None:
    made = report_on(f"{signed({})}~abc")
    assert "sd-jwt-malformed" in failed(made)


@pytest.mark.parametrize(
    "header", [{"disclosures": "x"}, {"disclosures": [1]}, {"kb_jwt": 5, "disclosures": []}]
)
def test_unprotected_members_of_another_type_are_refused(header: dict[str, Any]) -> None:
    protected, payload, signature = signed({}).split(".")
    token = {"protected": protected, "payload": payload, "signature": signature, "header": header}
    assert "sd-jwt-malformed" in failed(report_on(json.dumps(token)))


def test_disclosures_of_another_signature_are_refused() -> None:
    protected, payload, signature = signed({}).split(".")
    one = {"protected": protected, "signature": signature}
    with_some = {**one, "header": {"disclosures": []}}
    token = {"payload": payload, "signatures": [with_some, with_some]}
    assert "sd-jwt-malformed" in failed(report_on(json.dumps(token)))
