"""The runtime as the page gets it: its WebAssembly packed, its script shorter, both the same in effect."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from buildtools.common import BuildError
from buildtools.runtime import FOLDER, runtime_files
from buildtools.runtime_script import compacted, exports, with_loop
from buildtools.sent_runtime import PACKED, SCRIPT, WASM, sent_runtime
from tests.browser.support.node import run_module

# Everything that the started runtime offers: the name, the kind, and the value of a number.
OFFERED = """
const { loadPyodide } = await import(given + "/pyodide.mjs");
const { _module } = await loadPyodide({ indexURL: given + "/" });
tell(Object.keys(_module).sort().map((name) => {
  const value = _module[name];
  const more = { number: () => value, function: () => value.length }[typeof value];
  return [name, typeof value, more?.() ?? null];
}));
"""


@pytest.fixture(scope="module")
def runtime() -> dict[str, bytes]:
    return runtime_files()[1]


@pytest.fixture(scope="module")
def short(runtime: dict[str, bytes]) -> bytes:
    return compacted(runtime[SCRIPT].decode(), runtime[WASM])


def test_the_packed_webassembly_is_the_runtimes_and_nothing_else_changes(
    runtime: dict[str, bytes], tmp_path: Path
) -> None:
    sent = sent_runtime(runtime, tmp_path)
    assert gzip.decompress(sent[PACKED]) == runtime[WASM]
    assert len(sent[PACKED]) < 3_400_000
    assert sent.keys() == {*runtime, PACKED} - {WASM}
    same = {name for name in sent if sent[name] == runtime.get(name)}
    assert same == set(runtime) - {WASM, SCRIPT}


def test_it_is_packed_once_and_a_kept_file_that_was_altered_is_made_anew(
    runtime: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs: list[bytes] = []

    def gzipped(data: bytes) -> bytes:
        packs.append(data)
        return b"packed"

    monkeypatch.setattr("buildtools.sent_runtime.gzipped", gzipped)
    for _ in range(2):
        assert sent_runtime(runtime, tmp_path)[PACKED] == b"packed"
    assert len(packs) == 1
    [kept] = tmp_path.glob("*.bin")
    kept.write_bytes(b"altered")
    assert sent_runtime(runtime, tmp_path)[PACKED] == b"packed"
    assert len(packs) == 2
    assert [path.read_bytes() for path in tmp_path.glob("*.bin")] == [b"packed"]


def test_the_short_script_is_half_as_long_and_offers_exactly_the_same(
    runtime: dict[str, bytes], short: bytes, tmp_path: Path
) -> None:
    assert len(short) < 0.55 * len(runtime[SCRIPT])
    changed = tmp_path / "pyodide"
    shutil.copytree(FOLDER, changed)
    (changed / SCRIPT).write_bytes(short)
    before, after = (run_module(OFFERED, str(folder)) for folder in (FOLDER, changed))
    assert len(before) > 5_000
    assert json.dumps(after) == json.dumps(before)


def test_a_script_that_is_built_in_another_way_is_refused(runtime: dict[str, bytes]) -> None:
    script, exported = runtime[SCRIPT].decode(), exports(runtime[WASM])
    with pytest.raises(BuildError, match="no function assignWasmExports"):
        with_loop(script.replace("assignWasmExports", "assign"), exported)
    with pytest.raises(BuildError, match="other exports"):
        with_loop(script, {f"{name}_": kind for name, kind in exported.items()})
    with pytest.raises(BuildError, match="exports nothing"):
        exports(runtime[WASM][:8])
