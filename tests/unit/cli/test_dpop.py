"""The commands `dpop` and `sign` in every serialization."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jwt_playground.cli import main
from tests.unit.support.proofs import METHOD, NOW, SECRET, URL, access_token, proof

Output = pytest.CaptureFixture[str]
REQUEST = ["--method", METHOD, "--url", URL]


def test_a_pair_in_which_all_holds_exits_with_0(capsys: Output, tmp_path: Path) -> None:
    token = access_token()
    file = tmp_path / "token"
    file.write_text(token + "\n", encoding="utf-8")
    given = ["dpop", proof(token, nonce="n"), *REQUEST, "--key", SECRET, "--nonce", "n"]
    for source in (["--access-token", token], ["--access-token-file", str(file)]):
        assert main([*given, *source, "--now", str(NOW)]) == 0
        out = capsys.readouterr().out
        assert out.startswith("verdict: valid\n")
        assert "  pass  ath: " in out
    assert main([*given, "--access-token", token, "--now", str(NOW), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["access_token"]["verdict"] == "valid"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--now", str(NOW + 400)], "fail  iat: "),
        (["--now", str(NOW), "--method", "GET"], "fail  htm: "),
        (["--now", str(NOW), "--algorithms", "ES384"], "fail  algorithm: "),
        (["--now", str(NOW), "--access-token", "other"], "fail  ath: "),
        ([], "fail  iat: "),  # the clock is not so far yet
    ],
)
def test_a_fault_exits_with_1_and_is_told(capsys: Output, more: list[str], said: str) -> None:
    assert main(["dpop", proof(), *REQUEST, *more]) == 1
    assert said in capsys.readouterr().out


def test_how_old_a_proof_may_be_can_be_said() -> None:
    given = ["dpop", proof(), *REQUEST, "--now", str(NOW + 400)]
    assert main([*given, "--max-age", "405"]) == 0
    assert main([*given, "--max-age", "400", "--leeway", "5"]) == 0


def test_every_serialization_can_be_signed(capsys: Output) -> None:
    given = ["sign", "{}", "--header", '{"alg":"HS256"}', "--key", SECRET]
    assert main(given) == 0
    compact = capsys.readouterr().out.strip().split(".")
    assert main([*given, "--detached"]) == 0
    assert capsys.readouterr().out.strip() == f"{compact[0]}..{compact[2]}"
    for name in ("flattened", "general"):
        more = ["--serialization", name, "--unprotected", '{"kid":"a"}', "--detached"]
        assert main([*given, *more]) == 0
        value = json.loads(capsys.readouterr().out)
        entry = value["signatures"][0] if name == "general" else value
        assert (entry["signature"], entry["header"]) == (compact[2], {"kid": "a"})
        assert "payload" not in value
    assert main([*given, "--unprotected", "{}"]) == 2
