"""`build.py test`: the static checks, the build, then pytest."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .browser import VARIABLE, ensure_chromium
from .common import ROOT, BuildError, say
from .drivers.find import BROWSERS_VARIABLE, asked, ensure
from .setup import MODULES, ensure_dev, ensure_node_modules, venv_program
from .site import build_site

# A process runs all tests of one file in one browser. See tests/conftest.py, which also
# decides the order.
SHARED = ["--numprocesses", "2", "--dist", "loadscope", "--no-loadscope-reorder"]


def check(pytest_arguments: list[str], *, coverage: bool = False) -> int:
    """Run everything, also after a failure; return 0 when all of it passed.

    `pytest_arguments` go to pytest as they are; the static checks run either way. `coverage`
    measures the engine, over tests/unit unless other tests are named.
    """
    if coverage:
        pytest_arguments = covered(pytest_arguments)
    python = ensure_dev()
    [node] = ensure_node_modules()
    ruff = venv_program("ruff")
    tsc = MODULES / "typescript" / "bin" / "tsc"
    biome = MODULES / "@biomejs" / "biome" / "bin" / "biome"
    commands: dict[str, list[str | Path]] = {
        "ruff check": [ruff, "check", "--quiet", "."],
        "ruff format": [ruff, "format", "--check", "--quiet", "."],
        "mypy": [python, "-m", "mypy", "--no-error-summary"],
        "tsc": [node, tsc, "--project", "tsconfig.json"],
        "biome": [node, biome, "check", "--error-on-warnings", "--colors=off", "."],
    }
    with ThreadPoolExecutor() as pool:
        # They run at the same time, also with the build: none of them keeps two cores busy.
        checks = {name: pool.submit(quietly, command) for name, command in commands.items()}
        problem = built()
        failed = [name for name, done in checks.items() if not told(name, done.result())]
    try:
        if problem:
            raise problem
        browsers = asked()
        environment = {BROWSERS_VARIABLE: ",".join(browsers)}
        for name in browsers:
            if name == "chromium":
                environment[VARIABLE] = str(ensure_chromium(python))
            else:
                ensure(name)
        say(f"Testing in {', '.join(browsers)} …")
        # Two processes share the work, unless the arguments say otherwise.
        pytest: list[str | Path] = [python, "-m", "pytest", *SHARED, *pytest_arguments]
        if not step("pytest", pytest, environment):
            failed.append("pytest")
    except BuildError as error:
        say(f"\n{error}\n")
        failed.append("build")
    say(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0


def covered(pytest_arguments: list[str]) -> list[str]:
    """Return pytest's arguments with those that measure the engine.

    The floor in pyproject.toml is that of all unit tests; a part of them need not reach it.
    """
    if not pytest_arguments:
        return ["tests/unit", "--cov"]
    return [*pytest_arguments, "--cov", "--cov-fail-under=0"]


def built() -> BuildError | None:
    """Build the site; return the reason if that is not possible."""
    try:
        build_site()
    except BuildError as error:
        return error
    return None


Done = tuple[subprocess.CompletedProcess[str], float]


def quietly(command: list[str | Path]) -> Done:
    """Run one check; keep its output and the seconds that it took."""
    begun = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done, time.perf_counter() - begun


def told(name: str, result: Done) -> bool:
    """Print how a check ended and what it wrote; return whether it passed."""
    done, took = result
    if done.stdout:
        say(done.stdout.rstrip())
    say(f"— {name}: {'failed' if done.returncode else 'passed'} in {took:.1f} s")
    return done.returncode == 0


def step(name: str, command: list[str | Path], env: dict[str, str]) -> bool:
    """Run a long check and show its output meanwhile; return whether it passed."""
    begun = time.perf_counter()
    say(f"— {name}")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    took = time.perf_counter() - begun
    say(f"  {name}: {'failed' if done.returncode else 'passed'} in {took:.1f} s")
    return done.returncode == 0
