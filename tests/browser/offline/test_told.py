"""The settings tell whether the page works offline, and when a newer build is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import wait_until_ready
from tests.browser.offline.visitor import Visitor, until
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground

pytestmark = pytest.mark.only(
    "chromium", reason="caches and updates are followed by Playwright, across workers"
)


def test_a_first_visit_says_when_the_page_is_kept(visitor: Visitor) -> None:
    page = visitor.visit()
    visitor.settle(page)
    expect(page.locator("#offline-status")).to_have_text("Ready to work offline.")
    page.reload()
    expect(page.locator("#offline-status")).to_have_text("Ready to work offline.")


def test_a_new_build_is_told_and_reloads_nothing_by_itself(
    visitor: Visitor, next_dist: Path
) -> None:
    page = visitor.visit()
    visitor.settle(page)
    page.reload()
    wait_until_ready(page)
    play = Playground(page)
    play.paste(play.token, "typed")
    visitor.server.folder = next_dist
    page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update())")
    until(page, "builds", 2)
    until(page, "settled")
    expect(page.locator("#offline-status")).to_contain_text("A new version is here")
    expect(play.token).to_have_text("typed")


def test_a_workspace_that_was_never_opened_opens_offline(visitor: Visitor) -> None:
    first = visitor.visit()
    visitor.settle(first)
    first.close()
    visitor.go_offline()
    page = visitor.visit("#view=many")
    expect(page.get_by_role("textbox", name="Text with tokens")).to_be_visible()
    Playground(page).go("inspect")
    page.get_by_role("button", name="A good token").click()
    expect(page.locator("#verdict-title")).to_have_text("Valid")
