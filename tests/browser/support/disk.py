"""Browsers as people use them, whose files stay, and what can be found in these files."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import lz4.block
from playwright.sync_api import Page, Playwright

from buildtools.browser import ensure_chromium
from buildtools.drivers.firefox import Firefox
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.support.webdriver import WebDriverBrowser

# What a person's Firefox does, but each change of a tab is written soon.
RESTORING: dict[str, bool | int | str] = {
    "remote.prefs.recommended": False,
    "browser.startup.page": 3,
    "browser.sessionstore.resume_from_crash": True,
    "browser.sessionstore.interval": 200,
    "browser.sessionstore.interval.idle": 200,
}

SESSIONS = ("Default/Sessions", "sessionstore-backups")
"""Where Chromium and Firefox keep what brings tabs back."""

# A field as it must not be. What it holds shows that the browser has saved the page's fields.
CONTROL = """() => {
  document.querySelector("#control")?.remove();
  const field = document.createElement("textarea");
  field.id = "control";
  (document.querySelector("dialog[open]") ?? document.body).append(field);
}"""
PAUSE = "new Promise((done) => setTimeout(done, 100))"


@contextmanager
def kept_chromium(playwright: Playwright, folder: Path) -> Iterator[Page]:
    """Start Chromium with all its files in `folder`; yield a page. It is closed as by a person."""
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=ensure_chromium(Path(sys.executable)), args=CHROMIUM_ARGUMENTS
    )
    try:
        yield context.pages[0]
    finally:
        context.close()


@contextmanager
def kept_firefox(folder: Path) -> Iterator[Page]:
    """Start Firefox in the same way."""
    firefox = Firefox({}, folder, RESTORING)
    firefox.profile = firefox.everyday_profile  # type: ignore[method-assign]
    browser = WebDriverBrowser(lambda: firefox)
    try:
        yield cast(Page, browser.new_context().new_page())
    finally:
        browser.close()


def wait_until_saved(page: Page, folder: Path, text: str) -> None:
    """Wait until the browser has saved a field of the page that it may save, as it is now."""
    page.evaluate(CONTROL)
    page.locator("#control").fill(text)  # as typed: Firefox then looks at all fields
    for _ in range(400):
        if any(files_with(folder / sessions, text) for sessions in SESSIONS):
            return
        page.evaluate(PAUSE)
    raise AssertionError("the browser has not saved its tabs")


def files_with(folder: Path, text: str) -> set[Path]:
    """Return the files below a folder that hold a text, in whichever form; without the folder."""
    forms = set(_forms(text))
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = _read(path)
            if any(form in data for form in forms):
                found.add(path.relative_to(folder))
    return found


def _forms(text: str) -> Iterator[bytes]:
    wide: list[Callable[[str], bytes]] = [str.encode, lambda each: each.encode("utf-16-le")]
    for encode in wide:
        data = encode(text)
        yield data
        for shift in range(3):  # where it begins in a group of three bytes
            letters = base64.b64encode(bytes(shift) + data)[(0, 2, 3)[shift] :]
            letters = letters.rstrip(b"=")[:-1]  # the last one also holds what follows
            yield letters
            yield letters.translate(bytes.maketrans(b"+/", b"-_"))


def _read(path: Path) -> bytes:
    """Return what a file holds; Firefox compresses some."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:  # it was replaced a moment ago
        return b""
    magic = b"mozLz40\0"
    return bytes(lz4.block.decompress(data[len(magic) :])) if data.startswith(magic) else data
