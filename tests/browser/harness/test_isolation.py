"""What one test leaves in a browser is not there in the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from buildtools.drivers import Driver, DriverError, start
from tests.browser.support.webdriver import WebDriverBrowser
from tests.site_server import SiteServer, serving

LEAVE = """async () => {
  localStorage.left = "something";
  document.cookie = "left=something";
  await caches.open("left");
  await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
  await navigator.serviceWorker.register("left.js");
  await navigator.serviceWorker.ready;
}"""
FOUND = """async () => [
  Object.keys(localStorage),
  document.cookie,
  await caches.keys(),
  (await indexedDB.databases()).map(({ name }) => name),
  (await navigator.serviceWorker.getRegistrations()).length,
]"""


@pytest.fixture
def server(dist: Path) -> Iterator[SiteServer]:
    """Return a server of an empty page that may have service workers."""
    with serving(dist) as server:
        server.witnesses = False
        server.replace["index.html"] = b"<!doctype html><link rel=icon href=data:,>"
        server.replace["left.js"] = b"addEventListener('fetch', () => {});"
        yield server


def test_a_profile_finds_nothing_that_another_one_left(
    browser: Browser, server: SiteServer
) -> None:
    def visit(script: str) -> Any:
        context = browser.new_context(service_workers="allow")
        page = context.new_page()
        page.goto(server.url)
        page.evaluate(script)
        found = page.evaluate(FOUND)
        context.close()
        return found

    assert visit(LEAVE) == [["left"], "left=something", ["left"], ["left"], 1]
    assert visit("null") == [[], "", [], [], 0]


@pytest.mark.only("firefox", reason="of WebKitGTK each profile is a process of its own")
def test_a_browser_that_died_fails_its_test_and_is_there_for_the_next(browser_name: str) -> None:
    processes: list[Any] = []

    def started() -> Driver:
        driver = start(browser_name)
        processes.append(vars(driver)["_process"])
        return driver

    browser = WebDriverBrowser(started)
    page = browser.new_context().new_page()
    processes[0].kill()
    processes[0].wait()
    with pytest.raises(DriverError):
        page.evaluate("1")
    assert browser.new_context().new_page().evaluate("1 + 1") == 2
    browser.close()
    assert [process.poll() is None for process in processes] == [False, False]


def test_a_page_that_is_brought_to_the_front_has_the_focus(browser: Browser) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.bring_to_front()
        assert page.evaluate("document.hasFocus()")
    for context in contexts:
        context.close()
