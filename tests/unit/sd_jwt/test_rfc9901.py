"""The examples of RFC 9901: their disclosures, processed payloads and key bindings."""

from __future__ import annotations

import json

import pytest

from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import (
    EXAMPLES,
    SIGNED,
    Json,
    digest,
    disclosure,
    failed,
    judged,
    report,
    text_of,
)


def name_of(example: Json) -> str:
    return str(example["id"])


@pytest.mark.parametrize("example", SIGNED, ids=name_of)
def test_an_example_is_valid_and_its_disclosures_are_those_of_the_rfc(example: Json) -> None:
    made = judged(example)
    assert (made["verdict"], failed(made)) == ("valid", [])
    token = made["sd_jwt"]
    assert json.loads(token["processed"]) == example["processed_payload"]
    assert [each["status"] for each in token["disclosures"]] == ["joined"] * len(
        example["disclosures"]
    )
    text = text_of(example)
    for ours, theirs in zip(token["disclosures"], example["disclosures"], strict=True):
        for name in ("encoded", "digest", "salt"):
            assert ours[name] == theirs[name]
        assert ours["name"] == theirs.get("name")
        assert json.loads(ours["value"]) == theirs["value"]
        assert text[slice(*ours["range"])] == theirs["encoded"]


def at(payload: str, path: list[str | int]) -> object:
    value = json.loads(payload)
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize("example", SIGNED, ids=name_of)
def test_a_path_leads_to_what_was_disclosed(example: Json) -> None:
    token = judged(example)["sd_jwt"]
    for each in token["disclosures"]:
        found, value = at(token["processed"], each["path"]), json.loads(each["value"])
        # Digests are replaced inside a value, so only plain values are the same.
        assert isinstance(value, (dict, list)) or found == value


@pytest.mark.parametrize("example", SIGNED, ids=name_of)
def test_key_binding_is_checked_where_there_is_one(example: Json) -> None:
    bound = judged(example)["sd_jwt"]["key_binding"]
    assert (bound is None) == (example["key_binding"] is None)
    if bound is not None:
        assert json.loads(bound["payload"]) == example["key_binding"]
        assert bound["signature"] == "valid"
        names = {each["name"]: each["status"] for each in bound["checks"]}
        for name in ("cnf", "signature", "typ", "iat", "aud", "nonce", "sd_hash"):
            assert names[name] == "pass"


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e["kind"] == "unsigned"], ids=name_of)
def test_the_payloads_of_section_6_are_processed(example: Json) -> None:
    made = report(example["value"], *[each["encoded"] for each in example["disclosures"]])
    assert made["verdict"] == "valid"
    assert json.loads(made["sd_jwt"]["processed"]) == example["processed_payload"]


def test_what_is_not_disclosed_is_listed_with_its_place() -> None:
    [example] = [each for each in SIGNED if each["id"] == "rfc9901-5.2"]
    token = judged(example)["sd_jwt"]
    places = [each["path"] for each in token["undisclosed"]]
    assert sorted(map(str, places)) == sorted(map(str, [["nationalities", 1], *[[]] * 5]))


def test_claims_are_judged_as_they_are_disclosed() -> None:
    expired = disclosure("salt", "exp", 5)
    assert failed(report({"_sd": [digest(expired)]}, expired)) == ["expired"]
    assert failed(report({"_sd": [digest(expired)]})) == []


def test_a_batch_says_the_same() -> None:
    for example in SIGNED:
        key = {"text": json.dumps(example["issuer_keys"][0])}
        asked = {"key": key, "now": example["verify_at"]}
        [brief] = call("inspect_many", tokens=[text_of(example)], **asked)
        whole = call("inspect", token=text_of(example), **asked)
        assert brief["verdict"] == whole["verdict"] == "valid"  # type: ignore[index]
