"""The workspace “Access” as its users see it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator

from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, hs256

ROLES = {"sub": "alice", "roles": ["editor"]}


def open_access(play: Playground, claims: dict[str, Any] | None = ROLES) -> None:
    """Open the workspace with a token that carries these claims; `None`: without a token."""
    if claims is not None:
        play.paste(play.token, hs256(json.dumps(claims)))
        play.paste(play.key, SECRET)
        expect(play.verdict).to_have_text("Valid")
    play.go("access")
    expect(play.page.locator("#access-preset")).to_have_value("roles")
    expect(decision(play, 1)).to_be_visible()


def decision(play: Playground, row: int, token: int = 1) -> Locator:
    """Return the button of one decision."""
    cells = play.page.locator("#access-rows tr").nth(row - 1).locator(".access-cell")
    return cells.nth(token - 1).locator("button")


def field(play: Playground, name: str, row: int) -> Locator:
    """Return a field of a request: `Values`, `Context` or `Expected`."""
    return play.page.get_by_label(f"{name} of request {row}", exact=True)


def why(play: Playground) -> Locator:
    return play.page.locator("#access-why")


def choose(play: Playground, preset: str) -> None:
    play.page.locator("#access-preset").select_option(preset)
