"""A build that may connect to one issuer, and a page of it that the tests in one browser share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from buildtools.site import build_site
from tests.browser.conftest import wait_until_ready
from tests.browser.connect.issuer import Issuer, issuing
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground, fresh
from tests.site_server import serving


@dataclass(frozen=True)
class Opened:
    """A page that may connect to the issuer, and one that it may not."""

    page: Page
    guard: PageGuard
    issuer: Issuer
    stranger: Issuer


@pytest.fixture(scope="session")
def issuers() -> Iterator[tuple[Issuer, Issuer]]:
    """Run two issuers; a build may name the first one."""
    with issuing() as issuer, issuing() as stranger:
        yield issuer, stranger


@pytest.fixture(scope="session")
def connecting(issuers: tuple[Issuer, Issuer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build that names the first issuer."""
    folder = tmp_path_factory.mktemp("connecting") / "dist"
    build_site(folder, connect=(issuers[0].origin,))
    return folder


@pytest.fixture(scope="session")
def shared(browser: Browser, connecting: Path, issuers: tuple[Issuer, Issuer]) -> Iterator[Opened]:
    """Open a page of that build."""
    with serving(connecting) as site:
        context = browser.new_context(service_workers="block")
        guard = PageGuard(context, site.origin)
        page = context.new_page()
        page.goto(site.url)
        wait_until_ready(page)
        yield Opened(page, guard, *issuers)
        context.close()


@pytest.fixture
def opened(shared: Opened) -> Iterator[Opened]:
    """Return that page, empty. Only requests to its issuer are no problem."""
    shared.issuer.reset()
    shared.stranger.reset()
    shared.guard.allow(f"^request to another origin: {re.escape(shared.issuer.origin)}/")
    yield shared
    shared.issuer.reset()
    assert shared.stranger.requests == []
    shared.guard.check()


class Fetching(Playground):
    """The page with its part that fetches keys."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.offer = page.locator("#issuer:not(:empty)")
        self.told = page.locator("#issuer-told")
        self.command = page.locator("#issuer-command")
        self.toast = page.locator("#toast")

    @property
    def fetch(self) -> Locator:
        """Return the button."""
        return self.page.locator("#fetch-keys")


@pytest.fixture
def play(opened: Opened) -> Fetching:
    """Return the page, empty, with a key field that is shown in narrow windows as well."""
    fresh(opened.page)
    play = Fetching(opened.page)
    play.show("key")
    return play
