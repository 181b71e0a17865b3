"""What a start needs first has the line for itself; hosts that compress and hosts that do not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from tests.browser.conftest import OpenPage, wait_until_quiet, wait_until_ready
from tests.browser.support.node import run_module
from tests.browser.support.starts import STDLIB, inspect, loaded, wait_until_asked
from tests.browser.support.survival import TOKEN
from tests.site_server import WITNESS_NAME, SiteServer

WASM = "*/pyodide.asm.wasm.bin"

# Tells, for each number of bytes of the wasm, which files have been asked for.
ASKED = """
import { inOrder } from "./site/engine/download-order.js";
const files = inOrder(given.map((url) => ({ url, bytes: 800 })));
const asked = [];
for (const { url, after } of files) after ? after.then(() => asked.push(url)) : asked.push(url);
const steps = [];
for (const bytes of [0, 99, 100, 599, 600, 800]) {
  files.find(({ onBytes }) => onBytes).onBytes(bytes);
  await new Promise((done) => setTimeout(done));
  steps.push([...asked]);
}
tell(steps);
"""


def kind_of(name: str) -> str:
    """Return what a script of the page is called without its hash, and other names as they are."""
    return name.removeprefix("assets/").split("-")[0] if name.endswith(".js") else name


def test_the_modules_wait_for_a_part_of_the_wasm_and_the_rest_for_most_of_it() -> None:
    wasm, module, rest = "p/pyodide.asm.wasm.bin", "p/pyodide.mjs", "a/snapshot-1.bin"
    steps: Any = run_module(ASKED, [module, wasm, rest])
    assert steps == [
        [wasm], [wasm], [wasm, module], [wasm, module], [wasm, module, rest], [wasm, module, rest],
    ]  # fmt: skip


def test_what_is_asked_for_depends_on_how_much_of_the_wasm_is_there(
    open_page: OpenPage, site: SiteServer
) -> None:
    arrives = site.hold(WASM)
    rest = site.hold_half(WASM)
    page = open_page("#token=" + TOKEN, wait_ready=False)
    page.locator("#payload .cm-content").get_by_text("kept").wait_for()
    [wasm] = [path.relative_to(site.folder).as_posix() for path in site.folder.glob(WASM)]
    assert wasm in site.requests
    named = (site.folder / "index.html").read_text("utf-8")
    # Firefox asks for the icon by itself.
    unnamed = {name for name in site.requests if name not in named and name != WITNESS_NAME}
    assert {kind_of(name) for name in unnamed} <= {"index.html", "worker", "carried", "chunk", wasm}

    arrives.set()
    wait_until_asked(page, site, "asm.mjs")
    assert not any("snapshot-" in name for name in site.requests)

    # Requests that are sent at the same moment can arrive in another order. So the rest of the
    # wasm comes only now.
    rest.set()
    wait_until_ready(page)
    wait_until_quiet(page)
    kinds = ("wasm.bin", "asm.mjs", "snapshot-", STDLIB)
    order = [kind for name in site.requests for kind in kinds if kind in name]
    assert order == list(kinds)


def test_a_host_that_compresses_everything_does_no_harm(
    open_page: OpenPage, site: SiteServer
) -> None:
    site.compresses = True
    page = open_page()
    assert inspect(page)["verdict"] == "valid"
    assert loaded(site, ".wasm.bin") == loaded(site, "asm.mjs") == 1
    assert any("snapshot-" in name for name in site.requests)


def test_the_packed_wasm_is_the_only_one_in_the_site(dist: Path) -> None:
    [packed] = dist.glob(WASM)
    assert gzip.decompress(packed.read_bytes())[:4] == b"\0asm"
    assert [*dist.rglob("*.wasm")] == []
