"""Chromium for the bench, with profiles in memory and profiles on disk."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

AS_ROOT = sys.platform == "linux" and os.geteuid() == 0
ARGUMENTS = ["--no-sandbox"] if AS_ROOT else []

# A page starts only when the browser has no other work left.
SETTLE_MS = 500


@contextmanager
def started(chromium: Path) -> Iterator[Browser]:
    """Start Chromium. Each `new_context` is a new profile with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def profile(playwright: Playwright, chromium: Path, **options: Any) -> Iterator[BrowserContext]:
    """Start Chromium with a new profile on disk.

    `new_context` keeps its cache in memory, which has no room for a file as big as Python.
    So second visits are measured with a profile on disk.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium, args=ARGUMENTS, **options
        )
        yield context
        context.close()


def idle_page(context: BrowserContext) -> Page:
    """Return an empty page when the browser has no more work to do."""
    page = context.new_page()
    page.wait_for_timeout(SETTLE_MS)
    return page


def run(page: Page, body: str, *arguments: object) -> Any:
    """Run statements as an async function in the page; return their result."""
    return page.evaluate(
        f"(given) => (async function () {{ {body} }}).apply(null, given)", list(arguments)
    )
