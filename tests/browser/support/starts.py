"""What a start of the engine downloads, and whether the engine works afterwards."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

from tests.browser.support.engines import CALL
from tests.browser.support.playground import A1_JWK, A1_TOKEN
from tests.site_server import SiteServer

STDLIB = "python_stdlib.zip"
LIBRARY_THERE = """
() => new Promise((done) => {
  const timer = setInterval(() => {
    try { python.runPython("import wave"); } catch { return; }
    clearInterval(timer);
    done(true);
  }, 20);
})
"""


def inspect(page: Page) -> Any:
    params = {"token": A1_TOKEN, "key": {"text": A1_JWK}, "now": 1300819379}
    return page.evaluate(CALL, ["inspect", params])


def wait_until_asked(page: Page, site: SiteServer, kind: str) -> None:
    """Wait until a file has been asked for that has `kind` in its name."""
    limit = time.monotonic() + 20
    while not any(kind in name for name in site.requests):
        assert time.monotonic() < limit, f"never asked for: {kind}"
        page.evaluate("null")  # lets events arrive


def loaded(site: SiteServer, name: str) -> int:
    return sum(request.endswith(name) for request in site.requests)
