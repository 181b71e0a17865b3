"""`build.py test`: the static checks, the build, then pytest."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from .browser import VARIABLE, ensure_chromium
from .common import ROOT, BuildError, say
from .drivers.find import BROWSERS_VARIABLE, asked, ensure
from .setup import MODULES, ensure_dev, ensure_node_modules, venv_program
from .site import build_site

# What one process has begun in one browser and file, it goes on with: see tests/conftest.py.
SHARED = ["--numprocesses", "2", "--dist", "loadgroup"]


def check(pytest_arguments: list[str]) -> int:
    """Run everything, also after a failure; return 0 when all of it passed.

    `pytest_arguments` go to pytest as they are; the static checks run either way.
    """
    python = ensure_dev()
    [node] = ensure_node_modules()
    ruff = venv_program("ruff")
    tsc = MODULES / "typescript" / "bin" / "tsc"
    commands: dict[str, list[str | Path]] = {
        "ruff check": [ruff, "check", "--quiet", "."],
        "ruff format": [ruff, "format", "--check", "--quiet", "."],
        "mypy": [python, "-m", "mypy", "--no-error-summary"],
        "tsc": [node, tsc, "--project", "tsconfig.json"],
    }
    failed = [name for name, command in commands.items() if not step(name, command)]
    try:
        build_site()
        browsers = asked()
        environment = {BROWSERS_VARIABLE: ",".join(browsers)}
        for name in browsers:
            if name == "chromium":
                environment[VARIABLE] = str(ensure_chromium(python))
            else:
                ensure(name)
        say(f"Testing in {', '.join(browsers)} …")
        # Two processes share the work, unless a person says otherwise.
        pytest: list[str | Path] = [python, "-m", "pytest", *SHARED, *pytest_arguments]
        if not step("pytest", pytest, environment):
            failed.append("pytest")
    except BuildError as error:
        say(f"\n{error}\n")
        failed.append("build")
    say(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0


def step(name: str, command: list[str | Path], env: dict[str, str] | None = None) -> bool:
    """Run one check with its output shown; return whether it passed."""
    begun = time.perf_counter()
    say(f"— {name}")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    took = time.perf_counter() - begun
    say(f"  {name}: {'failed' if done.returncode else 'passed'} in {took:.1f} s")
    return done.returncode == 0
