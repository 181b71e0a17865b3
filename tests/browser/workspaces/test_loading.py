"""A workspace is loaded when it is first opened; when that fails, the page says so."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import keyboard_focus, modules_anew
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground, hs256
from tests.site_server import SiteServer

MANY = "assets/many-*.js"
TOKEN = hs256('{"sub":"ada"}')


def requested(site: SiteServer) -> int:
    return sum(name.startswith("assets/many-") for name in site.requests)


def to_many(page: Page) -> None:
    page.evaluate("location.hash = 'view=many'")


def test_many_is_not_requested_before_it_is_opened(open_page: OpenPage, site: SiteServer) -> None:
    page = open_page()
    assert requested(site) == 0
    arrives = site.hold(MANY)
    to_many(page)
    body = page.locator("#many-body")
    expect(body).to_have_attribute("aria-busy", "true")
    expect(body).to_have_text("Loading “Many tokens” …")
    # The user does not have to wait: the other workspace can be used meanwhile.
    page.evaluate("location.hash = 'view=inspect'")
    expect(page.locator("#inspect")).to_be_visible()
    to_many(page)
    arrives.set()
    expect(Playground(page).editor("Text with tokens")).to_be_visible()
    expect(page.locator("#many-body[aria-busy]")).to_have_count(0)
    page.evaluate("location.hash = 'view=inspect'")
    to_many(page)
    expect(Playground(page).editor("Text with tokens")).to_be_visible()
    assert requested(site) == 1


@keyboard_focus
@modules_anew
def test_a_workspace_that_cannot_be_loaded_says_so_and_can_be_tried_again(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"many-\w+\.js")
    page = open_page()
    play = Playground(page)
    play.paste(play.token, TOKEN)
    site.missing.add(MANY)
    to_many(page)
    alert = page.locator("#many-body [role=alert]")
    expect(alert).to_contain_text("“Many tokens” could not be loaded. Check the connection")
    expect(page.locator("#many-title")).to_be_focused()
    expect(page).to_have_title("Many tokens · JWT Playground")
    play.button("Try again").click()
    expect(alert).to_be_visible()

    site.missing.clear()
    play.button("Try again").click()
    expect(play.editor("Text with tokens")).to_be_visible()
    expect(alert).to_have_count(0)
    expect(page.locator("#many-title")).to_be_focused()
    play.go("inspect")
    assert play.text(play.token) == TOKEN


@modules_anew
def test_a_workspace_that_could_not_be_loaded_is_tried_when_it_is_opened_again(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"many-\w+\.js")
    site.missing.add(MANY)
    page = open_page("#view=many")
    expect(page.locator("#many-body [role=alert]")).to_be_visible()
    page.evaluate("location.hash = 'view=inspect'")
    expect(page.locator("#inspect")).to_be_visible()
    site.missing.clear()
    to_many(page)
    expect(Playground(page).editor("Text with tokens")).to_be_visible()
