"""What breaks on purpose: a clear message each, the page alive, the text kept."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from buildtools.browser import ensure_chromium
from tests.browser.abilities import in_the_worker, on_the_way, started_otherwise
from tests.browser.conftest import OpenPage
from tests.browser.expect import expect
from tests.browser.guard import PageGuard
from tests.site_server import SiteServer

pytestmark = pytest.mark.only(
    "chromium", reason="the worker is sabotaged by Playwright, from inside"
)

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrZXB0In0.AAAA"
SNAPSHOT = "assets/snapshot-*.bin"
INSPECT = """
([token, options]) => jwtPlayground.call("inspect", { token: JSON.parse(token) }, options).then(
  (report) => ({ report }), ({ code, message }) => ({ code, message }))
"""
# Busy from now on, as a worker is while Python computes: what the page asks for
# has to wait for `then`.
BUSY_THEN = """
(then) => new Promise((started) => setTimeout(() => {
  started();
  setTimeout(() => {
    for (const end = performance.now() + 300; performance.now() < end; );
    if (then === "throw") throw new Error("sabotage");
    if (then === "close") self.close();
    if (then === "hang") for (;;);
  });
}))
"""


def open_and_judge(open_page: OpenPage) -> Page:
    """Open the page with TOKEN, and return when it has no more questions to the engine."""
    page = open_page("#token=" + TOKEN)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible(timeout=30_000)
    page.evaluate("jwtPlayground.call('meta', {})")  # answered after what the page has asked
    return page


def inspect(page: Page, token: str, **options: object) -> Any:
    # As JSON, so that lone surrogates arrive as they are.
    return page.evaluate(INSPECT, [json.dumps(token), options])


def assert_kept(page: Page) -> None:
    expect(page.locator("#token .cm-content")).to_have_text(TOKEN)


def assert_works(page: Page) -> None:
    assert inspect(page, TOKEN)["report"]["payload"] == '{"sub":"kept"}'


def failed_message(page: Page) -> str:
    """Wait for the start to fail, and return what the page says."""
    retry = page.locator("#load-retry")
    expect(retry).to_be_visible(timeout=30_000)
    return page.locator("#load-text").inner_text()


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in data)


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("*/pyodide.asm.wasm", "pyodide.asm.wasm"),
        ("*/pyodide.asm.mjs", "pyodide.asm.mjs"),
        ("*/pyodide.mjs", "pyodide.mjs"),
        ("*/python_stdlib.zip", "python_stdlib.zip"),
        ("assets/python-*.zip", "python-"),
        ("assets/worker-*.js", "engine"),
    ],
)
def test_a_missing_file_is_named_and_retry_goes_on_when_it_is_back(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer, pattern: str, named: str
) -> None:
    page_guard.allow("404|console warning|console error|uncaught: TypeError: Failed to fetch")
    if pattern.endswith(".zip"):
        site.missing.add(SNAPSHOT)  # with it, no start waits for Python's modules
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
@pytest.mark.parametrize(
    "pattern", ["assets/python-*.zip", "*/python_stdlib.zip", "*/pyodide.asm.wasm"]
)
def test_a_damaged_file_ends_the_start_with_a_message(
    open_page: OpenPage,
    page_guard: PageGuard,
    site: SiteServer,
    pattern: str,
    change: Callable[[bytes], bytes],
) -> None:
    page_guard.allow("404|console warning|console error|uncaught")
    if pattern.endswith(".zip"):
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
    wasm = next(site.folder.glob("*/pyodide.asm.wasm"))
    served: list[str] = []

    def serve_as_bytes(route: Route) -> None:
        served.append(route.request.url)
        route.fulfill(body=wasm.read_bytes(), content_type="application/octet-stream")

    page.context.route("**/pyodide.asm.wasm", serve_as_bytes)
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


@in_the_worker
def test_a_worker_that_dies_at_work_is_replaced(open_page: OpenPage, page_guard: PageGuard) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    dead = page.workers[0]
    dead.evaluate(BUSY_THEN, "throw")
    lost = inspect(page, "a.b.c")
    assert lost["code"] == "engine-lost"
    assert "stopped" in lost["message"]
    assert_kept(page)
    assert_works(page)
    assert dead not in page.workers


@in_the_worker
def test_a_worker_that_dies_while_the_page_waits_for_it_leaves_the_text_and_a_message(
    open_page: OpenPage, page_guard: PageGuard
) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    page.workers[0].evaluate(BUSY_THEN, "throw")
    page.locator("#token .cm-content").press("ControlOrMeta+End")
    page.keyboard.type("x")
    expect(page.locator("#error")).to_contain_text("stopped")
    expect(page.locator("#token .cm-content")).to_have_text(TOKEN + "x")
    page.keyboard.press("Backspace")
    expect(page.locator("#error")).to_be_empty(timeout=30_000)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible()
    assert_kept(page)


@in_the_worker
@pytest.mark.parametrize("then", ["close", "hang"])
def test_a_worker_that_never_answers_is_replaced(open_page: OpenPage, then: str) -> None:
    page = open_and_judge(open_page)
    silent = page.workers[0]
    silent.evaluate(BUSY_THEN, then)
    begun = time.monotonic()
    lost = inspect(page, "a.b.c", timeout=800)
    assert lost["code"] == "engine-timeout"
    assert "0.8 s" in lost["message"]
    assert time.monotonic() - begun < 10
    assert_kept(page)
    assert_works(page)
    # Chromium takes a moment to end one that is busy.
    while silent in page.workers and time.monotonic() - begun < 20:
        page.evaluate("null")
    assert silent not in page.workers


@in_the_worker
def test_a_worker_that_keeps_dying_is_given_up_until_retry(
    open_page: OpenPage, page_guard: PageGuard
) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    for code in ("engine-lost", "engine-lost", "engine-failed"):
        page.evaluate("jwtPlayground.ready")
        page.workers[-1].evaluate(BUSY_THEN, "throw")
        assert inspect(page, "a.b.c")["code"] == code
    assert "3 times in a row" in failed_message(page)
    assert_kept(page)
    page.locator("#load-retry").click()
    page.evaluate("jwtPlayground.ready")
    assert_works(page)
    assert_kept(page)


DEEP = {
    "arrays": "[" * 100_000,
    "objects": '{"a":' * 100_000,
    "closed": "[" * 100_000 + "]" * 100_000,
}


@in_the_worker
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_json_nested_100000_deep_gives_a_finding_and_the_engine_lives(
    ready_page: Page, text: str
) -> None:
    engine = ready_page.workers[0]
    encoded = ready_page.evaluate("(text) => btoa(text).replace(/=+$/, '')", text)
    for token in (f"e30.{encoded}.AAAA", f"{encoded}.e30.AAAA", text):
        report = inspect(ready_page, token)["report"]
        assert report["verdict"] in ("invalid", "unverified")
        assert report["findings"]
    for op, params in (
        ("sign", {"header": text, "payload": text, "key": {"text": "k" * 32}}),
        ("describe_key", {"key": {"text": text}}),
    ):
        assert ready_page.evaluate("([op, params]) => jwtPlayground.call(op, params)", [op, params])
    assert ready_page.workers == [engine]


@in_the_worker
@pytest.mark.parametrize("op", ["inspect", "sign"])
def test_a_secret_nested_100000_deep_gives_a_finding_and_the_engine_lives(
    open_page: OpenPage, page_guard: PageGuard, op: str
) -> None:
    page_guard.allow("Pyodide|RangeError|cause of the fatal error|uncaught")
    page = open_page()
    engine = page.workers[0]
    key = {"text": "[" * 100_000}
    params = {"header": '{"alg":"HS256"}', "payload": "{}"} if op == "sign" else {"token": TOKEN}
    asked = [op, {**params, "key": key}]
    assert page.evaluate("([op, params]) => jwtPlayground.call(op, params)", asked)
    assert page.workers == [engine]


@in_the_worker
def test_parameters_nested_100000_deep_are_refused_and_the_engine_lives(ready_page: Page) -> None:
    engine = ready_page.workers[0]
    code = ready_page.evaluate(
        """() => {
          let deep = [];
          for (let level = 0; level < 100_000; level += 1) deep = [deep];
          return jwtPlayground.call("inspect", { token: "", expect: deep }).catch(({ code }) => code);
        }"""
    )
    assert code == "bad-request"
    assert_works(ready_page)
    assert ready_page.workers == [engine]


@pytest.mark.parametrize("text", ["a\ud800b", "\udc00", "a\x00b", "e30.\x00.\ud800", "\x00" * 1000])
def test_a_lone_surrogate_or_nul_gives_a_report(ready_page: Page, text: str) -> None:
    report = inspect(ready_page, text)["report"]
    assert report["findings"]
    assert all(finding["message"] for finding in report["findings"])


def test_a_token_of_a_megabyte_is_read_in_a_moment_and_stays(
    open_page: OpenPage,
) -> None:
    page = open_page()
    token = page.evaluate(
        """() => {
          const payload = JSON.stringify({ sub: "kept", a: "a".repeat(750_000) });
          return `eyJhbGciOiJIUzI1NiJ9.${btoa(payload).replace(/=+$/, "")}.AAAA`;
        }"""
    )
    assert len(token) > 1_000_000
    begun = time.monotonic()
    report = inspect(page, token)["report"]
    assert json.loads(report["payload"])["sub"] == "kept"
    assert time.monotonic() - begun < 5
    page.goto(page.url.split("#")[0] + "#token=" + token)  # in the same page: a changed fragment
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible()
    assert_works(page)


def test_what_is_typed_while_the_engine_loads_is_kept_and_judged(
    open_page: OpenPage, site: SiteServer
) -> None:
    held = site.hold("*/pyodide.asm.wasm")
    page = open_page(wait_ready=False)
    page.locator("#token .cm-content").click()
    page.keyboard.type(TOKEN)
    expect(page.locator("#payload .cm-content")).to_contain_text("kept")
    held.set()
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible(timeout=30_000)
    assert_kept(page)
