"""A snapshot that does not fit is refused, and the engine starts without it."""

from __future__ import annotations

import base64
import gzip
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from buildtools.snapshot import sizes
from tests.browser.conftest import OpenPage
from tests.browser.support.damage import SNAPSHOT, of_another_build, repacked
from tests.browser.support.guard import PageGuard
from tests.browser.support.node import run_module
from tests.browser.support.starts import STDLIB, inspect, loaded
from tests.site_server import SiteServer

# A start without the snapshot keeps the machine busy for up to ten seconds.
ALIKE = pytest.mark.only("chromium", reason="decided by scripts of the site, in all alike")
Change = Callable[[bytes], bytes]

# A start from a file with a fake runtime: only the file itself is checked.
START = """
import { snapshotOptions } from "./site/engine/snapshot.js";
const { memory, header } = given;
const response = Promise.resolve(new Response(Buffer.from(given.file, "base64")));
const runtime = { HEAPU8: new Uint8Array(memory), __PyRuntime: 0, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: 0 };
const create = async ({ preRun }) => (preRun.forEach((run) => run(runtime)), runtime);
const options = snapshotOptions({ load: async () => ({ default: create }) }, "", { response, memory, header });
await options.createPyodideModule({ preRun: [] }).then(
  () => tell("taken"), (error) => tell(String(error)));
"""

# A start from a file with a fake runtime that writes into its memory while it starts.
RESTORED = """
import { snapshotOptions } from "./site/engine/snapshot.js";
const { memory, header, fresh, written, end } = given;
const response = Promise.resolve(new Response(Buffer.from(given.file, "base64")));
const HEAPU8 = new Uint8Array(memory);
new Int32Array(HEAPU8.buffer).set(fresh);
const runtime = { HEAPU8, _sbrk: () => end, __PyRuntime: 0, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: 0 };
const create = async ({ preRun }) => {
  for (const run of preRun) run(runtime);
  for (const at of written) HEAPU8[at] = 99;
  return runtime;
};
const options = snapshotOptions({ load: async () => ({ default: create }) }, "", { response, memory, header });
await options.createPyodideModule({ preRun: [] });
tell([...HEAPU8].flatMap((byte, at) => (byte === 0 ? [] : [[at, byte]])));
"""

# The words are those of the browser or of Node.
INFLATING = r"^\w*Error: (?!the snapshot)"


def flipped(data: bytes) -> bytes:
    return data[:1000] + bytes([data[1000] ^ 1]) + data[1001:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda data: data, "of another runtime", id="unchanged"),
        pytest.param(lambda data: data[: len(data) // 2], INFLATING, id="half"),
        pytest.param(lambda data: data[:-1], INFLATING, id="short"),
        pytest.param(flipped, INFLATING, id="bit"),
        pytest.param(lambda data: repacked(data, 0, 1), "of another build", id="format"),
        pytest.param(lambda data: repacked(data, 1, 65536), "of another build", id="size"),
        pytest.param(lambda data: repacked(data, 5, 1), "cut off|RangeError", id="count"),
        pytest.param(lambda data: bytes(len(data)), INFLATING, id="zeros"),
        pytest.param(lambda data: b"", INFLATING, id="empty"),
    ],
)
def test_a_file_that_is_no_snapshot_is_refused(dist: Path, change: Change, said: str) -> None:
    [file] = dist.glob(SNAPSHOT)
    data = file.read_bytes()
    given = {"file": base64.b64encode(change(data)).decode(), **sizes(data)}
    refused = run_module(START, given)
    assert re.search(said, refused)


def test_the_memory_becomes_that_of_the_snapshot_but_for_what_depends_on_the_browser() -> None:
    # The first word says where the address of the browser's own function is stored: in the third.
    at_build, in_browser = [8, 0x1234, 0], [8, 0x1234, 77]
    used = 8192
    total = 0
    for word in [*at_build, *[0] * (used // 4 - len(at_build))]:
        total = (total * 31 + word) % 2**32
    header, runs = bytes(16), [(0, 4096), (12288, 4096)]
    changed = struct.pack("<3I", 0, 0x1234 ^ 0x1235, 0).ljust(4096, b"\0")
    file = struct.pack("<6I", 0x706E7333, 65536, len(header), used, total, len(runs))
    file += b"".join(struct.pack("<2I", *run) for run in runs)
    file += header + changed + b"hi".ljust(4096, b"\0")
    given = {
        "file": base64.b64encode(gzip.compress(file)).decode(),
        **sizes(gzip.compress(file)),
        "fresh": in_browser,
        # Places in the constants, inside and outside of a run; and behind them, outside and inside.
        "written": [5, 2000, 5000, 9000, 12289],
        "end": 20000,
    }
    assert run_module(RESTORED, given) == [
        *[[0, 8], [4, 0x35], [5, 0x12], [8, 77]],
        *[[12288, ord("h")], [12289, ord("i")]],
    ]


@pytest.mark.parametrize(
    "change",
    [
        # The browser refuses these itself when it unpacks them.
        pytest.param(lambda data: data[: len(data) // 2], id="half"),
        pytest.param(flipped, id="bit", marks=ALIKE),
        # Our script and Pyodide's refuse these, when the runtime is already there.
        pytest.param(lambda data: repacked(data, 4, 1), id="of another runtime", marks=ALIKE),
        pytest.param(of_another_build, id="of another Pyodide", marks=ALIKE),
    ],
)
def test_after_a_snapshot_that_does_not_fit_the_plain_start_is_taken(
    open_page: OpenPage,
    page_guard: PageGuard,
    site: SiteServer,
    told: list[str],
    change: Change,
) -> None:
    # Firefox writes the failure to the console, although the page catches it.
    page_guard.allow("Failed to read data from the ReadableStream|NS_BASE_STREAM_CLOSED")
    site.replace[SNAPSHOT] = change
    page = open_page()
    assert inspect(page)["verdict"] == "valid"
    assert len(told) == 1
    assert "without the snapshot" in told[0]
    assert loaded(site, STDLIB) == 1


@ALIKE
def test_a_missing_snapshot_is_done_without(
    open_page: OpenPage,
    page_guard: PageGuard,
    site: SiteServer,
    told: list[str],
) -> None:
    page_guard.expect("404")
    site.missing.add(SNAPSHOT)
    assert inspect(open_page())["verdict"] == "valid"
    assert len(told) == 1
    assert loaded(site, STDLIB) == 1
