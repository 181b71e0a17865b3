"""The page with the headers that hosts should send: it works, and nobody shows it in a frame."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from buildtools.serve import DevServer, listen
from tests.browser.conftest import wait_until_ready, wait_until_started
from tests.browser.support.guard import PageGuard

FRAMED = """() => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => done(frame.contentDocument?.title ?? "refused");
  frame.src = "inner.html";
  document.body.append(frame);
})"""

pytestmark = pytest.mark.only(
    "chromium", "firefox", reason="WebKitGTK shows the guard nothing without the tests' own server"
)


@contextmanager
def served(folder: Path) -> Iterator[DevServer]:
    with listen(folder, 0, lambda: None) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_the_page_works_with_them_and_no_browser_complains(
    context: BrowserContext, dist: Path
) -> None:
    with served(dist) as server:
        guard = PageGuard(context, server.url.rstrip("/"))
        page = context.new_page()
        page.goto(server.url)
        wait_until_started(page)
        wait_until_ready(page)
        report = page.evaluate("jwtPlayground.call('inspect', { token: 'x' })")
        assert report["verdict"] == "invalid"
        guard.check()


def test_no_page_shows_it_in_a_frame(context: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><link rel=icon href=data:,><body>")
    (tmp_path / "inner.html").write_text("<!doctype html><title>shown</title>")
    with served(tmp_path) as server:
        page = context.new_page()
        page.goto(server.url)
        assert page.evaluate(FRAMED) == "refused"
