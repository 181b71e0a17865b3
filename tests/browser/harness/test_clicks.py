"""Clicks in Firefox and WebKitGTK, which our own drivers make."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.site_server import SiteServer

# The box moves once while the mouse button is down. So the click goes to the parent of both
# places, and misses the box.
MOVING = """<!doctype html><link rel=icon href=data:,><body style="padding-top:40px">
<label><input type=checkbox> Moves</label><script src=moves.js></script>"""
MOVE = """addEventListener("mousedown", () => (document.body.style.paddingTop = "140px"), { once: true });
addEventListener("click", ({ target }) => target === document.body && (document.title = "missed"));"""


@pytest.mark.only("firefox", "webkit", reason="Playwright clicks in Chromium")
def test_what_moves_under_a_pressed_button_is_clicked_once_more(
    context: BrowserContext, site: SiteServer
) -> None:
    site.replace["index.html"] = MOVING.encode()
    site.replace["moves.js"] = MOVE.encode()
    page = context.new_page()
    page.goto(site.url)
    box = page.get_by_label("Moves")
    box.check()
    assert page.evaluate("document.title") == "missed"
    assert box.is_checked()
