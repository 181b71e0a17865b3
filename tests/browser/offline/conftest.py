"""Fixtures for tests with a service worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser

from buildtools.runtime import bare_lock
from buildtools.site import make_files
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


@pytest.fixture(scope="module")
def next_dist(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another build, with other scripts and the same Python."""
    lock = bare_lock()
    with (
        patch("buildtools.engine_parts.own_version", return_value="99.0.0"),  # in the first script
        patch("buildtools.engine_parts.npm_version", return_value="99.0.0"),  # in the page's module
        patch(
            "buildtools.engine_parts.bare_lock", return_value={**lock, "next": True}
        ),  # in the worker
    ):
        files = make_files()
    out = tmp_path_factory.mktemp("next") / "dist"
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return out
