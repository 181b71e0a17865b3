"""What was typed comes back when the tab is reloaded, but only if the user has ticked that."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, wait_until_ready, wait_until_started
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.links import packed
from tests.browser.support.playground import A1_TOKEN, SECRET, Playground, hs256
from tests.site_server import SiteServer

TOKEN = hs256('{"sub":"ada"}')
STORED = "Object.values(sessionStorage).join()"
ALL_STORED = "Object.values(sessionStorage).join() + Object.values(localStorage).join()"

# A browser whose storage is full, or that forbids it.
FULL = """() => { Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError"); }; }"""


def tick(page: Page, ticked: bool = True) -> None:
    page.locator("#open-settings").click()
    box = page.get_by_label("Keep what I typed when this tab reloads")
    box.set_checked(ticked)
    page.locator("#settings").get_by_role("button", name="Close").click()


def reload(page: Page) -> None:
    page.reload()
    wait_until_started(page)
    wait_until_ready(page)


@pytest.fixture
def play(open_page: OpenPage) -> Playground:
    play = Playground(open_page())
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def test_nothing_is_stored_unless_it_is_ticked(play: Playground) -> None:
    play.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert play.page.evaluate(ALL_STORED) == ""
    reload(play.page)
    expect(play.verdict).to_have_text("Paste a token")


def test_all_inputs_come_back_after_a_reload(play: Playground) -> None:
    tick(play.page)
    play.open("Expectations")
    play.page.get_by_label("Leeway in seconds").fill("60")
    play.paste(play.payload, '{"sub":"edited"')
    reload(play.page)
    expect(play.direction).to_contain_text("You are editing")
    expect(play.payload).to_have_text('{"sub":"edited"')
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#expect-summary")).to_contain_text("leeway 60 s")
    assert play.text(play.token) == TOKEN
    play.page.locator("#open-settings").click()
    expect(play.page.locator("#keep")).to_be_checked()


@one_browser
def test_unticking_deletes_it_at_once(play: Playground) -> None:
    tick(play.page)
    assert SECRET in play.page.evaluate(STORED)
    tick(play.page, False)
    assert play.page.evaluate("sessionStorage.length") == 0
    reload(play.page)
    expect(play.verdict).to_have_text("Paste a token")


@one_browser
def test_clear_deletes_it_at_once_and_undo_keeps_it_again(play: Playground) -> None:
    tick(play.page)
    play.button("Clear").click()
    for text in (SECRET, TOKEN):
        assert text not in play.page.evaluate(STORED)
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    reload(play.page)
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_a_link_that_is_opened_on_top_wins(play: Playground, site: SiteServer) -> None:
    tick(play.page)
    play.page.goto("about:blank")
    play.page.goto(f"{site.url}#token={A1_TOKEN}")
    wait_until_started(play.page)
    expect(play.value("iss")).to_have_text('"joe"')
    expect(play.recognized).to_have_text("")
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_what_a_link_set_is_still_told_after_a_reload(open_page: OpenPage) -> None:
    link = packed({"token": TOKEN, "key": {"text": SECRET}, "leeway": 300})
    play = Playground(open_page(link))
    told = "This link came with: a shared secret (now in “Verification key”), leeway 300 s."
    expect(play.page.locator("#link-terms")).to_contain_text(told)
    tick(play.page)
    reload(play.page)
    expect(play.page.locator("#link-terms")).to_contain_text(told)
    play.button("Keep").click()
    reload(play.page)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#link-terms")).to_be_empty()


BAD: list[tuple[Any, str]] = [
    ('{"inputs":{"token":5,"leeway":-1}}', "was left out"),
    ("no JSON", "cannot be read"),
    ("null", "cannot be read"),
    ('{"inputs":[]}', "cannot be read"),
]


@one_browser
@pytest.mark.parametrize(("text", "told"), BAD, ids=[text for text, _ in BAD])
def test_what_is_kept_is_checked_like_a_link(open_page: OpenPage, text: str, told: str) -> None:
    page = open_page()
    # Written when the page has said its last word.
    page.evaluate(
        "text => addEventListener('pagehide', () => sessionStorage.setItem('jwt-playground-kept', text))",
        text,
    )
    reload(page)
    expect(page.locator("#notices")).to_contain_text(told)
    expect(Playground(page).verdict).to_have_text("Paste a token")


@one_browser
def test_a_full_storage_is_said_and_the_box_is_unticked(play: Playground) -> None:
    play.page.evaluate(FULL)
    play.page.locator("#open-settings").click()
    play.page.get_by_label("Keep what I typed when this tab reloads").click()
    expect(play.page.locator("#keep-status")).to_contain_text("is not kept")
    expect(play.page.locator("#keep")).not_to_be_checked()


@one_browser
def test_a_storage_that_is_full_later_keeps_nothing_old(play: Playground) -> None:
    tick(play.page)
    play.page.evaluate(FULL)
    play.paste(play.token, A1_TOKEN)
    play.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect(play.page.locator("#toast")).to_contain_text("is not kept")
    assert play.page.evaluate("sessionStorage.length") == 0


@one_browser
def test_the_box_says_that_secrets_are_kept_too(play: Playground) -> None:
    about = play.page.locator("#keep").get_attribute("aria-describedby")
    assert about == "keep-about"
    expect(play.page.locator(f"#{about}")).to_contain_text("Secrets, private keys and passphrases")


@one_browser
def test_what_another_page_of_the_origin_keeps_ticks_nothing(play: Playground) -> None:
    play.page.evaluate("sessionStorage.setItem('kept', '{}')")
    reload(play.page)
    expect(play.page.locator("#keep")).not_to_be_checked()
    play.paste(play.key, SECRET)
    play.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert SECRET not in play.page.evaluate(ALL_STORED)
