"""The worker in the built page: it starts, answers, and can reach no other server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, wait_until_quiet
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import A1_JWK, A1_TOKEN
from tests.browser.support.storage import NOTHING, kept
from tests.site_server import SiteServer

pytestmark = pytest.mark.only("chromium", reason="the worker is watched by Playwright, from inside")

CALL = "([op, params, options]) => jwtPlayground.call(op, params, options)"
REFUSED = """
(request) => jwtPlayground.call(...request).then(
  () => null, ({ name, code, message }) => ({ name, code, message }))
"""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Start a server of another origin that answers everybody; give its address and its requests."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        server.shutdown()


@in_the_worker
@pytest.mark.parametrize(
    ("directive", "way"),
    [
        ("connect-src", "fetch(url)"),
        ("connect-src", "fetch(url, { mode: 'no-cors' })"),
        ("connect-src", "new WebSocket(url.replace('http', 'ws'))"),
        ("connect-src", "new EventSource(url)"),
        (
            "connect-src",
            "(() => { const x = new XMLHttpRequest(); x.open('GET', url); x.send(); })()",
        ),
        ("script-src-elem", "import(url)"),
    ],
)
def test_the_worker_cannot_reach_another_origin(
    open_page: OpenPage,
    page_guard: PageGuard,
    elsewhere: tuple[str, list[str]],
    directive: str,
    way: str,
) -> None:
    url, asked = elsewhere
    page = open_page()
    # Chromium reports it in the console, and Playwright reports the request that was stopped.
    page_guard.allow(r"Content Security Policy|request to another origin|\(csp\)")
    violated = page.workers[0].evaluate(
        f"""(url) => new Promise((tell) => {{
          addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
          Promise.resolve({way}).catch(() => {{}});
        }})""",
        url,
    )
    assert violated in (directive, "worker-src")
    assert asked == []


@in_the_worker
def test_a_worker_that_does_not_inherit_the_policy_could_reach_it(
    open_page: OpenPage,
    page_guard: PageGuard,
    site: SiteServer,
    elsewhere: tuple[str, list[str]],
) -> None:
    # This proves that the test above can fail, and shows why start-worker.js uses a blob.
    url, asked = elsewhere
    page = open_page(wait_ready=False)
    page_guard.expect("request to another origin")
    with page.expect_worker(lambda worker: not worker.url.startswith("blob:")) as started:
        page.evaluate(
            """(url) => { globalThis.kept = new Worker(url, { type: "module" }); }""",
            f"assets/{next(site.folder.glob('assets/worker-*.js')).name}",
        )
    started.value.evaluate("(url) => fetch(url).then(() => true)", url)
    assert asked == ["/"]


@in_the_worker
def test_the_worker_evaluates_no_text_as_code(open_page: OpenPage, page_guard: PageGuard) -> None:
    page = open_page()
    page_guard.allow("eval")
    outcome = page.workers[0].evaluate(
        """new Promise((tell) => setTimeout(() => {
          try { (0, eval)("1"); tell("ran"); } catch (error) { tell(error.name); }
        }))"""
    )
    assert outcome == "EvalError"


def started_from(site: SiteServer) -> dict[str, Path]:
    """Return the files that a start waits for, each under a short name."""
    patterns = {
        "loader": "pyodide-*/pyodide.mjs",
        "runtime": "pyodide-*/pyodide.asm.mjs",
        "wasm": "pyodide-*/pyodide.asm.wasm.bin",
        "snapshot": "assets/snapshot-*.bin",
    }
    return {name: next(site.folder.glob(pattern)) for name, pattern in patterns.items()}


def test_progress_counts_the_bytes_of_every_file_up_to_the_last(
    open_page: OpenPage, site: SiteServer
) -> None:
    held = site.hold("assets/snapshot-*.bin")
    page = open_page(wait_ready=False)
    bar = page.locator("#load-progress")
    sizes = {name: path.stat().st_size for name, path in started_from(site).items()}
    total = sum(sizes.values())
    # All files but the snapshot have arrived, so the bar shows their share of all bytes.
    page.evaluate(
        """(share) => new Promise((done) => {
          const bar = document.getElementById("load-progress");
          const look = () => Math.abs(bar.value - share) < 1e-6 ? done() : setTimeout(look, 20);
          look();
        })""",
        (total - sizes["snapshot"]) / total,
    )
    expect(bar).to_be_visible()
    held.set()
    page.evaluate("() => jwtPlayground.ready")
    expect(bar).to_be_hidden()


def test_each_file_of_the_start_is_asked_for_once(open_page: OpenPage, site: SiteServer) -> None:
    open_page()
    expected = sorted(
        path.relative_to(site.folder).as_posix() for path in started_from(site).values()
    )
    asked = [name for name in site.requests if name in expected]
    assert sorted(asked) == expected


def test_a_call_gives_the_engines_result(ready_page: Page) -> None:
    key = {"text": A1_JWK}
    report = ready_page.evaluate(
        CALL, ["inspect", {"token": A1_TOKEN, "key": key, "now": 1300819379}]
    )
    assert (report["verdict"], report["signature"], report["now"]) == ("valid", "valid", 1300819379)


def test_a_call_without_a_time_is_judged_now(ready_page: Page) -> None:
    before = time.time()
    report = ready_page.evaluate(CALL, ["inspect", {"token": A1_TOKEN}])
    assert before - 1 <= report["now"] <= time.time() + 1


def test_a_call_keeps_the_time_it_names(ready_page: Page) -> None:
    for now in (0, 12.5, 1300819380, 253402300799):
        report = ready_page.evaluate(CALL, ["inspect", {"token": A1_TOKEN, "now": now}])
        assert report["now"] == now


def test_text_reaches_the_engine_and_comes_back_unchanged(ready_page: Page) -> None:
    payload = '{"id":100002348117421473,"a":1,"a":2,"t":"\\ud800 é \U0001f600 \\u0000"}'
    signed = ready_page.evaluate(
        CALL,
        ["sign", {"header": '{"alg":"HS256"}', "payload": payload, "key": {"text": "k" * 32}}],
    )
    report = ready_page.evaluate(CALL, ["inspect", {"token": signed["token"]}])
    assert report["header"] == '{"alg":"HS256"}'
    assert report["payload"] == payload


def test_a_call_that_makes_no_sense_rejects_with_a_code(ready_page: Page) -> None:
    refused = ready_page.evaluate(REFUSED, ["conjure", {}])
    assert refused["code"] == "bad-request"
    assert refused["name"] == "JwtPlaygroundError"
    assert "conjure" in refused["message"]


def test_calls_answer_each_its_own_caller(ready_page: Page) -> None:
    payloads = [f'{{"n":{n}}}' for n in range(40)]
    tokens = ready_page.evaluate(
        """(payloads) => Promise.all(payloads.map((payload) => jwtPlayground.call("sign",
          { header: '{"alg":"HS256"}', payload, key: { text: "k".repeat(32) } })))""",
        payloads,
    )
    reports = ready_page.evaluate(
        """(tokens) => Promise.all(tokens.map((token) => jwtPlayground.call("inspect", { token })))""",
        [signed["token"] for signed in tokens],
    )
    assert [report["payload"] for report in reports] == payloads


def test_a_call_leaves_the_page_as_it_is(open_page: OpenPage) -> None:
    page = open_page("#token=" + A1_TOKEN)
    wait_until_quiet(page)  # then the versions are shown
    expect(page.locator("#announce")).to_contain_text("Invalid")  # announced when typing pauses
    shown = page.locator("#page").inner_text()
    page.evaluate(CALL, ["inspect", {"token": "other"}])
    page.evaluate(CALL, ["generate_key", {"alg": "HS256"}])
    assert page.locator("#page").inner_text() == shown


def test_the_version_is_the_projects(ready_page: Page) -> None:
    meta = ready_page.evaluate(CALL, ["meta", {}])
    assert ready_page.evaluate("jwtPlayground.version") == meta["versions"]["jwt_playground"]


def test_nothing_is_kept_in_the_browser(ready_page: Page) -> None:
    ready_page.evaluate(CALL, ["generate_key", {"alg": "HS256"}])
    assert kept(ready_page) == NOTHING
