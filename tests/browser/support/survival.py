"""What must survive every fault: the page, the text, and an engine that works."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from tests.browser.support.expect import expect

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrZXB0In0.AAAA"
INSPECT = """
([token, options]) => jwtPlayground.call("inspect", { token: JSON.parse(token) }, options).then(
  (report) => ({ report }), ({ code, message }) => ({ code, message }))
"""


def inspect(page: Page, token: str, **options: object) -> Any:
    # The token travels as JSON, so that lone surrogates arrive unchanged.
    return page.evaluate(INSPECT, [json.dumps(token), options])


def assert_kept(page: Page) -> None:
    expect(page.locator("#token .cm-content")).to_have_text(TOKEN)


def assert_works(page: Page) -> None:
    assert inspect(page, TOKEN)["report"]["payload"] == '{"sub":"kept"}'


def failed_message(page: Page) -> str:
    """Wait for the start to fail, and return what the page says."""
    retry = page.locator("#load-retry")
    expect(retry).to_be_visible(timeout=30_000)
    return page.locator("#load-text").inner_text()
