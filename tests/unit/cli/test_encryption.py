"""`encrypt`, `decrypt` and `inspect --decryption-key` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jwt_playground.cli import main

Output = pytest.CaptureFixture[str]
SECRET = "sixteen bytes ok"
HEADER = '{"alg":"A128KW","enc":"A128GCM"}'
NESTED = '{"alg":"A128KW","enc":"A128GCM","cty":"JWT"}'


def _encrypted(capsys: Output, payload: str, *more: str, header: str = HEADER) -> str:
    assert main(["encrypt", payload, "--header", header, "--key", SECRET, *more]) == 0
    return capsys.readouterr().out.strip()


def test_what_is_encrypted_is_decrypted(capsys: Output) -> None:
    token = _encrypted(capsys, '{"a":1}')
    assert main(["decrypt", token, "--key", SECRET]) == 0
    printed = capsys.readouterr()
    assert printed.out == '{"a":1}\n'
    assert "Decrypted is not signed" in printed.err


def test_a_wrong_key_ends_with_1_and_prints_nothing(capsys: Output) -> None:
    token = _encrypted(capsys, '{"a":1}')
    assert main(["decrypt", token, "--key", "another sixteen."]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "does not open with this key" in printed.err


def test_what_is_no_encrypted_token_is_told(capsys: Output) -> None:
    assert main(["decrypt", "eyJhbGciOiJub25lIn0.e30.", "--key", SECRET]) == 1
    assert "no encrypted token" in capsys.readouterr().err


def test_what_cannot_be_encrypted_says_why(capsys: Output) -> None:
    assert main(["encrypt", "{}", "--header", '{"alg":"RSA1_5"}', "--key", SECRET]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "jwe-cannot-encrypt" in printed.err


def test_further_recipients_and_aad(capsys: Output, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("another sixteen.", encoding="utf-8")
    more = ["--serialization", "general", "--also-for", str(other), "--aad", "seen"]
    token = _encrypted(capsys, "{}", *more, "--unprotected", '{"kid":"x"}')
    assert json.loads(token)["unprotected"] == {"kid": "x"}
    for key in (SECRET, "another sixteen."):
        assert main(["decrypt", token, "--key", key, "--json"]) == 0
        account = json.loads(capsys.readouterr().out)["encryption"]
        assert account["parts"][-1]["bytes"] == 4


@pytest.mark.parametrize("place", ["--decryption-key", "--decryption-key-file"])
def test_inspect_judges_both_layers(capsys: Output, tmp_path: Path, place: str) -> None:
    signer = "correct horse battery staple, and salt"
    assert main(["sign", '{"a":1}', "--header", '{"alg":"HS256"}', "--key", signer]) == 0
    token = _encrypted(capsys, capsys.readouterr().out.strip(), header=NESTED)
    given = SECRET
    if place.endswith("file"):
        given = str(tmp_path / "key.txt")
        Path(given).write_text(SECRET, encoding="utf-8")
    assert main(["inspect", token, "--key", signer, place, given]) == 0
    printed = capsys.readouterr().out
    assert "the token inside" in printed
    assert printed.count("verdict: valid") == 2
    assert "unwraps the encrypted key with AES-KW" in printed
