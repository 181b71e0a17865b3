"""The limit on work: whatever the engine does when it is over, the call ends."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jwt_playground.cli import engine, main
from jwt_playground.cli.errors import StoppedError, UsageError

from .processes import TIMEOUT, environment, run
from .tokens import hs256

Output = pytest.CaptureFixture[str]

# None of these ever ends, and none gives another thread or a handler of a signal a turn.
EXPRESSION = "import re; re.match('(a|a)*b', 'a' * 5000)"
OPENSSL = "import hashlib; hashlib.pbkdf2_hmac('sha256', b'', b'', 2**31 - 1)"
DEAF = "import signal; [signal.signal(s, signal.SIG_IGN) for s in (2, 15)]; signal.pause()"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that the command starts."""
    seen: list[subprocess.Popen[bytes]] = []

    class Kept(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            seen.append(self)

    monkeypatch.setattr("jwt_playground.cli.engine.subprocess.Popen", Kept)
    return seen


@pytest.mark.parametrize("program", [EXPRESSION, OPENSSL, DEAF], ids=["re", "OpenSSL", "deaf"])
def test_work_that_never_ends_is_ended(
    program: str, started: list[subprocess.Popen[bytes]]
) -> None:
    with pytest.raises(StoppedError, match=r"longer than 0\.5 seconds"):
        engine.run_for(program, b"", 0.5)
    [process] = started
    assert process.returncode  # it is gone, and nobody waits for it any more


def test_a_call_that_was_stopped_says_so_and_ends_with_124() -> None:
    # The engine cannot even be loaded in this time.
    done = run("inspect", "x", "--limit", "0.001")
    assert (done.returncode, done.stdout) == (124, b"")
    said = done.stderr.decode()
    assert said.startswith("jwt-playground: stopped, since the work took longer than 0.001 seconds")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["inspect", "x"], ["sign", "{}", "--header", "{}"], ["describe-key", "k"],
     ["generate-key", "HS256"], ["call"]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_every_command_has_a_limit_and_by_itself_one_of_a_minute(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float] = []

    def stop(program: str, given: bytes, limit: float) -> bytes:
        limits.append(limit)
        raise StoppedError("stopped")

    monkeypatch.setattr("jwt_playground.cli.engine.run_for", stop)
    monkeypatch.setattr("jwt_playground.cli.shared_options.DEFAULT_LIMIT", engine.DEFAULT_LIMIT)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    for more in ([], ["--limit", "2.5"], ["--limit", "1e300"]):
        assert main([*arguments, *more]) == 124
    assert limits == [60, 2.5, 1e6]


def test_without_a_limit_no_process_is_started(
    capsys: Output, started: list[subprocess.Popen[bytes]]
) -> None:
    assert main(["generate-key", "HS256", "--limit", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["kty"] == "oct"
    assert started == []


def test_the_limit_changes_no_answer() -> None:
    token = hs256('{"a":"π\\ud800"}', b"k" * 32)
    call = ["inspect", token, "--key", "k" * 32, "--json", "--now", "5"]
    within, without = run(*call, "--limit", "100"), run(*call, "--limit", "0")
    assert (within.returncode, within.stderr) == (0, b"")
    assert within.stdout == without.stdout


def test_reading_does_not_count(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """The limit begins when everything is read: there is no process before that."""
    order: list[str] = []

    class Input:
        def __init__(self) -> None:
            self.buffer = self

        def read(self, size: int) -> bytes:
            order.append("read")
            return b"[]"

    def work(program: str, given: bytes, limit: float) -> bytes:
        order.append("work")
        return b"[]"

    monkeypatch.setattr("sys.stdin", Input())
    monkeypatch.setattr("jwt_playground.cli.engine.run_for", work)
    assert main(["call", "--limit", "1"]) == 0
    assert order == ["read", "work"]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import os; os.kill(os.getpid(), 9)", "with status -9: it says nothing"),
        ("raise MemoryError", "with status 1: MemoryError"),
    ],
)
def test_an_engine_that_ends_by_itself_is_told_of(program: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        engine.run_for(program, b"", TIMEOUT)


def test_a_system_that_starts_no_process_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with pytest.raises(UsageError, match="--limit 0"):
        engine.replies([], 1)


def test_the_engine_ends_by_itself_when_nobody_is_left_to_end_it() -> None:
    program = (
        "import jwt_playground.protocol, re; "
        "jwt_playground.protocol.handle = lambda text: re.match('(a|a)*b', 'a' * 5000); "
        "from jwt_playground.cli.engine import serve; serve(0.5)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=b'[""]', capture_output=True, timeout=TIMEOUT,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_ctrl_c_while_the_engine_works_ends_both_quietly(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    real = subprocess.Popen.communicate

    def interrupted(self: subprocess.Popen[bytes], *given: object, **more: object) -> object:
        monkeypatch.setattr("subprocess.Popen.communicate", real)
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.Popen.communicate", interrupted)
    assert main(["inspect", "x", "--limit", "100"]) == 130
    assert capsys.readouterr() == ("", "")
    [process] = started
    assert process.returncode == -signal.SIGKILL


def test_a_module_in_the_present_folder_is_not_the_engine(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("print('not the one')")
    (tmp_path / "jwt_playground.py").write_text("print('not the one')")
    script = Path(sys.executable).with_name("jwt-playground")
    done = subprocess.run(
        [script, "inspect", ""], cwd=tmp_path, env=environment(), capture_output=True,
        timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"not the one" not in done.stdout


def test_a_descriptor_with_a_key_stays_with_the_first_process() -> None:
    program = "import os, sys; sys.stdout.write(str(sorted(os.listdir('/proc/self/fd'))))"
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system has no /proc")
    read, write = os.pipe()
    try:
        os.set_inheritable(read, True)
        # The list itself is the fourth.
        assert engine.run_for(program, b"", TIMEOUT) == b"['0', '1', '2', '3']"
    finally:
        os.close(read)
        os.close(write)
