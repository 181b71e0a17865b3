"""The command line: the same answers as the page, honest exit statuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from jwt_playground.cli import main
from tests import vectors

GOOD = str(vectors.load(vectors.FAULTS)[0]["token"])
SECRET = "correct horse battery staple, and salt"

Output = pytest.CaptureFixture[str]


def _stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_valid_token_exits_with_0(capsys: Output) -> None:
    assert main(["inspect", GOOD, "--key", SECRET, "--now", "1800000000"]) == 0
    assert "verdict: valid" in capsys.readouterr().out


def test_an_invalid_token_exits_with_1_and_says_why(capsys: Output) -> None:
    assert main(["inspect", GOOD, "--key", SECRET, "--now", "1900000000"]) == 1
    assert "fail  exp: Expired" in capsys.readouterr().out


def test_a_token_without_a_key_is_not_valid() -> None:
    assert main(["inspect", GOOD]) == 1


def test_bad_usage_exits_with_2(capsys: Output, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["inspect", "--no-such-option"])
    assert stopped.value.code == 2
    assert main(["inspect", GOOD, "--key-file", str(tmp_path / "missing")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_token_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    _stdin(monkeypatch, f"Bearer {GOOD}\n")
    assert main(["inspect", "--key", SECRET, "--now", "1800000000", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "valid"


def test_sign_generate_and_inspect_work_together(tmp_path: Path, capsys: Output) -> None:
    assert main(["generate-key", "ES256"]) == 0
    key = tmp_path / "key.jwk"
    key.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["sign", '{"a":1}', "--header", '{"alg":"ES256"}', "--key-file", str(key)]) == 0
    token = capsys.readouterr().out.strip()
    assert main(["inspect", token, "--key-file", str(key)]) == 0


def test_what_cannot_be_signed_says_why(capsys: Output) -> None:
    assert main(["sign", "{}", "--header", '{"alg":"HS256"}']) == 1
    assert "key-missing" in capsys.readouterr().err


def test_describe_key_says_what_it_is(capsys: Output) -> None:
    assert main(["describe-key", SECRET]) == 0
    assert "oct 304 bits private" in capsys.readouterr().out


def test_the_raw_door_answers_one_request_and_an_array(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    _stdin(monkeypatch, '{"op": "meta"}')
    assert main(["call"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    _stdin(monkeypatch, json.dumps([{"op": "meta"}, {"op": "nonsense"}, 5]))
    assert main(["call"]) == 2
    assert [reply["ok"] for reply in json.loads(capsys.readouterr().out)] == [True, False, False]


def test_the_raw_door_fills_the_clock_in(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    _stdin(monkeypatch, json.dumps({"op": "inspect", "params": {"token": GOOD}}))
    assert main(["call"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["now"] > 1_700_000_000


def test_control_characters_of_a_token_do_not_reach_the_terminal(capsys: Output) -> None:
    from jwt_playground.text import base64url

    token = base64url.encode(b'{"alg":"none"}') + "." + base64url.encode(b'{"a":"\x1b[2J"}') + "."
    main(["inspect", token])
    assert "\x1b" not in capsys.readouterr().out


def test_generate_key_makes_keys_for_encryption(capsys: Output) -> None:
    assert main(["generate-key", "ECDH-ES", "--crv", "X25519"]) == 0
    assert json.loads(capsys.readouterr().out)["crv"] == "X25519"
    assert main(["generate-key", "dir", "--enc", "A128GCM"]) == 0
    assert json.loads(capsys.readouterr().out)["alg"] == "A128GCM"
    assert main(["generate-key", "dir"]) == 2
    assert "enc-not-chosen" in capsys.readouterr().err
