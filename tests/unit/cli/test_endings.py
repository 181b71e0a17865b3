"""How a call ends: a closed pipe, Ctrl-C, a full disk, a terminal without our characters."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from jwt_playground.cli import main

from .processes import COMMAND, TIMEOUT, environment, run
from .tokens import hs256

Output = pytest.CaptureFixture[str]


@pytest.fixture
def nobody_reads() -> Iterator[int]:
    """The end to write to of a pipe that has no other end any more."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


def test_a_reader_that_leaves_early_ends_the_call_quietly() -> None:
    # More lines than a pipe holds, so the command is still writing when the reader leaves.
    token = hs256('{"a":1' + "\n" * 300_000 + "}", b"secret")
    with subprocess.Popen(
        [*COMMAND, "inspect"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(token.encode())
        process.stdin.close()
        assert process.stdout.readline() == b"header\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(TIMEOUT) == 141


@pytest.mark.parametrize("arguments", [["inspect", "x"], ["--help"], ["--version"], ["call"]])
def test_a_reader_that_left_before_ends_the_call_quietly(
    arguments: list[str], nobody_reads: int
) -> None:
    done = run(*arguments, stdin=b'{"op": "meta"}', stdout=nobody_reads)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_standard_error_that_nobody_reads_ends_the_call_quietly(nobody_reads: int) -> None:
    done = run("inspect", "x", "--key-file", "/missing", stderr=nobody_reads)
    assert (done.returncode, done.stdout) == (141, b"")


def test_output_without_a_buffer_ends_quietly_as_well(nobody_reads: int) -> None:
    done = run("inspect", "x", stdout=nobody_reads, env={"PYTHONUNBUFFERED": "1"})
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["inspect", "x"], ["--help"]])
def test_a_full_disk_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*arguments, stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr == b"jwt-playground: cannot write the output: No space left on device\n"


def test_ctrl_c_while_reading_ends_with_130(tmp_path: Path) -> None:
    # A named pipe can be opened for writing only once the command has opened it for reading.
    # So the signal comes while the command waits.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = (
        # A shell that starts this in the background would have Ctrl-C ignored.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from jwt_playground.cli import main; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, "inspect", "x", "--key-file", pipe],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        writer = _opened_for_writing(pipe, process)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=TIMEOUT)
        os.close(writer)
        assert (process.returncode, said) == (130, (b"", b""))


def _opened_for_writing(pipe: Path, reader: subprocess.Popen[bytes]) -> int:
    """Opens a named pipe as soon as ``reader`` has opened it."""
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert error.errno == errno.ENXIO  # nobody has it open for reading
            assert reader.poll() is None, "the command ended without reading"
            time.sleep(0.01)


def test_ctrl_c_while_the_engine_is_loaded_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    class Interrupted(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "jwt_playground.cli.commands", Interrupted("commands"))
    assert main(["inspect", "x"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "LANG=C"],
)
def test_what_a_terminal_cannot_show_is_printed_as_an_escape(env: dict[str, str]) -> None:
    token = hs256('{"a":"π"}', b"secret")
    done = run("inspect", token, "--key-env", "missing", env=env)
    assert done.returncode == 2
    assert b"the environment variable \\u201cmissing\\u201d: it is not set" in done.stderr
    done = run("inspect", token, env=env)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b'{"a":"\\u03c0"}' in done.stdout


def test_help_is_printed_where_its_quotes_cannot_be() -> None:
    done = run("inspect", "--help", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"standard input if it is not given or is \\u201c-\\u201d" in done.stdout


def test_findings_do_not_mix_with_the_token_when_standard_error_is_closed() -> None:
    call = ["sign", "{}", "--header", '{"alg":"HS256"}', "--key", "secret"]
    done = run(*call, command=["sh", "-c", '"$@" 2>&-', "sh", *COMMAND])
    assert done.stdout.decode() == hs256("{}", b"secret") + "\n"
    assert b"weak-secret" in run(*call).stderr


def test_a_closed_standard_output_is_no_crash() -> None:
    done = run("inspect", "x", command=["sh", "-c", '"$@" >&-', "sh", *COMMAND])
    assert (done.returncode, done.stderr) == (1, b"")
