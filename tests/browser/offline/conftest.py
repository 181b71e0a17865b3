"""Fixtures for tests with a service worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.offline.visitor import Visitor
from tests.site_server import SiteServer, serving


@pytest.fixture
def server(dist: Path) -> Iterator[SiteServer]:
    """Return a server with its own origin, because service workers live longer than a test."""
    with serving(dist) as server:
        server.witnesses = False  # the service worker must get exactly the files of the build
        yield server


@pytest.fixture
def visitor(browser: Browser, server: SiteServer) -> Iterator[Visitor]:
    context = browser.new_context(service_workers="allow", accept_downloads=False)
    visitor = Visitor(context, server)
    yield visitor
    visitor.guard.check()
    context.close()
