"""What the user is about to press or to read stays where it is, whole, and in the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
TOP = "(element) => element.getBoundingClientRect().top + scrollY"
# How far the right edge of an element is beyond the page, without its scroll bar.
BEYOND = """(element) =>
  element.getBoundingClientRect().right - document.documentElement.clientWidth"""
IS_CUT = "(element) => element.scrollWidth > element.clientWidth"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.page.set_viewport_size(DESKTOP)
    return play


def test_the_key_does_not_move_when_a_token_comes(play: Playground) -> None:
    key = play.page.locator("#key-title")
    before = key.evaluate(TOP)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.page.locator("#legend li")).to_have_count(3)
    expect(play.page.locator("#legend")).to_be_visible()
    assert key.evaluate(TOP) == before


def test_the_panes_do_not_move_when_editing_begins(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.header).to_contain_text("HS256")
    panes = [play.page.locator(f"#{name}") for name in ("header", "payload")]
    before = [pane.evaluate(TOP) for pane in panes]
    play.paste(play.payload, '{"sub":"grace"}')
    expect(play.direction).to_contain_text("You are editing")
    assert [pane.evaluate(TOP) for pane in panes] == before


def test_a_button_that_mends_is_not_cut_by_the_bar(play: Playground) -> None:
    payload = '{"iss":"https://idp.example/realms/a-name","aud":["api","web"]}'
    play.paste(play.token, hs256(payload))
    play.paste(play.key, SECRET)
    actions = play.page.locator("#verdict-actions")
    expect(actions.get_by_role("button")).to_have_count(3)
    assert not actions.evaluate(IS_CUT)
    assert not actions.get_by_role("button").first.evaluate(IS_CUT)


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_clear_can_be_undone_in_many_tokens_and_its_message_is_whole(
    play: Playground, window: ViewportSize
) -> None:
    play.page.set_viewport_size(window)
    play.go("many")
    tokens = "\n".join(hs256(str(number)) for number in range(30))
    play.paste(play.editor("Text with tokens"), tokens)
    expect(play.page.locator("#batch-shown")).to_have_text("30 of 30")
    play.page.evaluate("document.querySelector('#clear').click()")
    toast = play.page.locator("#toast")
    expect(toast).to_contain_text("Cleared")
    assert toast.evaluate(BEYOND) <= 0
    toast.get_by_role("button", name="Undo").click()
    expect(play.page.locator("#batch-shown")).to_have_text("30 of 30")


def test_on_a_phone_the_bar_is_one_row(play: Playground) -> None:
    play.page.set_viewport_size(PHONE)
    for view in ("many", "services", "learn", "access", "inspect"):
        play.go(view)
        bar = play.page.locator("header.top").bounding_box()
        assert bar is not None
        assert bar["height"] <= 60, view
        expect(play.button("Open file")).to_be_visible()


def test_settings_repeat_no_button_of_the_bar(play: Playground) -> None:
    play.button("Settings").click()
    expect(play.page.locator("#settings-clear")).to_be_hidden()
    play.page.set_viewport_size(PHONE)
    expect(play.page.locator("#settings-clear")).to_be_visible()
