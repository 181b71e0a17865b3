"""Links out of the page, and into it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_TOKEN, SECRET, Playground, fresh, hs256
from tests.site_server import SiteServer


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def link_of(play: Playground) -> str:
    return play.page.get_by_label("Link", exact=True).input_value()


def test_a_link_leaves_the_secret_out_unless_ticked(play: Playground) -> None:
    play.share()
    warning = play.page.locator("#share-warning")
    expect(warning).to_be_hidden()
    expect(play.page.locator("#share-included [data-included=false]")).to_contain_text("key")
    without = link_of(play)
    play.page.get_by_label("Include secrets and private keys").check()
    expect(warning).to_be_visible()
    expect(play.page.locator("#share-included [data-included=false]")).to_have_count(0)
    assert len(link_of(play)) > len(without)

    other = play.page.context.new_page()
    other.goto(without)
    there = Playground(other)
    expect(there.value("sub")).to_have_text('"ada"')
    expect(there.verdict).to_have_text("Not verified")
    expect(there.page.locator("#key")).not_to_contain_text(SECRET)
    other.close()


@one_browser
def test_a_link_with_the_secret_shows_the_same_in_another_window(play: Playground) -> None:
    play.set_time("1300819000")
    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    other = play.page.context.new_page()
    other.goto(link_of(play))
    there = Playground(other)
    expect(there.verdict).to_have_text("Valid")
    expect(there.page.locator("#verdict-facts")).to_contain_text("2011")
    other.close()


@one_browser
def test_the_tick_is_off_again_when_the_dialog_opens_anew(play: Playground) -> None:
    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    play.page.keyboard.press("Escape")
    play.share()
    expect(play.page.get_by_label("Include secrets and private keys")).not_to_be_checked()


@one_browser
def test_edits_travel_with_the_link(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    play.share()
    other = play.page.context.new_page()
    other.goto(link_of(play))
    there = Playground(other)
    expect(there.direction).to_contain_text("You are editing")
    expect(there.payload).to_have_text('{"sub":"grace"}')
    other.close()


def test_a_link_pasted_into_the_same_tab_is_followed(play: Playground) -> None:
    play.page.evaluate("(token) => { location.hash = `#token=${token}`; }", A1_TOKEN)
    expect(play.value("iss")).to_have_text('"joe"')


def test_the_first_script_takes_a_link_out_of_the_address(page: Page, site: SiteServer) -> None:
    site.replace["assets/page-*.js"] = (
        b"export function startPage() {}"  # the page itself is not there
    )
    page.goto(f"{site.url}?a=b#token={A1_TOKEN}")
    assert page.url == site.url + "?a=b"
    assert page.evaluate("history.state") is None


def test_a_link_that_was_opened_is_not_in_the_address(
    open_page: OpenPage, site: SiteServer
) -> None:
    play = Playground(open_page(f"?a=b#token={A1_TOKEN}"))
    expect(play.value("iss")).to_have_text('"joe"')
    expect(play.page.locator("#notices")).to_contain_text("history keeps")
    assert play.page.url == site.url + "?a=b"


def test_going_back_does_not_bring_a_link_into_the_address(
    play: Playground, browser_name: str
) -> None:
    most = 100 if browser_name == "webkit" else 50  # entries that browsers keep
    entries = play.page.evaluate("history.length")
    play.page.evaluate("(token) => { location.hash = `#token=${token}`; }", A1_TOKEN)
    expect(play.value("iss")).to_have_text('"joe"')
    assert "#" not in play.page.url
    assert play.page.evaluate("history.length") == min(entries + 1, most)
    play.page.evaluate("history.back()")
    expect(play.value("iss")).to_have_text('"joe"')
    assert "#" not in play.page.url


@one_browser
def test_a_token_in_the_query_is_taken_out_of_the_address_with_a_warning(
    open_page: OpenPage,
) -> None:
    play = Playground(open_page(f"?token={A1_TOKEN}"))
    expect(play.value("iss")).to_have_text('"joe"')
    assert "token" not in play.page.url
    notice = play.page.locator("#notices .notice")
    expect(notice).to_contain_text("server received it")
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)


@one_browser
def test_a_link_that_was_made_without_its_key_says_so_until_it_is_entered(
    play: Playground,
) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    play.share()
    other = play.page.context.new_page()
    other.goto(play.page.get_by_label("Link", exact=True).input_value())
    there = Playground(other)
    notice = other.locator("#notices")
    expect(notice).to_contain_text("made without its key")
    there.paste(there.key, SECRET)
    expect(there.verdict).to_have_text("Valid")
    expect(notice).to_be_empty()
    other.close()


@one_browser
def test_members_of_a_key_that_may_hold_anything_are_counted_and_left_out(play: Playground) -> None:
    known = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    play.paste(play.key, json.dumps({**known, "note": "hunter2", "more": 1}))
    play.share()
    expect(play.page.locator("#share-included [data-included=false]")).to_contain_text("2 members")
    without = link_of(play)
    play.page.get_by_label("Include secrets and private keys").check()
    assert len(link_of(play)) > len(without)
