"""The rooms are loaded when they are needed; where that fails, no verdict is guessed."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from jwt_playground.protocol import begin
from tests.unit.support.calls import CONTRACT
from tests.unit.support.sd_jwt import SECRET, digest, disclosure, signed

SHOWN = disclosure("s", "a", 1)
TOKEN = f"{signed({'_sd': [digest(SHOWN)]})}~{SHOWN}~"
REQUESTS: dict[str, dict[str, Any]] = {
    "inspect": {"token": TOKEN, "key": SECRET},
    "sd_issue": {"header": '{"alg":"HS256"}', "payload": "{}", "key": SECRET, "selective": []},
    "sd_present": {"token": TOKEN, "disclose": [0]},
    "read_status": {"token": '{"bits":1,"lst":"eNrbuRgAAhcBXQ"}'},
}


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Python without both rooms, as the page has it, until the list is emptied."""
    missing = ["jwt_playground.sd_jwt", "jwt_playground.status"]
    importing = importlib.import_module

    def find(name: str) -> Any:
        if name.startswith(tuple(missing)):
            raise ModuleNotFoundError(name)
        return importing(name)

    monkeypatch.setattr(importlib, "import_module", find)
    return missing


def ask(op: str) -> Any:
    """The conversation about a request, up to its question."""
    host = {"packages": ["disclosures", "pairs"]}
    begun = begin(json.dumps({"op": op, "params": REQUESTS[op], "host": host}))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    assert question["op"] == "load"
    assert question["package"] == ("pairs" if op == "read_status" else "disclosures")
    return begun, question["id"]


def end(begun: Any, answer: dict[str, Any]) -> Any:
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps(answer))
    return json.loads(ended.value.value)


@pytest.mark.parametrize("op", REQUESTS)
def test_the_host_is_asked_to_load_the_room(op: str, absent: list[str]) -> None:
    begun, question = ask(op)
    absent[:] = ["jwt_playground.nothing"]
    reply = end(begun, {question: {"value": True}})
    assert reply["ok"], reply


def test_what_could_not_be_processed_is_not_valid(absent: list[str]) -> None:
    begun, question = ask("inspect")
    report = end(begun, {question: {"error": "The server is away."}})["result"]
    assert CONTRACT.faults(report, "Report") == []
    assert (report["signature"], report["verdict"], report["sd_jwt"]) == (
        "valid",
        "unverified",
        None,
    )
    [check] = [check for check in report["checks"] if check["code"] == "not-loaded"]
    assert check["message"].endswith("The server is away.")


@pytest.mark.parametrize("op", ["sd_issue", "sd_present", "read_status"])
def test_other_operations_say_why_they_cannot(op: str, absent: list[str]) -> None:
    begun, question = ask(op)
    reply = end(begun, {question: {"error": "The server is away."}})
    assert reply["error"] == {"code": "bad-request", "message": "The server is away."}
