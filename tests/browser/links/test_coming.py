"""The code of links comes when one is opened or shared, and what does not come is told."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import modules_anew, scripts_anew
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.links import packed
from tests.browser.support.playground import CLIPBOARD, Playground
from tests.site_server import SiteServer

CARRIED = "assets/carried-*.js"


def requested(site: SiteServer) -> int:
    return sum(name.startswith("assets/carried-") for name in site.requests)


@modules_anew
def test_the_share_dialog_comes_when_it_is_opened_and_says_when_it_cannot(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"carried-\w+\.js")
    page = open_page()
    assert requested(site) == 0
    play = Playground(page)
    site.missing.add(CARRIED)
    play.button("Share").click()
    expect(page.locator("#toast")).to_contain_text("could not be loaded")
    expect(page.locator("#share")).to_be_hidden()
    site.missing.clear()
    play.button("Share").click()
    expect(page.locator("#share")).to_be_visible()


@scripts_anew
def test_a_link_that_cannot_be_read_for_want_of_code_is_not_lost(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect("carried-")
    site.missing.add(CARRIED)
    link = f"{site.url}{packed({'token': 'a.b.c'})}"
    page.goto(link)
    expect(page.locator("#error")).to_contain_text("could not be loaded whole")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("#error")).to_contain_text("Copied")
    assert page.evaluate(CLIPBOARD) == link
    site.missing.clear()
    page.get_by_role("button", name="Reload with the link").click()
    expect(Playground(page).token).to_have_text("a.b.c")


@modules_anew
def test_a_link_that_is_pasted_into_the_open_page_says_when_it_cannot_be_read(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect("carried-")
    page = open_page()
    site.missing.add(CARRIED)
    fragment = packed({"token": "a.b.c"})
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    expect(page.locator("#notices")).to_contain_text("The link could not be read")
    site.missing.clear()
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    expect(Playground(page).token).to_have_text("a.b.c")
