"""Finds a Chromium for the tests, or installs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .common import CACHE, BuildError, say

VARIABLE = "JWT_PLAYGROUND_CHROMIUM"
PLAYWRIGHT_BROWSERS = CACHE / "browsers"

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)

# Without a font, the browser draws pages without readable text.
FONTS = ("fonts-liberation", "fonts-noto-color-emoji")

HELP = (
    "No Chromium was found for the tests. `apt install chromium` (Debian), "
    "`brew install --cask chromium` (macOS) or Chrome's own installer gets one; "
    f"the variable {VARIABLE} names one that lies elsewhere."
)


def ensure_chromium(python: Path) -> Path:
    """Return a Chromium's path; `python` is that of the virtual environment with Playwright.

    The places are tried in this order: the path in an environment variable, an installed
    Chromium or Chrome, Playwright's own download (kept in `.cache`), Debian's package where
    it may be installed. Raises `BuildError` when there is none.
    """
    found = named() or installed() or downloaded()
    if found:
        return found
    say("No Chromium is installed: asking Playwright for one (kept in .cache) …")
    if attempt(
        [str(python), "-m", "playwright", "install", "chromium"],
        {"PLAYWRIGHT_BROWSERS_PATH": str(PLAYWRIGHT_BROWSERS)},
    ):
        found = downloaded()
        # Playwright's download is useless without the system libraries that it needs.
        if found and attempt([str(found), "--version"]):
            return found
    if apt_install("chromium", *FONTS) and (found := installed()):
        return found
    raise BuildError(HELP)


def named() -> Path | None:
    """Return the path of the browser that the environment variable names."""
    value = os.environ.get(VARIABLE)
    if not value:
        return None
    if not Path(value).is_file():
        raise BuildError(f"{VARIABLE} names {value}, but there is no such file.")
    return Path(value)


def installed() -> Path | None:
    """Return a Chromium or Chrome that is installed on this machine."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in PLACES if Path(place).is_file()), None)


def downloaded() -> Path | None:
    """Return the Chromium that Playwright downloaded earlier."""
    for pattern in ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "*/chrome.exe"):
        found = sorted(PLAYWRIGHT_BROWSERS.glob(f"chromium-*/{pattern}"))
        if found:
            return found[-1]
    return None


def apt_install(*packages: str) -> bool:
    """Install Debian packages if that is allowed here; return whether it worked."""
    apt = shutil.which("apt-get")
    if not apt or sys.platform != "linux" or os.geteuid() != 0:
        return False
    say(f"Installing Debian's package {packages[0]} …")
    attempt([apt, "update", "-qq"])
    return attempt(
        [apt, "install", "-y", "-qq", "--no-install-recommends", *packages],
        {"DEBIAN_FRONTEND": "noninteractive"},
    )


def attempt(command: list[str], env: dict[str, str] | None = None) -> bool:
    """Run a program that may fail; return whether it worked."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=900,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
