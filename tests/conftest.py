"""Fixtures for every test: the built site, and a server for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from buildtools.site import build_site
from tests.site_server import SiteServer

# How long one example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built for this session alone: nobody replaces it meanwhile."""
    out = tmp_path_factory.mktemp("site") / "dist"
    build_site(out)
    return out


@pytest.fixture(scope="session")
def site_server(dist: Path) -> Iterator[SiteServer]:
    """Serve the built site; tests use `site`, which undoes their sabotage."""
    with SiteServer(dist) as server:
        yield server


@pytest.fixture
def site(site_server: SiteServer) -> Iterator[SiteServer]:
    """Return the server of the built site, with nothing sabotaged."""
    site_server.reset()
    yield site_server
    site_server.reset()


@pytest.fixture
def site_url(site: SiteServer) -> str:
    """Return the page's address, with a slash at the end."""
    return site.url
