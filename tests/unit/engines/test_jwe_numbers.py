"""JavaScript rounds large numbers, so the browser is given no header that has one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue, LoadingDialogue
from tests.unit.support.jwe import key

LARGE = 2**53 + 1


def order(member: str, **more: Any) -> dict[str, Any]:
    header = f'{{"alg":"A128KW","enc":"A128GCM","n":{member}}}'
    return {"header": header, "payload": "{}", "key": {"text": key("A128KW")}, **more}


@pytest.mark.parametrize("member", [str(LARGE), str(-LARGE), f"[{LARGE}]", f'{{"a":{LARGE}}}'])
def test_a_number_that_would_be_rounded_is_told_and_not_sent(member: str) -> None:
    dialogue = Dialogue("encrypt", **order(member, engine="webcrypto"))
    assert dialogue.questions == []
    result = dialogue.reply["result"]
    assert result["token"] is None
    assert any("would round a number" in finding["message"] for finding in result["findings"])


@pytest.mark.parametrize("member", [str(2**53), "true", "1.5", f'"{LARGE}"'])
def test_other_values_are_sent(member: str) -> None:
    [question] = Dialogue("encrypt", **order(member, engine="webcrypto")).questions
    assert question["op"] == "encrypt"
    assert question["header"]["n"] == json.loads(member)


def test_cryptography_keeps_every_digit() -> None:
    token = call("encrypt", **order(str(LARGE)))["token"]
    report = call("inspect", token=token, now=1)
    assert f'"n":{LARGE}' in report["header"]


def test_the_page_loads_cryptography_for_such_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jwt_playground.engines.pyjwt.has_cryptography", lambda: False)
    [question] = LoadingDialogue("encrypt", **order(str(LARGE))).questions
    assert (question["op"], question["package"]) == ("load", "cryptography")
