"""Fixtures for tests in browsers.

`page` is fresh for each test and fails it for any problem that `page_guard` sees.
`open_page` opens the site in it. `ready_page` is one page for the whole run, its
engine started already: for tests that only call the engine and leave no traces.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from buildtools.browser import ensure_chromium
from buildtools.drivers import start
from buildtools.drivers.find import asked
from tests.browser.guard import PageGuard
from tests.browser.webdriver import WebDriverBrowser
from tests.site_server import SUB_PATH, SiteServer

# A cold start takes 2 to 3 seconds on an idle machine.
READY_WITHIN_MS = 60_000

# Chromium's sandbox does not work for root.
CHROMIUM_ARGUMENTS = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []

HERE = Path(__file__).parent

OpenPage = Callable[..., Page]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a browser in each that was asked for and that its mark allows."""
    if "browser_name" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        names = [name for name in asked() if only is None or name in only.args]
        metafunc.parametrize("browser_name", names, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of one file in one browser go to one process, where several share the work."""
    for item in items:
        if item.path.parent == HERE and isinstance(item, pytest.Function):
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            group = f"{parameters.get('browser_name', 'none')} {item.path.stem}"
            item.add_marker(pytest.mark.xdist_group(group))


class Browsers:
    """The browsers of this run, each started when it is first needed, and their shared pages."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._browsers: dict[str, Browser] = {}
        self._pages: dict[str, tuple[Page, PageGuard]] = {}

    def get(self, name: str) -> Browser:
        """Return the browser of that name."""
        if name not in self._browsers:
            browser = self._chromium() if name == "chromium" else driven(name)
            self._stack.callback(browser.close)
            self._browsers[name] = browser
        return self._browsers[name]

    def _chromium(self) -> Browser:
        playwright = self._stack.enter_context(sync_playwright())
        return playwright.chromium.launch(
            executable_path=ensure_chromium(Path(sys.executable)), args=CHROMIUM_ARGUMENTS
        )

    def ready_page(self, name: str, url: str) -> tuple[Page, PageGuard]:
        """Return that browser's page whose engine is ready."""
        if name not in self._pages:
            context = self.get(name).new_context(service_workers="block")
            guard = PageGuard(context, url.removesuffix(SUB_PATH))
            page = context.new_page()
            page.goto(url)
            wait_until_ready(page)
            self._pages[name] = page, guard
        return self._pages[name]


def driven(name: str) -> Browser:
    """Start a browser that Playwright does not drive; it has those of its methods that are used."""
    return cast(Browser, WebDriverBrowser(start(name)))


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    with ExitStack() as stack:
        yield Browsers(stack)


@pytest.fixture(scope="session")
def browser(browsers: Browsers, browser_name: str) -> Browser:
    """Return the one browser of that name, for the whole run."""
    return browsers.get(browser_name)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a fresh browser profile; every page that a test opens in it is guarded."""
    context = browser.new_context(service_workers="block", accept_downloads=False)
    yield context
    context.close()


@pytest.fixture
def page_guard(context: BrowserContext, site: SiteServer) -> PageGuard:
    """Return the guard of this test's pages, to declare what the test expects to go wrong."""
    return PageGuard(context, site.origin)


@pytest.fixture
def page(context: BrowserContext, page_guard: PageGuard) -> Iterator[Page]:
    """Return an empty page; at its end the test fails for every undeclared problem."""
    yield context.new_page()
    page_guard.check()


@pytest.fixture
def open_page(page: Page, site: SiteServer) -> OpenPage:
    """Return `open_page(url="", wait_ready=True)`.

    `url` is relative to the site (`#token=…`, `?token=…`), or absolute. With
    `wait_ready` it returns when the engine has started.
    """

    def open_page(url: str = "", wait_ready: bool = True) -> Page:
        page.goto(url if "://" in url else site.url + url)
        if wait_ready:
            wait_until_ready(page)
        return page

    return open_page


@pytest.fixture
def ready_page(browsers: Browsers, browser_name: str, site_server: SiteServer) -> Iterator[Page]:
    """Return the page that tests in one browser share, its engine ready; guarded as well."""
    page, guard = browsers.ready_page(browser_name, site_server.url)
    yield page
    guard.check()


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
