"""The browsers of the suite, without pytest: each page is that of a new user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import chromium, driven, wait_until_quiet
from tests.site_server import SiteServer


@contextmanager
def started(name: str) -> Iterator[Browser]:
    """Start the browser of that name, and end it afterwards."""
    if name == "chromium":
        with sync_playwright() as playwright:
            yield from chromium(playwright)
    else:
        yield from driven(name)


@contextmanager
def new_user(browser: Browser, site: SiteServer, size: ViewportSize) -> Iterator[Page]:
    """Open the site in a fresh profile, with a window of this size."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(site.url)
    wait_until_quiet(page)
    yield page
    context.close()
