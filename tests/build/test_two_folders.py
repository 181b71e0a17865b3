"""Two builds in two folders give the same bytes, whatever else is different there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from buildtools.common import ROOT, digest
from buildtools.moment import VARIABLE
from buildtools.pyodide_lock import Wheel
from buildtools.release import SUMS, make_release
from buildtools.setup import VENV
from tests.build.conftest import DATE, Project, read_folder

# Programs of another clock: more than a year later.
LATER_PYTHON = "import time; real = time.time; time.time = lambda: real() + 4e7"
LATER_NODE = "const real = Date.now; Date.now = () => real() + 4e10;"
SNAPSHOT = "Making the snapshot of a started Python"


def lend_packages(project: Project) -> None:
    """Give a copy of the project a `.venv` that finds the development packages of this one."""
    for name in ("pyproject.toml", "tests/requirements.txt"):
        (project.root / name).parent.mkdir(exist_ok=True)
        (project.root / name).write_bytes((ROOT / name).read_bytes())
    venv = project.root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    [here], [there] = venv.glob(pattern), VENV.glob(pattern)
    (here / "lent.pth").write_text(f"{there}\n")
    (venv / ".made-by").write_text(f"{sys.version}\n{venv}")
    (venv / ".dev").write_text((VENV / ".dev").read_text())


def own_tools(project: Project) -> None:
    """Give a copy of the project npm packages of its own.

    esbuild looks at where a package really lies: those of another folder get other names.
    """
    modules = project.root / "node_modules"
    modules.unlink()
    unused = shutil.ignore_patterns("typescript", "@typescript", "axe-core")
    shutil.copytree(ROOT / "node_modules", modules, symlinks=True, ignore=unused)


class Elsewhere:
    """The project in another folder, with another clock, time zone, umask, language, hash seed."""

    def __init__(self, project: Project, clocks: Path) -> None:
        self.project = project
        clocks.mkdir()
        (clocks / "sitecustomize.py").write_text(LATER_PYTHON)
        (clocks / "later.cjs").write_text(LATER_NODE)
        self.environment = {
            **os.environ,
            VARIABLE: str(DATE),
            "PYTHONPATH": str(clocks),
            "NODE_OPTIONS": f"--require {clocks / 'later.cjs'}",
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Kolkata",
            # Texts are ASCII there, unless a program says otherwise.
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }

    def run(self, *arguments: str) -> str:
        """Run build.py; return what it prints."""
        done = subprocess.run(
            [sys.executable, "build.py", *arguments],
            cwd=self.project.root,
            env=self.environment,
            umask=0o077,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def elsewhere(project: Project, tmp_path: Path) -> Elsewhere:
    lend_packages(project)
    own_tools(project)
    shutil.rmtree(project.snapshots)
    for path in (project.root / "site").rglob("*"):
        os.utime(path, (1e9, 1e9))
    return Elsewhere(project, tmp_path / "clocks")


def digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: digest(data) for name, data in files.items()}


def test_every_kind_of_build_gives_the_same_bytes_elsewhere(
    elsewhere: Elsewhere, released: dict[str, bytes], dist: Path
) -> None:
    """This folder has a cache. The other one has none at first, and then its own.

    The release holds the single file, and a zip with `dist/` (see test_release.py).
    """
    root = elsewhere.project.root
    printed = elsewhere.run("release")
    made = read_folder(root / "release")
    assert digests(made) == digests(released)
    assert SNAPSHOT in printed
    assert made[SUMS].decode() in printed
    assert not (root / "dist").exists()

    elsewhere.run("build")
    assert digests(elsewhere.project.files()) == digests(read_folder(dist))
    # Everybody may read them, whatever the umask says.
    for path in (root / "dist", *(root / "dist").rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o755 if path.is_dir() else 0o644), path

    elsewhere.run("clean")
    assert not (root / "release").exists()


def test_a_release_takes_no_snapshot_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was put there under the name of its own hash would pass for one that was made."""
    seen: list[Path | None] = []

    class EnoughError(Exception):
        pass

    def parts(packages: tuple[Wheel, ...], snapshots: Path | None = None) -> None:
        seen.append(snapshots)
        assert snapshots
        assert list(snapshots.iterdir()) == []
        raise EnoughError

    monkeypatch.setattr("buildtools.release.engine_parts", parts)
    with pytest.raises(EnoughError):
        make_release((), DATE, Path(sys.executable))
    assert len(seen) == 1
