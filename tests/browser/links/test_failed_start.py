"""Whatever a link does, the page starts; and if it does not, it says so and can start without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import first_in_every_browser, scripts_anew
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.links import packed, share
from tests.browser.support.playground import CLIPBOARD, Playground
from tests.site_server import SiteServer

HOSTILE = {
    "quotes": "a" + '"' * 80_000 + "x",
    "commas": "a" + ",;" * 40_000 + "x",
    "padding": "a" + "=" * 80_000 + "x.e30.",
    "blanks": "a" + " \t" * 40_000 + "x",
}

FAILS = (
    b"export async function startPage({ opened }) { throw new Error(`broken ${opened.search}`); }"
)
FAILS_LATER = (
    b"export async function startPage() { await new Promise((done) => setTimeout(done));"
    b" throw new Error('broken'); }"
)


@pytest.mark.parametrize("token", first_in_every_browser(HOSTILE.values()), ids=HOSTILE)
def test_the_page_starts_with_a_hostile_link(token: str, open_page: OpenPage) -> None:
    [made] = share({"token": token})
    play = Playground(open_page(f"#{made['link']}", wait_ready=False))
    expect(play.page.locator("#error")).to_be_empty()
    expect(play.page.locator("#token .cm-content")).to_contain_text("a")


@pytest.mark.parametrize("page_script", [FAILS, FAILS_LATER], ids=["at once", "later"])
def test_a_page_that_cannot_start_offers_to_start_without_the_link(
    page: Page, page_guard: PageGuard, site: SiteServer, page_script: bytes
) -> None:
    page_guard.expect("broken")
    site.replace["assets/page-*.js"] = page_script
    link = f"{site.url}#v1=AAAA"
    page.goto(link)
    error = page.locator("#error")
    expect(error).to_contain_text("could not be started with this link")
    assert page.url == site.url
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(error).to_contain_text("Copied")
    assert page.evaluate(CLIPBOARD) == link
    expect(page.get_by_role("button", name="Start without the link")).to_be_visible()


def test_a_page_that_cannot_start_at_all_says_so(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect("broken")
    site.replace["assets/page-*.js"] = FAILS
    page.goto(site.url)
    expect(page.locator("#error")).to_contain_text("could not be started. This is a fault")
    expect(page.get_by_role("button", name="Reload")).to_be_visible()


@scripts_anew
@pytest.mark.parametrize(
    ("hash", "way"), [("#v1=AAAA", "Start without the link"), ("", "Reload")], ids=["link", "none"]
)
def test_the_page_starts_when_it_is_tried_again(
    page: Page, page_guard: PageGuard, site: SiteServer, hash: str, way: str
) -> None:
    page_guard.expect("broken")
    site.replace["assets/page-*.js"] = FAILS
    page.goto(site.url + hash)
    again = page.get_by_role("button", name=way)
    expect(again).to_be_visible()
    site.replace.clear()
    again.click()
    expect(Playground(page).verdict).to_have_text("Paste a token")
    expect(page.locator("#error")).to_be_empty()


@scripts_anew
def test_a_page_that_cannot_be_loaded_keeps_the_link(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect("page-")
    site.missing.add("assets/page-*.js")
    link = f"{site.url}{packed({'token': 'a.b.c'})}"
    page.goto(link)
    error = page.locator("#error")
    expect(error).to_contain_text("could not be loaded whole")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(error).to_contain_text("Copied")
    assert page.evaluate(CLIPBOARD) == link

    site.missing.clear()
    page.get_by_role("button", name="Reload with the link").click()
    expect(Playground(page).token).to_have_text("a.b.c")
    assert page.url == site.url
