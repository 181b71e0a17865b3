"""Fixtures for every test: the built site, and a server for it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from buildtools.download import DownloadError
from buildtools.pyodide_packages import (
    DIST_VARIABLE,
    LOCK_VARIABLE,
    NOWHERE,
    REQUIRE_VARIABLE,
    Search,
    find_packages,
)
from buildtools.site import build_site, make_files
from tests.site_server import SiteServer, serving

# How long one example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None, max_examples=200)
# For a mutation run (docs/testing.md), which repeats each test for every change of the code.
settings.register_profile(
    "mutation", deadline=None, max_examples=20, derandomize=True, database=None
)
settings.load_profile("project")

# No test asks a CDN, and the cache of this machine must not change what is tested. So every
# build is without the engine “cryptography”, except for `dist_with_cryptography`. The
# settings that were given are kept in variables of our own, for the processes that pytest
# starts.
ASKED_DIST = (
    os.environ.setdefault("JWT_PLAYGROUND_ASKED_DIST", os.environ.get(DIST_VARIABLE, "")) or None
)
ASKED_LOCK = (
    os.environ.setdefault("JWT_PLAYGROUND_ASKED_LOCK", os.environ.pop(LOCK_VARIABLE, "")) or None
)
REQUIRED = bool(
    os.environ.setdefault("JWT_PLAYGROUND_ASKED_TO_REQUIRE", os.environ.pop(REQUIRE_VARIABLE, ""))
)
os.environ[DIST_VARIABLE] = NOWHERE


# Long tests run first. The short ones, which run in any process, fill the time at the end.
ORDER = ("build", "webkit", "firefox", "chromium", "")
BROWSER = re.compile(r"\[(?:.*-)?(chromium|firefox|webkit)(?:-.*)?\]$")


class ByBrowserAndFile(LoadScopeScheduling):  # type: ignore[misc]  # it has no annotations
    """Gives the tests of one file in one browser to one process (--dist loadscope).

    So what the tests of a file share is made only once. The groups of xdist would do the
    same, but they do not work with this release of pytest: their marks change the test's
    id, and pytest no longer reads that id.
    """

    def _split_scope(self, nodeid: str) -> str:
        part = part_of(nodeid)
        return f"{part} {nodeid.split('::')[0]}" if part else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Share the tests among the processes by browser and file."""
    by_scope = config.getvalue("dist") == "loadscope"
    return ByBrowserAndFile(config, log) if by_scope else None


@pytest.hookimpl(trylast=True)  # after pytest has put tests together that share a fixture
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by browser, so that each process starts each browser only once.

    Tests that the mark `only` of a parameter does not allow are left out.
    """
    items[:] = filter(_allowed, items)
    items.sort(key=lambda item: ORDER.index(part_of(item.nodeid)))


def part_of(nodeid: str) -> str:
    """Return the name of the browser in which a test runs, or `build`, or an empty text."""
    if nodeid.startswith("tests/build/"):
        return "build"
    found = BROWSER.search(nodeid)
    return found[1] if found else ""


def _allowed(item: pytest.Item) -> bool:
    only = item.get_closest_marker("only")
    part = part_of(item.nodeid)
    return only is None or part in ("", *only.args)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built only for this run, so that no other build replaces it.

    The processes of one run share it: `build_site` lets one of them build, and the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site" / "dist"
    build_site(out)
    return out


@pytest.fixture(scope="session")
def dist_with_cryptography(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site with the engine “cryptography”, where its wheels are on this machine.

    JWT_PLAYGROUND_PYODIDE_DIST says where the wheels are (and JWT_PLAYGROUND_PYODIDE_LOCK which
    ones, for another version than the runtime); otherwise those in the cache are taken. With JWT_PLAYGROUND_REQUIRE=cryptography, the tests fail if there are none.
    """
    search = replace(
        Search.from_environment(), dist=ASKED_DIST, lock_sha256=ASKED_LOCK, fetch=_offline
    )
    named = ASKED_DIST or ASKED_LOCK
    wheels = find_packages(search).wheels if named or search.cache.is_dir() else ()
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
    """Serve the built site. Tests use `site` instead, which undoes what they sabotage."""
    with serving(dist) as server:
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
