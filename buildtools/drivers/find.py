"""Finds Firefox and WebKitGTK, or lets Debian's package manager install them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..browser import FONTS, apt_install
from ..common import BuildError

BROWSERS_VARIABLE = "JWT_PLAYGROUND_BROWSERS"
FIREFOX_VARIABLE = "JWT_PLAYGROUND_FIREFOX"
FIREFOX_NAMES = ("firefox-esr", "firefox")
FIREFOX_PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
)
WEBKIT_DRIVER = "WebKitWebDriver"
# Each interface of the library has its own MiniBrowser. The newest comes first.
MINI_BROWSERS = ("*/webkitgtk-6.0/MiniBrowser", "*/webkit2gtk-4.*/MiniBrowser")
DISPLAY = "Xvfb"

PACKAGES = {
    "firefox": ("firefox-esr", *FONTS),
    "webkit": ("webkit2gtk-driver", "xvfb", *FONTS),
}


def firefox() -> Path | None:
    """Return the Firefox that an environment variable names, else an installed one."""
    named = os.environ.get(FIREFOX_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise BuildError(f"{FIREFOX_VARIABLE} names {named}, but there is no such file.")
        return Path(named)
    for name in FIREFOX_NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in FIREFOX_PLACES if Path(place).is_file()), None)


def webkit() -> tuple[Path, Path] | None:
    """Return WebKitGTK's driver and MiniBrowser; None if one of them or Xvfb is missing."""
    driver = shutil.which(WEBKIT_DRIVER)
    if not driver or not shutil.which(DISPLAY):
        return None
    for pattern in MINI_BROWSERS:
        for place in (Path("/usr/lib"), Path("/usr/libexec")):
            found = sorted(place.glob(pattern)) + sorted(place.glob(pattern.removeprefix("*/")))
            if found:
                return Path(driver), found[-1]
    return None


def installed(name: str) -> bool:
    """Tell whether `firefox` or `webkit` is installed on this machine."""
    return (firefox() if name == "firefox" else webkit()) is not None


def asked() -> list[str]:
    """Return the browsers to test in: those that an environment variable names, or all installed.

    Raises `BuildError` for an unknown name.
    """
    named = os.environ.get(BROWSERS_VARIABLE)
    if not named:
        return ["chromium", *(name for name in PACKAGES if installed(name))]
    names = [name.strip() for name in named.split(",")]
    for name in names:
        if name not in ("chromium", *PACKAGES):
            known = ", ".join(["chromium", *PACKAGES])
            raise BuildError(f"{BROWSERS_VARIABLE} names {name}; the browsers are {known}.")
    return names


def ensure(name: str) -> None:
    """Install a browser if that is allowed here; raise `BuildError` if it is still missing."""
    if not installed(name) and not (apt_install(*PACKAGES[name]) and installed(name)):
        packages = " ".join(PACKAGES[name])
        raise BuildError(
            f"{name.capitalize()} was asked for and is not on this machine. "
            f"`apt install {packages}` (Debian) gets it."
        )
