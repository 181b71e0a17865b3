"""casbin is loaded when a policy is asked for the first time: by the host, or not at all."""

from __future__ import annotations

import builtins
import importlib
import json
import subprocess
import sys
from typing import Any

import pytest

from jwt_playground.access import package
from jwt_playground.engines import rooms
from jwt_playground.engines.asking import Host
from jwt_playground.protocol import begin
from tests.unit.support.access import BASIC, NOW, SECRET, ask, token

REQUEST: dict[str, Any] = {
    "op": "authorize",
    "params": {
        "token": token(), "key": {"text": SECRET}, "now": NOW, "model": BASIC,
        "policy": "p, alice, data, read", "requests": [{"values": ["alice", "data", "read"]}],
    },
}  # fmt: skip


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Python without casbin, until the list is emptied."""
    absent = ["casbin"]

    def find(name: str) -> Any:
        if name.split(".")[0] in absent:
            raise ImportError(name)
        return importlib.import_module(name)

    class Importing:
        import_module = staticmethod(find)
        invalidate_caches = staticmethod(importlib.invalidate_caches)

    monkeypatch.setattr(package, "importlib", Importing)
    return absent


def test_without_it_a_sentence_says_what_to_install(missing: list[str]) -> None:
    [decision] = ask(BASIC, "", ["alice", "data", "read"])["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "policy-refused")
    assert "pip install 'jwt-playground[policies]'" in decision["reason"]


def test_a_host_that_has_it_is_asked_to_load_it(missing: list[str]) -> None:
    begun = begin(json.dumps({**REQUEST, "host": {"packages": ["casbin"]}}))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    assert (question["op"], question["package"]) == ("load", "casbin")
    missing.clear()
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps({question["id"]: {"value": True}}))
    reply = json.loads(ended.value.value)
    assert reply["result"]["decisions"][0]["code"] == "rule-allows"


def test_a_host_that_cannot_load_it_says_why(missing: list[str]) -> None:
    begun = begin(json.dumps({**REQUEST, "host": {"packages": ["casbin"]}}))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps({question["id"]: {"error": "The server is away."}}))
    [decision] = json.loads(ended.value.value)["result"]["decisions"]
    assert (decision["allowed"], decision["reason"]) == (False, "The server is away.")


@pytest.fixture
def without_room(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Python without the room of policies, as the page has it, until the list is emptied."""
    absent = ["jwt_playground.access.package"]

    def find(name: str) -> Any:
        if name in absent:
            raise ModuleNotFoundError(name)
        return importlib.import_module(name)

    class Importing:
        import_module = staticmethod(find)
        invalidate_caches = staticmethod(importlib.invalidate_caches)

    monkeypatch.setattr(rooms, "importlib", Importing)
    return absent


@pytest.mark.parametrize("request_", [REQUEST, {"op": "access_presets", "params": {}}])
def test_where_the_room_is_missing_it_comes_with_casbin(
    without_room: list[str], request_: dict[str, Any]
) -> None:
    begun = begin(json.dumps({**request_, "host": {"packages": ["casbin"]}}))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    assert (question["op"], question["package"]) == ("load", "casbin")
    without_room.clear()
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps({question["id"]: {"value": True}}))
    assert json.loads(ended.value.value)["ok"]


def test_where_the_room_cannot_be_loaded_the_reason_is_told(without_room: list[str]) -> None:
    begun = begin(json.dumps({**REQUEST, "host": {"packages": ["casbin"]}}))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps({question["id"]: {"error": "The server is away."}}))
    error = json.loads(ended.value.value)["error"]
    assert error == {"code": "bad-request", "message": "The server is away."}


@pytest.mark.parametrize(
    "change",
    [{"token": token(exp=1)}, {"key": None}, {"policy": "p, alice"}, {"model": ""}],
    ids=["expired", "unverified", "faulty policy", "no model"],
)
def test_nothing_is_loaded_where_no_policy_is_asked(
    missing: list[str], change: dict[str, Any]
) -> None:
    params = {**REQUEST["params"], **change}
    request = {**REQUEST, "params": params, "host": {"packages": ["casbin"]}}
    assert isinstance(begin(json.dumps(request)), str)


def test_a_start_without_policies_imports_neither_casbin_nor_the_room() -> None:
    program = (
        "import sys; from jwt_playground.protocol import handle; "
        """handle('{"op":"inspect","params":{"token":"x"}}'); """
        "print([m for m in sys.modules if m.startswith(('casbin', 'jwt_playground.access'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_casbin_opens_no_file_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    package.load_casbin(Host())

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file is opened")

    monkeypatch.setattr(builtins, "open", refuse)
    decisions = ask(BASIC, "p, alice, data, read", *[["alice", "data", a] for a in ("read", "x")])
    assert [decision["allowed"] for decision in decisions["decisions"]] == [True, False]
    assert capfd.readouterr() == ("", "")
