"""The service worker keeps the site on the first visit; then it opens without a network."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from buildtools.browser import ensure_chromium
from tests.browser.conftest import CHROMIUM_ARGUMENTS, wait_until_ready, wait_until_started
from tests.browser.offline.visitor import STATUS_OF, Visitor, until
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.engines import own_address
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_TOKEN, SECRET, Playground, hs256, is_signed
from tests.build.conftest import read_folder
from tests.site_server import SiteServer, serving

pytestmark = pytest.mark.only(
    "chromium", reason="caches and updates are followed by Playwright, across workers"
)

CALL = "([op, params]) => jwtPlayground.call(op, params)"

IDLE = "new Promise((done) => requestIdleCallback(done))"

STORED = """async () => {
  const stored = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    stored[name] = requests.map(({ url }) => url);
  }
  return stored;
}"""


# The patterns of files that are kept unpacked, and their types.
KEPT_UNPACKED = {
    "assets/snapshot-*.bin": "application/octet-stream",
    "*/pyodide.asm.wasm.bin": "application/wasm",
}


def call(page: Page, op: str, **params: Any) -> Any:
    return page.evaluate(CALL, [op, params])


@pytest.mark.only("chromium", "firefox", "webkit", reason="nothing but visits is needed")
def test_the_second_visit_needs_no_network(visitor: Visitor) -> None:
    first = visitor.visit()
    visitor.settle(first)
    first.close()
    visitor.go_offline()

    page = visitor.visit()
    play = Playground(page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")

    made = call(page, "generate_key", alg="RS256")
    signed = call(
        page, "sign", header='{"alg":"RS256"}', payload="{}", key={"text": made["private"]["jwk"]}
    )
    report = call(page, "inspect", token=signed["token"], key={"text": made["public"]["jwk"]})
    assert (report["verdict"], report["engine"]) == ("valid", "webcrypto")
    signed = call(page, "sign", header='{"alg":"HS256"}', payload="{}", key={"text": SECRET})
    assert is_signed(signed["token"], "sha256")

    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    link = page.get_by_label("Link", exact=True).input_value()
    page.goto("about:blank")
    page.goto(link)
    expect(play.verdict).to_have_text("Valid")
    assert page.evaluate(STATUS_OF, "licenses.txt") == 200
    # Chromium looks for a newer service worker, and gets no answer.
    assert set(visitor.server.requests) <= {"sw.js"}


@in_the_worker
def test_on_a_second_visit_the_policy_holds_in_the_worker_too(visitor: Visitor) -> None:
    visitor.settle(visitor.visit())
    page = visitor.visit()
    assert not page.workers[0].url.startswith("blob:")
    visitor.guard.allow(r"Content Security Policy|request to another origin|\(csp\)")
    violated = page.workers[0].evaluate(
        """() => new Promise((tell) => {
          addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
          setTimeout(() => tell("nothing forbade it"), 5_000);
          fetch("https://elsewhere.invalid/").catch(() => {});
        })"""
    )
    assert violated == "connect-src"


def test_the_second_visit_finds_the_snapshot_unpacked(visitor: Visitor) -> None:
    first = visitor.visit()
    visitor.settle(first)
    told: list[str] = []
    visitor.context.on("console", lambda message: told.append(message.text))
    page = visitor.visit()
    folder = visitor.server.folder
    for pattern, kind in KEPT_UNPACKED.items():
        [file] = folder.glob(pattern)
        size = len(gzip.decompress(file.read_bytes()))
        kept = page.evaluate(
            """async (url) => {
              const response = await fetch(url);
              const { byteLength } = await response.arrayBuffer();
              const headers = ["X-Unpacked-Length", "Content-Type"];
              return [byteLength, ...headers.map((name) => response.headers.get(name))];
            }""",
            file.relative_to(folder).as_posix(),
        )
        assert kept == [size, str(size), kind], pattern
    assert told == []  # so the engine started from the snapshot


def test_the_first_visit_asks_for_nothing_twice(
    browser: Browser, server: SiteServer, tmp_path: Path
) -> None:
    # The profile is on disk: the cache of a private window is too small for the largest file.
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=ensure_chromium(Path(sys.executable)),
        args=CHROMIUM_ARGUMENTS,
    )
    page = Visitor(context, server).visit()
    until(page, "controlled")
    context.close()
    asked = Counter(server.requests)
    assert set(asked) >= set(read_folder(server.folder))
    assert {name: times for name, times in asked.items() if times > 1} == {}


def test_nothing_but_the_page_is_loaded_before_the_engine_has_started(visitor: Visitor) -> None:
    held = visitor.server.hold("*/pyodide.asm.wasm.bin")
    page = visitor.context.new_page()
    page.goto(visitor.server.url)
    wait_until_started(page)
    page.evaluate(IDLE)
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    assert "sw.js" not in visitor.server.requests
    held.set()
    wait_until_ready(page)
    until(page, "controlled")
    assert "sw.js" in visitor.server.requests


def test_a_token_in_the_query_is_stored_nowhere_and_not_sent_again(visitor: Visitor) -> None:
    page = visitor.visit(f"?token={A1_TOKEN}")
    expect(page.locator("#notices")).to_contain_text("server received it")
    visitor.settle(page)
    again = visitor.visit(f"?token={A1_TOKEN}")
    expect(Playground(again).value("iss")).to_have_text('"joe"')
    expect(again.locator("#notices")).to_contain_text("it stayed here")
    assert set(visitor.server.requests) <= {"sw.js"}
    stored = [url for urls in again.evaluate(STORED).values() for url in urls]
    names = {url.removeprefix(visitor.server.url) for url in stored}
    assert names == set(read_folder(visitor.server.folder)) - {"sw.js"}


def test_only_the_sites_own_folder_is_served(visitor: Visitor) -> None:
    page = visitor.visit()
    visitor.settle(page)
    scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map((it) => it.scope))"
    assert page.evaluate(scopes) == [visitor.server.url]
    visitor.guard.expect("answered with 404: .*/other.html")
    visitor.guard.expect("Failed to load resource: .* 404")
    assert page.evaluate(STATUS_OF, "other.html") == 404
    assert "other.html" in visitor.server.requests


def test_over_plain_http_the_page_works_without(browser: Browser, dist: Path) -> None:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    with serving(dist, address) as server:
        context = browser.new_context(service_workers="allow")
        visitor = Visitor(context, server)
        page = visitor.visit()
        assert not page.evaluate("isSecureContext")
        report = call(page, "inspect", token=hs256("{}"), key={"text": SECRET})
        assert report["verdict"] == "valid"
        visitor.guard.check()
        assert "sw.js" not in server.requests
        context.close()


def test_a_service_worker_that_does_not_come_harms_nothing(visitor: Visitor) -> None:
    visitor.server.missing.add("sw.js")
    visitor.guard.allow("404")
    page = visitor.visit()
    for _ in range(1000):  # The page asks for it when it is idle, which may take a while.
        page.evaluate(IDLE)
        if "sw.js" in visitor.server.requests:
            break
    assert "sw.js" in visitor.server.requests
    report = call(page, "inspect", token=hs256("{}"), key={"text": SECRET})
    assert report["verdict"] == "valid"


def test_browsers_find_an_app_to_install(visitor: Visitor) -> None:
    page = visitor.visit()
    visitor.settle(page)
    session = visitor.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == visitor.server.url + "manifest.webmanifest"
    reasons = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {reason["errorId"] for reason in reasons} <= {"in-incognito"}
