"""Fixtures for every test: the built site, and a server for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from buildtools.download import DownloadError
from buildtools.pyodide_packages import (
    DIST_VARIABLE,
    NOWHERE,
    REQUIRE_VARIABLE,
    Search,
    find_packages,
)
from buildtools.site import build_site, make_files, runtime_files
from tests.site_server import SiteServer

# How long one example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

# No test asks a CDN, and what this machine happens to have in its cache does not change
# what is tested: every build is one without the engine “cryptography”, except for
# `dist_with_cryptography`.
ASKED_DIST = os.environ.get(DIST_VARIABLE)
REQUIRED = bool(os.environ.pop(REQUIRE_VARIABLE, ""))
os.environ[DIST_VARIABLE] = NOWHERE


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built for this session alone: nobody replaces it meanwhile."""
    out = tmp_path_factory.mktemp("site") / "dist"
    build_site(out)
    return out


@pytest.fixture(scope="session")
def dist_with_cryptography(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site with the engine “cryptography”, where its wheels are on this machine.

    They are those that JWT_PLAYGROUND_PYODIDE_DIST names, else those in the cache. With
    JWT_PLAYGROUND_REQUIRE=cryptography their absence is a failure.
    """
    version, _ = runtime_files()
    search = replace(Search.from_environment(version), dist=ASKED_DIST, fetch=_offline)
    wheels = find_packages(search).wheels if ASKED_DIST or search.cache.is_dir() else ()
    if not wheels:
        why = "the wheels of cryptography for Pyodide are not on this machine"
        pytest.fail(why) if REQUIRED else pytest.skip(why)
    out = tmp_path_factory.mktemp("site-with-cryptography") / "dist"
    out.mkdir()
    for name, data in make_files(wheels).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return out


def _offline(url: str) -> bytes:
    raise DownloadError(f"{url} is not asked by tests.")


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
