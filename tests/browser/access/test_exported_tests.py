"""The exported file for pytest is run as a user runs it: beside the model and the policy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jwt_playground.access.presets import PRESETS
from tests.browser.support.abilities import one_browser
from tests.browser.support.node import run_module
from tests.unit.support.access import NOW, SECRET, token
from tests.unit.support.calls import call

pytestmark = one_browser

WRITE = """
import { pytestFile } from "./site/workspaces/access/pytest-file.js";
import { rowOf, rowOfRequest } from "./site/workspaces/access/rows.js";
const rows = given.requests.map((each) => rowOfRequest(each));
tell(pytestFile({ rows, tokens: given.tokens, now: given.now }));
"""
CLAIMS: list[dict[str, Any]] = [
    {"roles": ["editor"], "scope": "orders:read", "tid": "blue", "exp": NOW + 60, "big": 2**70},
    {"roles": ["admin"], "scope": "orders:write", "tenant": "green"},
    {"sub": "bob", "resource_access": {"app": {"roles": ["auditor"]}}},
    {"roles": ["admin"], "scope": "orders:read", "tid": "blue", "exp": 1},
]
"""The last token is expired."""


def exported(folder: Path, preset: Any, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write the three files into a folder; return what was decided, per token."""
    results = []
    tokens = []
    for claims in CLAIMS:
        common = {"token": token(**claims), "key": {"text": SECRET}, "now": NOW}
        result = call(
            "authorize", **common, model=preset.model, policy=preset.policy, requests=requests
        )
        payload = call("inspect", **common)["payload"]
        results.append(result)
        tokens.append({"result": result, "decisions": result["decisions"], "payload": payload})
    text = run_module(WRITE, {"requests": requests, "tokens": tokens, "now": NOW})
    (folder / "model.conf").write_text(preset.model, "utf-8")
    (folder / "policy.csv").write_text(preset.policy, "utf-8")
    (folder / "test_access.py").write_text(text, "utf-8")
    return results


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_access.py"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_pyjwt_and_casbin_decide_as_the_engine(tmp_path: Path, preset: Any) -> None:
    results = exported(tmp_path, preset, preset.requests)
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert f"{len(CLAIMS) * len(preset.requests)} passed" in done.stdout
    allowed = [each["allowed"] for result in results for each in result["decisions"]]
    assert True in allowed
    assert not any(each["allowed"] for each in results[-1]["decisions"])


def test_an_expectation_that_does_not_hold_fails(tmp_path: Path) -> None:
    preset = next(each for each in PRESETS if each.name == "roles")
    exported(tmp_path, preset, [{"values": ["report", "delete"], "expect": "allow"}])
    done = run(tmp_path)
    assert done.returncode == 1
    # An editor and an auditor may not delete, and the expired token of an admin allows nothing.
    assert "3 failed, 1 passed" in done.stdout


def test_the_file_holds_no_token_and_no_key(tmp_path: Path) -> None:
    preset = PRESETS[0]
    exported(tmp_path, preset, preset.requests)
    text = (tmp_path / "test_access.py").read_text("utf-8")
    assert SECRET not in text
    assert not any(token(**claims) in text for claims in CLAIMS)
    assert str(2**70) in text
    assert json.dumps(CLAIMS[0]["scope"])[1:-1] in text
