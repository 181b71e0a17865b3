"""What a page has stored in its browser."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

KEPT = """async () => ({
  cookie: document.cookie,
  local: Object.keys(localStorage).filter((name) => name !== "theme"),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
})"""
NOTHING: dict[str, Any] = {"cookie": "", "local": [], "session": [], "databases": [], "caches": []}


def kept(page: Page) -> dict[str, Any]:
    """Return everything that the page has stored, except for the colour theme."""
    found: dict[str, Any] = page.evaluate(KEPT)
    return found
