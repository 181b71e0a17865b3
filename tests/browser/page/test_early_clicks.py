"""Clicks that come before the page listens are made when it does."""

from __future__ import annotations

from threading import Event

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_until_ready, wait_until_started
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground
from tests.site_server import SiteServer

# Resolves when the first script has run: it is what remembers clicks.
FIRST_SCRIPT = """() => new Promise((resolve) => {
  const look = () => (window.jwtPlayground ? resolve(true) : requestAnimationFrame(look));
  look();
})"""


@pytest.fixture
def held(page: Page, site: SiteServer) -> Event:
    """Open the page without its views: they come when the event is set."""
    event = site.hold("assets/page-*.js")
    page.goto(site.url, wait_until="commit")
    expect(page.locator("#settings")).to_be_attached()
    page.evaluate(FIRST_SCRIPT)
    return event


@pytest.mark.only("chromium")
@pytest.mark.parametrize(("button", "opens"), [("Samples", "samples"), ("Share", "share")])
def test_an_early_click_is_made_once_when_the_page_has_started(
    page: Page, held: Event, button: str, opens: str
) -> None:
    pressed = page.get_by_role("button", name=button, exact=True)
    pressed.click()
    expect(pressed).to_have_attribute("aria-busy", "true")
    expect(page.locator(f"#{opens}")).to_be_hidden()
    held.set()
    wait_until_started(page)
    expect(page.locator(f"#{opens}")).to_be_visible()
    expect(page.locator("button[aria-busy]")).to_have_count(0)


@pytest.mark.only("chromium")
def test_a_start_that_takes_long_is_told(page: Page, held: Event) -> None:
    expect(page.locator("#load-text")).to_have_text("Loading the page")
    expect(page.locator("#load")).to_be_visible()
    expect(page.locator("#checks-card")).to_be_hidden()
    held.set()
    wait_until_ready(page)
    expect(page.locator("#load")).to_be_hidden()


@pytest.mark.only("chromium")
def test_of_several_early_clicks_the_last_one_counts(page: Page, held: Event) -> None:
    page.get_by_role("button", name="Samples", exact=True).click()
    page.locator("#tab-claims").click()
    expect(page.locator("button[aria-busy]")).to_have_count(1)
    held.set()
    wait_until_started(page)
    expect(page.locator("#tab-claims")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#samples")).to_be_hidden()


@pytest.mark.only("chromium")
def test_a_workspace_that_is_chosen_early_is_opened(page: Page, held: Event) -> None:
    page.locator("[data-view=many]").click()
    held.set()
    wait_until_started(page)
    expect(page.locator("#many")).to_be_visible()


@pytest.mark.only("chromium")
def test_what_cannot_work_yet_looks_so(page: Page, site: SiteServer) -> None:
    event = site.hold("assets/page-*.js")
    page.goto(site.url, wait_until="commit")
    for name in ("sign", "generate-button"):
        expect(page.locator(f"#{name}")).to_be_disabled()
    event.set()
    wait_until_started(page)
    wait_until_ready(page)
    play = Playground(page)
    play.button("Write a new token").click()
    expect(page.locator("#sign")).to_be_enabled()
