"""The one door: wrong calls are named, unknown things refused, codes documented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import jwt_playground
from jwt_playground import protocol
from jwt_playground.protocol import handle
from jwt_playground.vocabulary import checks, findings
from tests.unit.calls import call, reply

SOURCES = sorted(Path(jwt_playground.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("request_text", "named"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ("[]", "request must be an object"),
        ('{"op": 1}', "request.op must be a string"),
        ('{"op": "inspekt"}', "no operation “inspekt”"),
        ('{"op": "meta", "parms": {}}', "no parameter “parms”"),
        ('{"op": "inspect", "params": []}', "request.params must be an object"),
        ('{"op": "inspect", "params": {}}', "token is missing"),
        ('{"op": "inspect", "params": {"token": 1}}', "token must be a string"),
        ('{"op": "inspect", "params": {"token": "", "nwo": 1}}', "no parameter “nwo”"),
        ('{"op": "inspect", "params": {"token": "", "now": "1"}}', "now must be a number"),
        ('{"op": "inspect", "params": {"token": "", "now": NaN}}', "out of range"),
        ('{"op": "inspect", "params": {"token": "", "now": true}}', "now must be a number"),
        ('{"op": "inspect", "params": {"token": "", "algorithms": "RS256"}}', "array of strings"),
        ('{"op": "inspect", "params": {"token": "", "key": "x"}}', "key must be an object"),
        (
            '{"op": "inspect", "params": {"token": "", "key": {"text": "", "encoding": "b"}}}',
            "one of",
        ),
        ('{"op": "inspect", "params": {"token": "", "expect": {"aud": 1}}}', "aud must be"),
        ('{"op": "inspect", "params": {"token": "", "expect": {"aud": []}}}', "empty array"),
        ('{"op": "inspect", "params": {"token": "", "leeway": -1}}', "not be negative"),
        ('{"op": "inspect", "params": {"token": "", "now": 1' + "0" * 400 + "}}", "out of range"),
        ('{"op": "sign", "params": {"header": "", "payload": ""}}', "key is missing"),
        ('{"op": "generate_key", "params": {"alg": "RS256", "bits": 2.5}}', "whole number"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(request_text: str, named: str) -> None:
    answer = json.loads(handle(request_text))
    assert answer["ok"] is False
    assert answer["error"]["code"] == "bad-request"
    assert named in answer["error"]["message"]


def test_our_own_bug_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(protocol.OPERATIONS, "meta", broken)
    answer = reply("meta")
    assert answer["error"]["code"] == "internal-error"
    assert "not in your input" in answer["error"]["message"]


def test_a_reply_is_ascii_whatever_the_token_holds() -> None:
    assert handle(json.dumps({"op": "inspect", "params": {"token": "\ud800 ✓"}})).isascii()


def test_meta_names_versions_and_engines() -> None:
    meta = call("meta")
    assert meta["versions"]["jwt_playground"] == jwt_playground.__version__
    assert {"HS256", "HS384", "HS512"} == set(meta["engines"][0]["algorithms"])
    assert {"RS256", "ES256K", "EdDSA", "Ed25519", "Ed448"} <= set(meta["engines"][1]["algorithms"])


def test_every_code_that_is_used_is_in_the_table_and_the_other_way_round() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES if path.name != "findings.py"
    )
    named = set(re.findall(r"\"([a-z0-9]+(?:-[a-z0-9]+)+)\"", text))
    assert set(findings.CODES) - named == set()
    used = set(re.findall(r"Finding\(\s*\"([a-z0-9-]+)\"", text))
    assert used <= set(findings.CODES)


def test_every_code_of_a_check_is_in_its_table() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(re.findall(r"Check\(\s*[\"\w]+,\s*\"\w+\",\s*\"([a-z0-9-]+)\"", text))
    assert used <= set(checks.CODES)


def test_the_engine_imports_no_browser_no_network_and_no_clock() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:js|pyodide|socket|urllib|http|requests|time|asyncio)\b",
        re.MULTILINE,
    )
    for path in SOURCES:
        if path.parent.name == "cli":  # fills the clock in
            continue
        assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_the_contract_file_lists_what_a_report_has() -> None:
    contract = (Path(__file__).parents[2] / "site/engine/contract.d.ts").read_text(encoding="utf-8")
    results: dict[str, dict[str, Any]] = {
        "Report": call("inspect", token=""),
        "Signed": call("sign", header="", payload="", key={"text": ""}),
        "GeneratedKey": call("generate_key", alg="HS256"),
        "DescribedKey": call("describe_key", key={"text": "secret"})["keys"][0],
        "Meta": call("meta"),
    }
    for name, result in results.items():
        found = re.search(
            rf"export interface {name} {{(.*?)^}}", contract, re.DOTALL | re.MULTILINE
        )
        assert found is not None, name
        assert set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE)) == set(result), name
