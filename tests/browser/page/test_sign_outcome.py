"""What the page says when Sign is done, and what it asks before it makes what no verifier takes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, ViewportSize

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256, is_signed

PHONE: ViewportSize = {"width": 360, "height": 740}
BROKEN = '{"sub":"ada",}'

# Whether the middle of an element can be seen: it is in the window, and nothing lies over it.
SEEN = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return element.contains(there);
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def toast(play: Playground) -> Locator:
    return play.page.locator("#toast")


def ask(play: Playground) -> Locator:
    return play.page.get_by_role("dialog", name="No verifier takes this")


@pytest.mark.parametrize("way", ["keys", "button"])
def test_a_message_tells_that_it_is_signed_and_copies_the_token(play: Playground, way: str) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    if way == "keys":
        play.page.keyboard.press("ControlOrMeta+Enter")
    else:
        play.page.locator("#sign").click()
    expect(toast(play)).to_contain_text("Signed")
    expect(toast(play).get_by_role("button", name="Show token")).to_have_count(0)
    play.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    toast(play).get_by_role("button", name="Copy token").click()
    expect(toast(play)).to_contain_text("Token copied")
    token = play.text(play.token)
    assert is_signed(token, "sha256")
    assert '"grace"' in play.value("sub").inner_text()


def test_the_focus_goes_to_the_button_that_takes_the_place_of_sign(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    play.page.locator("#sign").focus()
    play.page.keyboard.press("Enter")
    expect(toast(play)).to_contain_text("Signed")
    expect(play.page.locator("#edit")).to_be_focused()


def test_the_focus_stays_in_the_editor_when_keys_sign(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    play.page.keyboard.press("ControlOrMeta+Enter")
    expect(toast(play)).to_contain_text("Signed")
    expect(play.payload).to_be_focused()


def test_on_a_phone_the_message_leads_to_the_new_token(play: Playground) -> None:
    play.page.set_viewport_size(PHONE)
    play.show("data")
    play.paste(play.payload, '{"sub":"grace"}')
    play.page.locator("#sign").click()
    expect(play.page.locator("#token")).to_be_hidden()
    toast(play).get_by_role("button", name="Show token").click()
    assert play.page.locator("#token").evaluate(SEEN)


def test_on_a_phone_what_keeps_it_from_being_signed_is_seen_and_read_out(play: Playground) -> None:
    play.paste(play.payload, "{\n" + ",\n".join(f'"n{n}":{n}' for n in range(60)) + "\n}")
    play.paste(play.key, "")
    play.page.set_viewport_size(PHONE)
    play.show("data")
    play.payload.focus()
    play.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    play.page.keyboard.press("ControlOrMeta+Enter")
    first = play.page.locator("#sign-findings li").first
    expect(first).to_have_attribute("data-code", "key-missing")
    assert first.evaluate(SEEN)
    expect(play.page.locator("#announce")).to_contain_text("Not signed. Enter a key")


def test_before_a_payload_that_is_no_json_is_signed_the_page_asks(play: Playground) -> None:
    before = play.text(play.token)
    play.paste(play.payload, BROKEN)
    play.page.keyboard.press("ControlOrMeta+Enter")
    expect(ask(play)).to_contain_text("line 1, column 14")
    expect(ask(play).get_by_role("button", name="Go back")).to_be_focused()
    play.page.keyboard.press("Escape")
    expect(ask(play)).to_be_hidden()
    expect(play.direction).to_contain_text("You are editing")
    expect(play.page.locator("#sign-findings li")).to_have_attribute(
        "data-code", "payload-not-json"
    )
    assert play.text(play.token) == before
    assert play.text(play.payload) == BROKEN

    play.page.locator("#sign").click()
    ask(play).get_by_role("button", name="Sign anyway").click()
    expect(toast(play)).to_contain_text("Signed")
    assert play.text(play.payload) == BROKEN
    assert is_signed(play.text(play.token), "sha256")


@one_browser
def test_an_unsecured_token_is_asked_about_too(play: Playground) -> None:
    play.paste(play.header, '{"alg":"none"}')
    play.page.locator("#sign").click()
    expect(ask(play)).to_contain_text("anyone can change it")
    ask(play).get_by_role("button", name="Sign anyway").click()
    expect(toast(play)).to_contain_text("Signed")
    assert play.text(play.token).endswith(".")


@one_browser
@pytest.mark.parametrize("header", ['{"typ":"JWT"}', "[]", '{"alg":'])
def test_what_cannot_be_signed_is_not_asked_about(play: Playground, header: str) -> None:
    play.paste(play.header, header)
    play.page.locator("#sign").click()
    expect(play.page.locator("#sign-findings li")).not_to_have_count(0)
    expect(ask(play)).to_be_hidden()
    expect(toast(play)).to_be_empty()


@one_browser
def test_what_verifiers_may_take_is_signed_without_a_question(play: Playground) -> None:
    play.paste(play.payload, '{"exp":"soon","a":1,"a":2}')
    play.page.locator("#sign").click()
    expect(toast(play)).to_contain_text("Signed")
    expect(ask(play)).to_be_hidden()
