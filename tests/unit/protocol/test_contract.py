"""Replies are of the types that the contract file names, to the last member."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import vectors
from tests.unit.support.calls import CONTRACT, call, reply
from tests.unit.support.certificates import CHAIN, X5C, pem
from tests.unit.support.contract import Contract
from tests.unit.support.key_texts import PRIVATE, PUBLIC
from tests.vectors import Vector

CASES = [*vectors.load(vectors.RFC), *vectors.load(vectors.FAULTS)]


@pytest.mark.parametrize("vector", CASES, ids=lambda vector: str(vector["name"]))
def test_every_report_is_a_report(vector: Vector) -> None:
    params = vectors.params(vector)
    assert CONTRACT.faults(call("inspect", **params), "Report") == []
    del params["token"]
    briefs = call("inspect_many", tokens=[str(vector["token"])], **params)
    assert CONTRACT.faults(briefs, "Brief[]") == []


def test_reports_with_certificates_and_key_sets_are_reports() -> None:
    made = [json.loads(call("generate_key", alg="ES256")["private"]["jwk"]) for _ in range(2)]
    key = {"text": json.dumps({"keys": made})}
    header = json.dumps({"alg": "ES256", "x5c": X5C})
    signed = call("sign", header=header, payload='{"exp":1}', key=key)
    report = call("inspect", token=signed["token"], key=key, now=1)
    assert report["keys"]
    assert report["certificates"]
    assert report["payload_members"]
    assert CONTRACT.faults(signed, "Signed") == []
    assert CONTRACT.faults(report, "Report") == []


@pytest.mark.parametrize("name", [*PUBLIC, *PRIVATE])
def test_every_key_is_described_as_the_contract_says(name: str) -> None:
    text = (PUBLIC.get(name) or PRIVATE[name])[1]
    assert CONTRACT.faults(call("describe_key", key={"text": text}), "DescribedKeys") == []


@pytest.mark.parametrize("text", ["secret", "", "{}", "chain", '{"keys":[5]}'])
def test_other_texts_are_described_as_the_contract_says(text: str) -> None:
    given = "".join(map(pem, CHAIN)) if text == "chain" else text
    described = call("describe_key", key={"text": given})
    assert CONTRACT.faults(described, "DescribedKeys") == []


@pytest.mark.parametrize("alg", ["HS256", "RS256", "Ed25519", "XS1"])
def test_keys_are_made_as_the_contract_says(alg: str) -> None:
    assert CONTRACT.faults(call("generate_key", alg=alg), "GeneratedKey") == []


def test_the_rest_is_as_the_contract_says() -> None:
    assert CONTRACT.faults(call("meta"), "Meta") == []
    failed = call("sign", header="", payload="", key={"text": ""})
    assert failed["token"] is None
    assert CONTRACT.faults(failed, "Signed") == []
    assert CONTRACT.faults(reply("nonsense")["error"], "CallError") == []


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("interface A { a: string; }", {"a": 1}, "A.a is 1, no string"),
        ("interface A { a: number; }", {"a": True}, "A.a is True, no number"),
        ("interface A { a: string; b?: null; }", {}, "A lacks a"),
        ("interface A { b?: null; }", {"a": 1}, "A has a"),
        ("interface A { b?: null; }", [], "A is [], no object"),
        ('interface A { a: "x" | "y"; }', {"a": "z"}, "A.a is 'z', not 'x'"),
        ("interface A { a: B[]; }\ntype B = number | null;", {"a": [1, None, ""]}, "A.a.2 is ''"),
        ("interface A { a: { b: string }[]; }", {"a": [{}]}, "A.a.0 lacks b"),
        ("interface A { a: [number, number] | null; }", {"a": [1]}, "A.a is [1], not 2 values"),
        ('interface A { a: B["b"]; }\ninterface B {\n  b: "x";\n}', {"a": "y"}, "A.a is 'y'"),
    ],
)
def test_what_is_not_of_its_type_is_noticed(text: str, value: Any, fault: str) -> None:
    [told] = [one for one in Contract(text).faults(value, "A") if one.startswith(fault)]
    assert told
