"""Calls through the module's one door, as the page and the command line make them."""

from __future__ import annotations

import json
from typing import Any

from jwt_playground.protocol import handle
from jwt_playground.vocabulary import checks, findings
from tests.unit.support.contract import Contract

CONTRACT = Contract()
RESULTS = {
    "inspect": "Report",
    "inspect_many": "Brief[]",
    "authorize": "Authorized",
    "access_presets": "Preset[]",
    "sign": "Signed",
    "check_dpop": "DpopPair",
    "sd_issue": "Signed",
    "sd_present": "Signed",
    "read_status": "TokenStatus",
    "encrypt": "Encrypted",
    "generate_key": "GeneratedKey",
    "describe_key": "DescribedKeys",
    "simulate": "Simulation",
    "size": "Size",
    "meta": "Meta",
}
"""What the contract file calls the result of each operation."""
FINDINGS, CHECKS = frozenset(findings.CODES), frozenset(checks.CODES)
NAMES = {name for group in checks.GROUPS for name in group.split(", ")}


def reply(op: str, **params: Any) -> dict[str, Any]:
    """The whole reply to one request."""
    answer: dict[str, Any] = json.loads(handle(json.dumps({"op": op, "params": params})))
    return answer


def call(op: str, **params: Any) -> dict[str, Any]:
    """The result of one request, which must succeed and be as the contract says."""
    answer = reply(op, **params)
    assert answer["ok"], answer
    result: dict[str, Any] = answer["result"]
    assert CONTRACT.faults(result, RESULTS[op]) == []
    if isinstance(result, dict):
        unknown = {finding["code"] for finding in result.get("findings", [])} - FINDINGS
        unknown |= {check["name"] for check in result.get("checks", [])} - NAMES
        unknown |= {check["code"] for check in result.get("checks", [])} - CHECKS - FINDINGS
        assert unknown == set()
        missing = [f for f in result.get("findings", []) if f["code"] == "part-missing"]
        assert missing == []  # It tells of a fault of ours.
    return result


def codes(result: dict[str, Any]) -> list[str]:
    """The codes of a result's findings."""
    return [finding["code"] for finding in result["findings"]]


def check(report: dict[str, Any], name: str) -> dict[str, Any]:
    """The one check of that name."""
    [found] = [check for check in report["checks"] if check["name"] == name]
    assert isinstance(found, dict)
    return found


def sign(alg: str, key: dict[str, Any]) -> str:
    """A token with a small payload, signed with a key."""
    signed = call("sign", header=json.dumps({"alg": alg}), payload='{"a":1}', key=key)
    assert signed["token"], signed
    return str(signed["token"])


def verify(token: str, text: str, **key: Any) -> dict[str, Any]:
    """The report on a token with a key of that text, as of long ago."""
    return call("inspect", token=token, key={"text": text, **key}, now=1)
