"""The service worker: without a network, and from one build to the next."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page

from buildtools.browser import ensure_chromium
from buildtools.site import bare_lock, make_files
from tests.browser.abilities import in_the_worker
from tests.browser.conftest import CHROMIUM_ARGUMENTS, wait_until_ready
from tests.browser.engines import own_address
from tests.browser.expect import expect
from tests.browser.playground import A1_TOKEN, SECRET, Playground, hs256, is_signed
from tests.browser.visitor import Visitor, until
from tests.build.conftest import read_folder
from tests.site_server import SiteServer

pytestmark = pytest.mark.only(
    "chromium", reason="caches and updates are followed by Playwright, across workers"
)

CALL = "([op, params]) => jwtPlayground.call(op, params)"

STORED = """async () => {
  const stored = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    stored[name] = requests.map(({ url }) => url);
  }
  return stored;
}"""
UPDATE = """() => navigator.serviceWorker.getRegistration().then((it) => it.update()).then(
  () => true, () => false)"""
STATUS_OF = "(url) => fetch(url).then((response) => response.status)"


def call(page: Page, op: str, **params: Any) -> Any:
    return page.evaluate(CALL, [op, params])


@pytest.fixture
def server(dist: Path) -> Iterator[SiteServer]:
    """Return a server with an origin of its own: service workers outlive a test."""
    with SiteServer(dist) as server:
        server.witnesses = False  # the service worker keeps the very files of the build
        yield server


@pytest.fixture
def visitor(browser: Browser, server: SiteServer) -> Iterator[Visitor]:
    context = browser.new_context(service_workers="allow", accept_downloads=False)
    visitor = Visitor(context, server)
    yield visitor
    visitor.guard.check()
    context.close()


@pytest.fixture(scope="module")
def next_dist(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another build, with other scripts and the same Python."""
    lock = bare_lock()
    with (
        patch("buildtools.site.own_version", return_value="99.0.0"),  # in the first script
        patch("buildtools.site.npm_version", return_value="99.0.0"),  # in the page's module
        patch("buildtools.site.bare_lock", return_value={**lock, "next": True}),  # in the worker
    ):
        files = make_files()
    out = tmp_path_factory.mktemp("next") / "dist"
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return out


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

    play.button("Share").click()
    play.page.get_by_label("Include secrets and private keys").check()
    link = page.get_by_label("Link", exact=True).input_value()
    page.goto("about:blank")
    page.goto(link)
    expect(play.verdict).to_have_text("Valid")
    assert page.evaluate(STATUS_OF, "licenses.txt") == 200
    # Chromium looks for a newer service worker, in vain.
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
    [name] = visitor.server.folder.glob("assets/snapshot-*.bin")
    plain = gzip.decompress(name.read_bytes())
    kept = page.evaluate(
        """async (url) => {
          const response = await fetch(url);
          return [response.headers.get("X-Unpacked-Length"), (await response.arrayBuffer()).byteLength];
        }""",
        f"assets/{name.name}",
    )
    assert kept == [str(len(plain)), len(plain)]
    assert told == []  # it was started from


def test_the_first_visit_asks_for_nothing_twice(
    browser: Browser, server: SiteServer, tmp_path: Path
) -> None:
    # With a profile on disk: the HTTP cache of a private window has no room for the largest file.
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
    held = visitor.server.hold("assets/python-*.zip")
    page = visitor.context.new_page()
    page.goto(visitor.server.url)
    expect(Playground(page).verdict).to_be_visible()
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    held.set()
    wait_until_ready(page)
    until(page, "controlled")


def test_a_new_build_replaces_the_old_one_on_reload(visitor: Visitor, next_dist: Path) -> None:
    old, new = read_folder(visitor.server.folder), read_folder(next_dist)
    page = visitor.visit()
    visitor.settle(page)
    visitor.server.folder = next_dist

    visitor.asked.clear()
    page.reload()  # looks for a new build; the one at hand is shown meanwhile
    wait_until_ready(page)
    assert visitor.loaded() & (old.keys() ^ new.keys()) <= old.keys()
    assert page.evaluate("jwtPlayground.version") != "99.0.0"
    until(page, "builds", 2)
    until(page, "settled")
    # What both builds have is not downloaded again.
    changed = {name for name in new if new[name] != old.get(name)}
    assert set(visitor.server.requests) - {"sw.js"} == changed - {"sw.js"}
    assert not [name for name in changed if name.startswith("pyodide-")]
    # The old page is still open, and finds its own files; the server has them no more.
    [worker] = [name for name in old if name.startswith("assets/worker-")]
    assert worker not in new
    assert page.evaluate(STATUS_OF, worker) == 200

    visitor.go_offline()
    visitor.asked.clear()
    page.reload()
    wait_until_ready(page)
    assert page.evaluate("jwtPlayground.version") == "99.0.0"
    assert visitor.loaded() <= new.keys()
    assert len(visitor.loaded() - old.keys()) >= 3  # the first script, the page and the worker
    until(page, "builds", 1)


def test_the_old_build_is_kept_as_long_as_one_of_its_pages_is_open(
    visitor: Visitor, next_dist: Path
) -> None:
    first = visitor.visit()
    visitor.settle(first)
    [worker] = (path.name for path in visitor.server.folder.glob("assets/worker-*"))
    visitor.server.folder = next_dist
    visitor.visit().close()  # looks for the new build
    until(first, "builds", 2)
    until(first, "settled")
    second = visitor.visit()
    assert second.evaluate("jwtPlayground.version") == "99.0.0"
    second.reload()
    wait_until_ready(second)
    assert first.evaluate(STATUS_OF, f"assets/{worker}") == 200
    first.close()
    second.reload()
    wait_until_ready(second)
    until(second, "builds", 1)


def test_a_deployment_under_way_is_not_taken_for_a_build(visitor: Visitor, next_dist: Path) -> None:
    page = visitor.visit()
    visitor.settle(page)
    old = visitor.server.folder
    visitor.server.folder = next_dist
    visitor.server.replace["index.html"] = (old / "index.html").read_bytes()
    page.evaluate(UPDATE)
    until(page, "settled")
    assert "index.html" in visitor.server.requests
    visitor.go_offline()
    page.reload()
    wait_until_ready(page)
    assert page.evaluate("jwtPlayground.version") != "99.0.0"

    visitor.context.set_offline(False)
    visitor.server.reset()
    page.evaluate(UPDATE)
    until(page, "settled")
    page.reload()
    wait_until_ready(page)
    assert page.evaluate("jwtPlayground.version") == "99.0.0"


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
    with SiteServer(dist, address) as server:
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
    page.evaluate("new Promise((done) => requestIdleCallback(done))")
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
