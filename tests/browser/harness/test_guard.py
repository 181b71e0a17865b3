"""The guard of the other tests: it must see every kind of problem."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import OpenPage
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.site_server import SiteServer

POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
    " script-src 'self'; worker-src 'self'; img-src *\">"
)

FAULTS = {
    "console error": ("console.error('oh no')", "console error: oh no"),
    "console warning": ("console.warn('hm')", "console warning: hm"),
    "uncaught error": ("setTimeout(() => { throw new Error('lost') })", "uncaught: .*lost"),
    "unhandled rejection": ("Promise.reject(new Error('dropped'))", "uncaught: .*dropped"),
    "policy violation": (
        "document.body.append(document.createElement('style').appendChild(new Text('p {}')).parentNode)",
        "CSP violation: style-src-elem",
    ),
    "request to another origin": (
        "new Image().src = 'http://127.0.0.1:49009/'",
        "request to another origin: http://127.0.0.1:49009/",
    ),
    "missing file": (
        "document.body.append(Object.assign(new Image(), { src: 'nowhere.png' }))",
        "request (answered with 404|failed): .*nowhere.png",
    ),
    "error in a worker": (
        "new Worker('worker.js')",
        "uncaught: .*worker lost|console error: .*worker lost",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_guard_sees_a(
    fault: str,
    context: BrowserContext,
    page_guard: PageGuard,
    site: SiteServer,
    browser_name: str,
) -> None:
    if browser_name == "webkit" and "origin" in fault:
        # WebKit tells a page only about requests that were answered. The real page's policy
        # forbids requests to other origins, and WebKit does report that.
        pytest.skip("WebKitGTK tells nobody of a request that fails")
    script, problem = FAULTS[fault]
    site.replace["index.html"] = (
        f"<!doctype html><link rel=icon href=data:,>{POLICY}<body><script src=fault.js></script>"
    ).encode()
    site.replace["fault.js"] = script.encode()
    site.replace["worker.js"] = b"setTimeout(() => { throw new Error('worker lost') })"
    page = context.new_page()
    page.goto(site.url)
    limit = time.monotonic() + 10
    while not any(re.search(problem, seen) for seen in page_guard.problems):
        assert time.monotonic() < limit, f"not seen: {problem}"
        page.wait_for_timeout(10)  # lets events arrive

    with pytest.raises(AssertionError, match=f"(?s)the page had problems.*{problem}"):
        page_guard.check()


def test_the_guard_says_when_an_expected_problem_did_not_happen(page_guard: PageGuard) -> None:
    page_guard.expect("never")
    with pytest.raises(AssertionError, match="expected, but did not happen: never"):
        page_guard.check()


def test_the_guard_takes_what_was_declared(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    site.replace["index.html"] = b"<!doctype html><link rel=icon href=data:,><img src=nowhere.png>"
    page_guard.expect("(404|failed): .*nowhere.png")
    page_guard.allow("console error: Failed to load resource")  # Chromium writes it
    page.goto(site.url)


def test_the_page_starts_without_any_problem(open_page: OpenPage) -> None:
    page = open_page()
    expect(page).to_have_title("JWT Playground")
