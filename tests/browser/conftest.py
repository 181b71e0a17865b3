"""Fixtures for tests in browsers.

Each test gets a fresh `page`, and fails if `page_guard` sees any problem on it.
`open_page` opens the site in that page. `ready_page` is one page for the whole run,
with its engine already started. It is for tests that only call the engine and leave
nothing behind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from buildtools.browser import ensure_chromium
from buildtools.drivers import start
from buildtools.drivers.find import asked
from tests.browser.support.guard import PageGuard
from tests.browser.support.webdriver import WebDriverBrowser
from tests.site_server import SiteServer

# A cold start takes 2 to 3 seconds on an idle machine.
READY_WITHIN_MS = 60_000

# Chromium's sandbox does not work for root.
CHROMIUM_ARGUMENTS = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []

# Two things in WebKit take half of the machine each, and are switched off. Its last, slow compiler
# for WebAssembly helps only pages that stay open for longer than a test. And it has a graphics
# card put the page's layers together, which the processor has to imitate here; without layers it
# paints the same page.
QUICK = {"JSC_useOMGJIT": "0", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}

OpenPage = Callable[..., Page]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a browser in each browser that was asked for and that its mark allows."""
    if "browser_name" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        names = [name for name in asked() if only is None or name in only.args]
        metafunc.parametrize("browser_name", names, scope="session")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return Playwright itself; a process can start it only once at a time."""
    with sync_playwright() as playwright:
        yield playwright


def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=ensure_chromium(Path(sys.executable)), args=CHROMIUM_ARGUMENTS
    )
    yield browser
    browser.close()


def driven(name: str) -> Iterator[Browser]:
    """Start a browser that Playwright does not drive; it has the Playwright methods that tests use."""
    browser = WebDriverBrowser(partial(start, name, QUICK))
    yield cast(Browser, browser)
    browser.close()


@pytest.fixture(scope="session")
def browser(browser_name: str, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Return the one browser of that name; it is closed when the tests move on to the next browser."""
    if browser_name == "chromium":
        yield from chromium(request.getfixturevalue("playwright"))
    else:
        yield from driven(browser_name)


@pytest.fixture(scope="session")
def shared_page(browser: Browser, site_server: SiteServer) -> Iterator[tuple[Page, PageGuard]]:
    """Return the page that all tests in this browser share, with its engine ready, and its guard."""
    context = browser.new_context(service_workers="block")
    guard = PageGuard(context, site_server.origin)
    page = context.new_page()
    page.goto(site_server.url)
    wait_until_ready(page)
    yield page, guard
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a fresh browser profile; every page that a test opens in it is guarded."""
    context = browser.new_context(service_workers="block", accept_downloads=False)
    yield context
    context.close()


@pytest.fixture
def page_guard(context: BrowserContext, site: SiteServer) -> PageGuard:
    """Return the guard of this test's pages; with it a test declares what it expects to go wrong."""
    return PageGuard(context, site.origin)


@pytest.fixture
def page(context: BrowserContext, page_guard: PageGuard) -> Iterator[Page]:
    """Return an empty page; the test fails at its end if there was a problem it did not declare."""
    yield context.new_page()
    page_guard.check()


@pytest.fixture
def told(page: Page) -> list[str]:
    """Return what the page writes to the console about how the engine started."""
    told: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type == "info" else None
    )
    return told


@pytest.fixture
def open_page(page: Page, site: SiteServer) -> OpenPage:
    """Return `open_page(url="", wait_ready=True)`.

    `url` is relative to the site (`#token=…`, `?token=…`), or absolute. With
    `wait_ready` it returns when the engine has started.
    """

    def open_page(url: str = "", wait_ready: bool = True) -> Page:
        page.goto(url if "://" in url else site.url + url)
        wait_until_started(page)
        if wait_ready:
            wait_until_ready(page)
        return page

    return open_page


@pytest.fixture
def ready_page(shared_page: tuple[Page, PageGuard]) -> Iterator[Page]:
    """Return the page that tests in one browser share, with its engine ready. It is guarded, too."""
    page, guard = shared_page
    yield page
    guard.check()


def wait_until_started(page: Page) -> None:
    """Wait for the page's views: they appear a moment after the document has loaded."""
    page.evaluate(
        """() => new Promise((resolve) => {
          const root = document.documentElement;
          const look = () => "started" in root.dataset && resolve(true);
          new MutationObserver(look).observe(root, { attributes: true });
          look();
        })"""
    )


def wait_until_ready(page: Page) -> None:
    """Wait for `jwtPlayground.ready`."""
    # Not `wait_for_function`: it polls with eval, which the page's CSP forbids.
    page.evaluate(
        """(limit) => Promise.race([
          window.jwtPlayground.ready.then(() => true),
          new Promise((_, reject) => setTimeout(
            () => reject(new Error(`The engine was not ready within ${limit} ms.`)), limit)),
        ])""",
        READY_WITHIN_MS,
    )


def wait_until_quiet(page: Page) -> None:
    """Wait until the page has started and sends its engine no more requests of its own."""
    wait_until_started(page)
    wait_until_ready(page)
    page.evaluate("jwtPlayground.call('meta', {})")  # answered after the page's own requests
