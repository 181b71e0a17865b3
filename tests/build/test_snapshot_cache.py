"""Snapshots in the cache: which are taken, and which are made anew. None is really made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from buildtools.common import digest
from buildtools.deflate import gzipped
from buildtools.snapshot import make_snapshot

RUNTIME = {"pyodide.mjs": b"runtime"}
CONTENT = b"a snapshot of a started Python"
MADE = gzipped(CONTENT)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a run of the maker is for, once per run."""
    seen: list[str] = []

    def make(command: list[str | Path], *, failure: str) -> None:
        seen.append(failure)
        Path(command[-1]).write_bytes(CONTENT)

    monkeypatch.setattr("buildtools.snapshot.run", make)
    return seen


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def of_other_inputs(path: Path) -> None:
    """One that is whole, under the name of these inputs in the form of earlier versions."""
    path.rename(path.with_name(f"{path.name.partition('-')[0]}.bin"))


@pytest.mark.parametrize(
    "alter", [cut_off, one_byte, emptied, of_other_inputs], ids=lambda alter: alter.__name__
)
def test_an_altered_snapshot_is_made_anew(
    alter: Callable[[Path], None],
    tmp_path: Path,
    runs: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert make_snapshot(RUNTIME, b"zip", tmp_path) == MADE
    assert make_snapshot(RUNTIME, b"zip", tmp_path) == MADE
    assert len(runs) == 1
    [kept] = tmp_path.glob("*.bin")
    assert kept.stem.partition("-")[2] == digest(MADE)

    alter(kept)

    assert make_snapshot(RUNTIME, b"zip", tmp_path) == MADE
    assert len(runs) == 2
    assert kept.read_bytes() == MADE
    if alter is not of_other_inputs:
        assert f"{kept} was altered, so it is made anew" in capsys.readouterr().out


def test_other_inputs_give_another_snapshot(
    tmp_path: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> int:
        return len(list(tmp_path.glob("*.bin")))

    make_snapshot(RUNTIME, b"zip", tmp_path)
    make_snapshot({"pyodide.mjs": b"altered"}, b"zip", tmp_path)
    assert files() == 2
    make_snapshot(RUNTIME, b"altered", tmp_path)
    assert files() == 3
    # Another Node may start Python in another way.
    monkeypatch.setattr("buildtools.snapshot.node_version", lambda _: (99, 0, 0))
    make_snapshot(RUNTIME, b"zip", tmp_path)
    assert files() == 4
    (tmp_path / "pyodide-lock.json").write_text("altered")
    monkeypatch.setattr("buildtools.snapshot.FOLDER", tmp_path)
    make_snapshot(RUNTIME, b"zip", tmp_path)
    assert files() == 5
    assert len(runs) == 5
