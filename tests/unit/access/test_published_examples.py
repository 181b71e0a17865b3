"""casbin's own published examples decide as its tests say, through the door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.support.access import ask

FOLDER = Path(__file__).parents[2] / "vectors" / "casbin"
DECISIONS: list[dict[str, Any]] = json.loads((FOLDER / "decisions.json").read_text("utf-8"))


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """The parameters of `authorize` for a case of the list."""
    request: dict[str, Any] = {"values": case["request"]}
    if context := case.get("context"):
        wanted = {"request": "rtype", "policy": "ptype", "matcher": "mtype"}
        request["sections"] = {name: context[key] for name, key in wanted.items()}
    return {
        "model": (FOLDER / case["model"]).read_text("utf-8"),
        "policy": (FOLDER / case["policy"]).read_text("utf-8") if case["policy"] else "",
        "request": request,
        "matching": [
            {
                "role": each["role"],
                "function": each["function"],
                "tenants": each["kind"] == "domain",
            }
            for each in case.get("matching_functions", ())
        ],
    }


def test_the_list_is_whole() -> None:
    assert len(DECISIONS) == 186
    assert sum(case["expect"] for case in DECISIONS) == 87
    assert len({(case["model"], case["policy"]) for case in DECISIONS}) == 31


@pytest.mark.parametrize("number", range(len(DECISIONS)))
def test_a_published_example_decides_as_documented(number: int) -> None:
    case = DECISIONS[number]
    params = asked(case)
    result = ask(params["model"], params["policy"], params["request"], matching=params["matching"])
    [decision] = result["decisions"]
    assert decision["allowed"] is case["expect"], (case, decision)
    assert decision["code"] not in ("matcher-fails", "policy-refused", "request-does-not-fit")
    if "explain" in case:
        assert (decision["rule"] or {"values": []})["values"] == case["explain"]
    if decision["rule"]:
        lines = params["policy"].split("\n")
        assert lines[decision["rule"]["line"] - 1].strip() == decision["rule"]["text"]
