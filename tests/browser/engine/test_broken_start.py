"""A start that fails: the page says clearly why, and keeps the text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from buildtools.browser import ensure_chromium
from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import on_the_way, started_otherwise
from tests.browser.support.damage import SNAPSHOT, scrambled, truncated
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.survival import TOKEN, assert_kept, assert_works, failed_message, inspect
from tests.site_server import SiteServer

pytestmark = pytest.mark.only(
    "chromium", reason="told by scripts of the site, in all browsers alike"
)

PYTHON_FILES = ["*/python_stdlib.zip", "assets/python-*.bin"]


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("*/pyodide.asm.wasm.bin", "pyodide.asm.wasm"),
        ("*/pyodide.asm.mjs", "pyodide.asm.mjs"),
        ("*/pyodide.mjs", "pyodide.mjs"),
        (PYTHON_FILES[0], "python_stdlib.zip"),
        (PYTHON_FILES[1], "python-"),
        ("assets/worker-*.js", "The engine could not be loaded"),
    ],
)
def test_a_missing_file_is_named_and_retry_goes_on_when_it_is_back(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer, pattern: str, named: str
) -> None:
    page_guard.allow("404|console warning|console error|uncaught: TypeError: Failed to fetch")
    if pattern in PYTHON_FILES:
        site.missing.add(SNAPSHOT)  # a start with the snapshot does not wait for Python's modules
    site.missing.add(pattern)
    page = open_page("#token=" + TOKEN, wait_ready=False)
    message = failed_message(page)
    assert named in message
    assert "Retry" in message
    assert page.evaluate("jwtPlayground.ready.catch((error) => error.code)") == "engine-failed"
    assert inspect(page, TOKEN)["code"] == "engine-failed"
    assert_kept(page)

    site.reset()
    page.locator("#load-retry").click()
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible(timeout=30_000)
    assert_kept(page)
    assert_works(page)


@pytest.mark.parametrize("change", [truncated, scrambled])
@pytest.mark.parametrize("pattern", [*PYTHON_FILES, "*/pyodide.asm.wasm.bin"])
def test_a_damaged_file_ends_the_start_with_a_message(
    open_page: OpenPage,
    page_guard: PageGuard,
    site: SiteServer,
    pattern: str,
    change: Callable[[bytes], bytes],
) -> None:
    page_guard.allow("404|console warning|console error|uncaught")
    if pattern in PYTHON_FILES:
        site.missing.add(SNAPSHOT)
    site.replace[pattern] = change
    page = open_page("#token=" + TOKEN, wait_ready=False)
    message = failed_message(page)
    if change is truncated or "wasm" in pattern:
        assert "is damaged" in message
    else:
        assert "Python could not be started" in message
    assert_kept(page)


@on_the_way
def test_a_host_that_does_not_know_wasm_files_will_do(
    open_page: OpenPage, page: Page, site: SiteServer
) -> None:
    wasm = next(site.folder.glob("*/pyodide.asm.wasm.bin"))
    served: list[str] = []

    def serve_as_bytes(route: Route) -> None:
        served.append(route.request.url)
        route.fulfill(body=wasm.read_bytes(), content_type="application/octet-stream")

    page.context.route("**/pyodide.asm.wasm.bin", serve_as_bytes)
    assert_works(open_page())
    assert len(served) == 1


@started_otherwise
def test_a_browser_without_webassembly_is_told_so(browser: Browser, site: SiteServer) -> None:
    without = browser.browser_type.launch(
        executable_path=ensure_chromium(Path(sys.executable)),
        args=["--no-sandbox", "--js-flags=--jitless"],
    )
    page = without.new_page()
    page.goto(site.url + "#token=" + TOKEN)
    assert "WebAssembly" in failed_message(page)
    assert_kept(page)
    without.close()


@on_the_way
def test_a_browser_without_module_workers_is_told_so(
    open_page: OpenPage, page_guard: PageGuard, page: Page
) -> None:
    # Such browsers ignore `type`, and a classic worker fails at `import`.
    page.add_init_script(
        "const Real = Worker; Worker = class { constructor(url) { return new Real(url); } };"
    )
    page_guard.allow("Cannot use import statement")
    open_page("#token=" + TOKEN, wait_ready=False)
    assert "recent" in failed_message(page)
    assert_kept(page)


def test_what_is_typed_while_the_engine_loads_is_kept_and_judged(
    open_page: OpenPage, site: SiteServer
) -> None:
    held = site.hold("*/pyodide.asm.wasm.bin")
    page = open_page(wait_ready=False)
    page.locator("#token .cm-content").click()
    page.keyboard.type(TOKEN)
    expect(page.locator("#payload .cm-content")).to_contain_text("kept")
    held.set()
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible(timeout=30_000)
    assert_kept(page)
