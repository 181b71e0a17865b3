"""`authorize` on the command line: decisions, reasons, and a status by decision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jwt_playground.cli import main
from tests.unit.access.test_published_examples import DECISIONS, FOLDER
from tests.unit.support.access import BASIC, NOW, SECRET, token

Output = pytest.CaptureFixture[str]


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """The arguments that every call here has."""
    (tmp_path / "model.conf").write_text(BASIC, encoding="utf-8")
    (tmp_path / "policy.csv").write_text("p, alice, /data/1, read\n", encoding="utf-8")
    (tmp_path / "key").write_text(SECRET, encoding="utf-8")
    files = ("--key-file", "key", "--model", "model.conf", "--policy", "policy.csv")
    paths = [each if each.startswith("--") else str(tmp_path / each) for each in files]
    return ["authorize", token(), "--now", str(NOW), *paths]


def test_a_request_that_is_allowed_exits_with_0(given: list[str], capsys: Output) -> None:
    assert main([*given, "--request", "alice,/data/1,read"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "verdict: valid\nallow  alice,/data/1,read\n       Line 1 of the policy"
    )


def test_one_request_that_is_denied_exits_with_1(given: list[str], capsys: Output) -> None:
    wanted = ["--request", "alice,/data/1,read", "--request", "alice, /data/1, write"]
    assert main([*given, *wanted]) == 1
    assert "deny   alice,/data/1,write\n" in capsys.readouterr().out


def test_a_token_that_is_not_valid_exits_with_1(given: list[str], capsys: Output) -> None:
    given[1] = token(exp=1)
    assert main([*given, "--request", "alice,/data/1,read"]) == 1
    assert "so it allows nothing" in capsys.readouterr().out


def test_a_faulty_policy_exits_with_1_and_names_the_line(
    given: list[str], capsys: Output, tmp_path: Path
) -> None:
    (tmp_path / "policy.csv").write_text("p, alice, /data/1, read\np, bob\n", encoding="utf-8")
    assert main([*given, "--request", "alice,/data/1,read"]) == 1
    assert "error: Line 2 of the policy: " in capsys.readouterr().out


def test_a_file_of_requests_is_a_test_with_expectations(
    given: list[str], capsys: Output, tmp_path: Path
) -> None:
    file = tmp_path / "requests"
    file.write_text("# who may what\nalice,/data/1,read => allow\n\nbob,/data/1,read => deny\n")
    assert main([*given, "--requests", str(file)]) == 0
    file.write_text("alice,/data/1,read => deny\n")
    assert main([*given, "--requests", str(file)]) == 1
    assert "(not as expected)" in capsys.readouterr().out


def test_requests_may_be_json(given: list[str], tmp_path: Path, capsys: Output) -> None:
    assert main([*given, "--request", '["alice", "/data/1", "read"]']) == 0
    assert main([*given, "--request", '{"obj": "/data/1", "act": "read"}']) == 0
    file = tmp_path / "requests.json"
    file.write_text(json.dumps([{"values": ["bob", "x", "y"], "expect": "deny"}]))
    assert main([*given, "--requests", str(file), "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed[printed.index("{\n") :])["decisions"][0]["passed"] is True


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ([], "there is no request"),
        (["--request", "[alice"], "line 1 of --request begins like JSON, but is none"),
        (["--request", "a,b,c", "--matching", "g"], "is not of the form g=keyMatch2"),
        (["--request", "a,b,c", "--matching", "g=eval"], "must be one of keyMatch"),
        (["--request", "a,b,c", "--grant", "king=x"], "kinds are scope, role"),
        (["--requests", "/no/such/file"], "cannot read the requests"),
    ],
)
def test_a_wrong_call_exits_with_2(
    given: list[str], more: list[str], complaint: str, capsys: Output
) -> None:
    try:
        status = main([*given, *more])
    except SystemExit as stopped:
        status = int(str(stopped.code))
    assert status == 2
    assert complaint in capsys.readouterr().err


def test_a_forged_line_cannot_be_printed(given: list[str], capsys: Output) -> None:
    assert main([*given, "--request", '["alice\\nallow  x", "\\u001b[2J", "c"]']) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert not [line for line in printed.splitlines() if line.startswith("allow")]


@pytest.mark.parametrize("number", range(len(DECISIONS)))
def test_a_published_example_decides_as_documented(
    number: int, tmp_path: Path, capsys: Output
) -> None:
    case = DECISIONS[number]
    request: dict[str, object] = {"values": case["request"]}
    if context := case.get("context"):
        sections = {"request": "rtype", "policy": "ptype", "matcher": "mtype"}
        request["sections"] = {name: context[key] for name, key in sections.items()}
    files = ["--model", str(FOLDER / case["model"])]
    files += ["--policy", str(FOLDER / case["policy"])] if case["policy"] else []
    for each in case.get("matching_functions", ()):
        option = "--tenant-matching" if each["kind"] == "domain" else "--matching"
        files += [option, f"{each['role']}={each['function']}"]
    call = ["authorize", token(), "--key", SECRET, "--now", str(NOW), *files]
    assert main([*call, "--request", json.dumps(request)]) == (0 if case["expect"] else 1)
    assert f"\n{'allow' if case['expect'] else 'deny '}  " in capsys.readouterr().out
