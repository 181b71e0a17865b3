"""Whatever is given to a command and wherever it prints: it ends with a sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from jwt_playground.cli import main

from .processes import COMMAND, run
from .tokens import hs256

Output = pytest.CaptureFixture[str]
TOKEN = hs256('{"a":"é😀π\u2028\u202e","b":"\\ud800"}', b"k" * 32)
ENCODINGS = ("ascii", "latin-1", "cp1252", "cp037", "utf-16")
# A shell gives bytes that are no UTF-8 in this form; the last two come from programs alone.
NAMES = ("no\udcffname", "\x1b[2J", "x" * 5000, "a\0b", "\ud800")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect", TOKEN, "--aud", "π\udcff"],
        ["inspect", TOKEN, "--json"],
        ["inspect", TOKEN, "--key-env", "π"],
        ["sign", "π", "--header", '{"alg":"HS256"}', "--key", "π😀"],
        ["describe-key", "π\udcff"],
        ["generate-key", "π\udcff"],
        ["call"],
    ],
    ids=lambda arguments: "-".join(arguments[::2])[:20].encode("ascii", "replace").decode(),
)
def test_no_encoding_of_the_output_stops_a_command(
    arguments: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"op": "inspect", "params": {"token": TOKEN, "key": {"text": "π"}}}
    streams = {
        name: io.TextIOWrapper(io.BytesIO(), encoding=encoding) for name in ("stdout", "stderr")
    }
    for name, stream in streams.items():
        monkeypatch.setattr(f"sys.{name}", stream)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(request).encode())))
    assert main(arguments) in (0, 1, 2)
    said = {name: stream.buffer.getvalue() for name, stream in streams.items()}
    assert said["stdout"] or said["stderr"]
    texts = {name: data.decode(encoding) for name, data in said.items()}
    if "--json" in arguments or arguments == ["call"]:
        assert json.loads(texts["stdout"])


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:12])
@pytest.mark.parametrize(
    "option", ["--key-file", "--key-env", "--passphrase-file", "--passphrase-env"]
)
def test_no_name_of_a_file_or_variable_stops_it(option: str, name: str, capsys: Output) -> None:
    key = [] if option.startswith("--key") else ["--key", "k"]
    assert main(["inspect", "x", *key, option, name]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("jwt-playground: cannot read the ")
    assert "\x1b" not in said.err


@pytest.mark.parametrize("option", ["--key-file", "--passphrase-file"])
def test_a_folder_and_a_file_that_is_closed_to_us_are_said(
    option: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = [] if option == "--key-file" else ["--key", "k"]
    call = ["inspect", "x", *key, option, str(tmp_path)]

    def said() -> str:
        assert main(call) == 2
        return capsys.readouterr().err

    assert "Is a directory" in said()

    def refuse(*_: object) -> None:  # root may read every file, so the system refuses none
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Permission denied" in said()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
@pytest.mark.parametrize(
    "arguments",
    [["inspect", "x", "--key-file", "/dev/zero"], ["describe-key"], ["call"], ["inspect"]],
    ids=["file", "describe-key", "call", "inspect"],
)
def test_an_input_without_an_end_is_refused(arguments: list[str]) -> None:
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [*COMMAND, *arguments], stdin=zeros, capture_output=True, timeout=120, check=False
        )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"it gives more than 256 MB\n" in done.stderr


def test_a_closed_standard_input_is_said() -> None:
    for command in ("inspect", "describe-key", "call"):
        done = run(command, command=["sh", "-c", '"$@" <&-', "sh", *COMMAND])
        assert done.returncode == 2
        assert b"from standard input: it is closed\n" in done.stderr
        assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="these arguments are bytes")
def test_arguments_that_are_no_text_stop_nothing() -> None:
    done = subprocess.run(
        [*COMMAND, "inspect", b"\xff.\xfe.", "--key", b"\xff", "--iss", b"\xff"],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\nverdict: invalid\n" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["inspect", "x", "\x1b[2J"], ["\x1b[2J"], ["inspect", "x", "--now", "\x1b[2J"]]
)
def test_wrong_arguments_cannot_steer_the_terminal(arguments: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "[2J" in said
