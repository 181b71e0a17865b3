"""A copy of the project that a test may change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from buildtools.common import CACHE, ROOT, digest, locked
from buildtools.download import DownloadError
from buildtools.moment import VARIABLE
from buildtools.pyodide_packages import Search
from buildtools.release import release
from buildtools.setup import ensure_node_modules
from buildtools.wheels import WHEEL_CACHE, fetch_wheel, read_pins
from tests.build.distribution import Distribution


class Project:
    """A copy of the project's sources in its own folder; it uses the real npm packages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("site", "py", "buildtools"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        names = ("build.py", "package.json", "package-lock.json", "tsconfig.json", ".npmrc")
        for name in (*names, "LICENSE"):
            shutil.copy(ROOT / name, root / name)
        shutil.copytree(WHEEL_CACHE, self.wheels)
        # To make one takes longer than all the rest of a build. It is taken only for the same Python.
        with locked("snapshot"):
            shutil.copytree(CACHE / "snapshots", self.snapshots)
        (root / "node_modules").symlink_to(ROOT / "node_modules")

    @property
    def dist(self) -> Path:
        """Return the folder that `build.py build` makes."""
        return self.root / "dist"

    @property
    def wheels(self) -> Path:
        """Return the cache of the page's Python packages."""
        return self.root / ".cache" / "wheels"

    @property
    def snapshots(self) -> Path:
        """Return the cache of snapshots; at first it holds those of this folder."""
        return self.root / ".cache" / "snapshots"

    def build(self, **env: str) -> subprocess.CompletedProcess[str]:
        """Run `build.py build` as a person would."""
        return self.run("build", env=env)

    def run(
        self, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run build.py with other arguments."""
        return subprocess.run(
            [sys.executable, "build.py", *arguments],
            cwd=self.root,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def files(self) -> dict[str, bytes]:
        """Return every file of `dist/` by name."""
        return read_folder(self.dist)


DATE = 1790000000
"""The date of the releases that the tests make: 2026-09-21 14:13:20 UTC."""


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the project with its tools and its caches in place, not yet built."""
    return _copy(tmp_path / "project")


@pytest.fixture(scope="session")
def _once_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = _copy(tmp_path_factory.mktemp("built") / "project")
    done = made.build()
    assert "Built dist" in done.stdout, done.stderr
    return made


@pytest.fixture
def built_project(project: Project, _once_built: Project) -> Project:
    """Return a copy of the project that has been built already."""
    shutil.copytree(_once_built.dist, project.dist)
    # The build keeps its notes on a folder in a file that is named after the folder's path.
    memory = Path(".cache") / "built"
    [stamp] = (_once_built.root / memory).iterdir()
    (project.root / memory).mkdir()
    name = f"{digest(str(project.dist.resolve()).encode())[:16]}.json"
    shutil.copy(stamp, project.root / memory / name)
    return project


@pytest.fixture(scope="session")
def released(dist: Path) -> dict[str, bytes]:
    """Return the files of a release by name, made of this folder.

    The processes of one run share it, as they share `dist`.
    """
    out = dist.parent.with_name("release")
    with locked("release-of-tests"), pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(DATE))
        if not out.exists():
            release(out)
    return read_folder(out)


@pytest.fixture
def given(tmp_path: Path) -> Distribution:
    """Return a folder like that of a Pyodide distribution."""
    return Distribution(tmp_path / "given")


@pytest.fixture
def search(tmp_path: Path, given: Distribution) -> Search:
    """Return a search for a runtime whose lock names the same wheels; no server answers it."""
    lock = json.loads(json.dumps(given.lock))
    return Search(lock, "9.9.9", cache=tmp_path / "cache" / "packages", fetch=unreachable)


def unreachable(url: str) -> bytes:
    raise DownloadError(f"{url} cannot be reached.")


def _copy(root: Path) -> Project:
    ensure_node_modules()
    for pin in read_pins():
        fetch_wheel(pin)
    (CACHE / "snapshots").mkdir(parents=True, exist_ok=True)
    root.mkdir()
    return Project(root)
