"""A poisoned distribution is refused: who alters a wheel alters the lock beside it as well."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from buildtools.common import ROOT, BuildError
from buildtools.download import fetch
from buildtools.hash_store import HashStore
from buildtools.pyodide_packages import DIST_VARIABLE, LOCK_VARIABLE, Search, find_packages
from buildtools.runtime import LOCK
from buildtools.wheels import read_pins
from tests.build.conftest import Project
from tests.build.distribution import Distribution
from tests.site_server import serving

ANOTHER = "six-1.0-py3-none-any.whl is not the wheel that the lock names"


def test_a_wheel_and_its_lock_that_were_altered_together_are_refused(
    search: Search, given: Distribution
) -> None:
    given.alter("six")
    with pytest.raises(BuildError, match=ANOTHER):
        find_packages(replace(search, dist=str(given.folder)))
    assert not search.cache.exists()
    assert find_packages(search).wheels == ()  # nor does a later build take it


def test_a_server_that_alters_both_is_refused(search: Search, given: Distribution) -> None:
    given.alter("six")
    with serving(given.folder) as server, pytest.raises(BuildError, match=ANOTHER):
        find_packages(replace(search, dist=server.url, fetch=fetch))
    assert not search.cache.exists()


def test_another_distribution_is_taken_only_with_the_hash_of_its_lock(
    search: Search, tmp_path: Path
) -> None:
    newer = Distribution(tmp_path / "newer", version="2.0")
    by_name = replace(search, dist=str(newer.folder))
    with pytest.raises(BuildError, match="--pyodide-lock"):
        find_packages(by_name)

    by_hash = replace(by_name, lock_sha256=newer.lock_sha256())
    found = find_packages(by_hash)
    assert [wheel.data for wheel in found.wheels if wheel.name == "six"] == [newer.wheels["six"]]
    # They are in the cache now, but only for those who name them by their hash again.
    assert find_packages(search).wheels == ()
    assert find_packages(replace(by_hash, dist=None)).wheels == found.wheels

    newer.alter("six")
    with pytest.raises(BuildError, match=LOCK):
        find_packages(replace(by_hash, cache=tmp_path / "other"))


def test_a_lock_that_is_named_and_not_there_ends_the_build(search: Search) -> None:
    with pytest.raises(BuildError, match=f"{LOCK} is missing"):
        find_packages(replace(search, lock_sha256="0" * 64))


def test_a_lock_that_was_altered_in_the_cache_is_not_taken(
    search: Search, given: Distribution
) -> None:
    by_hash = replace(search, dist=str(given.folder), lock_sha256=given.lock_sha256())
    find_packages(by_hash)
    kept = search.cache / given.lock_sha256()
    given.alter("six")
    kept.write_bytes((given.folder / LOCK).read_bytes())
    HashStore(search.cache).put(given.file("six").read_bytes())
    with pytest.raises(BuildError, match="does not have the SHA-256"):
        find_packages(by_hash)


def test_a_poisoned_distribution_stops_the_build_and_the_next_one_goes_without_it(
    project: Project, given: Distribution
) -> None:
    poisoned = project.run("build", "--pyodide-dist", str(given.folder))
    assert poisoned.returncode == 1
    assert "cannot be used" in poisoned.stderr
    assert not project.dist.exists()

    sha256 = given.lock_sha256()
    given.alter("six")
    poisoned = project.run("build", "--pyodide-dist", str(given.folder), "--pyodide-lock", sha256)
    assert poisoned.returncode == 1
    assert f"does not have the SHA-256 {sha256}" in poisoned.stderr
    assert not project.dist.exists()
    assert not list((project.root / ".cache").glob("pyodide*/*"))


@pytest.mark.parametrize("named", ["x", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_is_refused(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCK_VARIABLE, named)
    with pytest.raises(BuildError, match=LOCK_VARIABLE):
        Search.from_environment()


def test_without_a_name_the_hashes_are_those_of_the_npm_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in (DIST_VARIABLE, LOCK_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    lock = ROOT / "node_modules" / "pyodide" / LOCK
    assert Search.from_environment().lock == json.loads(lock.read_text("utf-8"))
    npm = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert npm["node_modules/pyodide"]["integrity"].startswith("sha512-")


def test_the_wheels_from_pypi_come_by_the_hashes_of_one_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The list of the tests has the same hashes, so the tests run what the page has."""
    locked = (ROOT / "tests" / "requirements.txt").read_text("utf-8")
    for pin in read_pins():
        [block] = re.findall(
            rf"^{re.escape(pin.name)}=={re.escape(pin.version)} .*(?:\n    .*)+",
            locked,
            re.MULTILINE | re.IGNORECASE,
        )
        assert pin.sha256 in block
