"""The tabs of the results: chosen by mouse and keyboard, and kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"ada","iss":"x","exp":1}')


TOP = "(element) => element.getBoundingClientRect().top"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    expect(play.verdict).to_have_text("Invalid")
    return play


def tab(play: Playground, name: str) -> Locator:
    return play.page.locator(f"#tab-{name}")


def panel(play: Playground, name: str) -> Locator:
    return play.page.locator(f"#panel-{name}")


def expect_chosen(play: Playground, name: str) -> None:
    """Expect that this tab alone is chosen, can be reached by Tab, and shows its panel."""
    for other in ("checks", "claims", "size"):
        is_chosen = other == name
        expect(tab(play, other)).to_have_attribute("aria-selected", str(is_chosen).lower())
        assert tab(play, other).evaluate("(each) => each.tabIndex") == (0 if is_chosen else -1)
        if is_chosen:
            expect(panel(play, other)).to_be_visible()
        else:
            expect(panel(play, other)).to_be_hidden()


def test_a_click_chooses_a_tab_and_their_order_stays(play: Playground) -> None:
    names = play.page.get_by_role("tablist", name="Results").get_by_role("tab")
    expect(names).to_have_text([re.compile("^Checks"), "Claims", "Size"])
    play.tab("claims")
    expect_chosen(play, "claims")
    expect(names).to_have_text([re.compile("^Checks"), "Claims", "Size"])


@one_browser
def test_each_panel_is_named_by_its_tab(play: Playground) -> None:
    for name, title in (("checks", "Checks, 1 problem"), ("claims", "Claims"), ("size", "Size")):
        play.tab(name)
        found = play.page.get_by_role("tabpanel", name=title, exact=True)
        expect(found).to_have_id(f"panel-{name}")
        expect(tab(play, name)).to_have_attribute("aria-controls", f"panel-{name}")


@keyboard_focus
def test_arrows_home_and_end_choose_and_go_round(play: Playground) -> None:
    tab(play, "checks").focus()
    for key, name in (
        ("ArrowRight", "claims"),
        ("ArrowRight", "size"),
        ("ArrowRight", "checks"),
        ("ArrowLeft", "size"),
        ("ArrowLeft", "claims"),
        ("Home", "checks"),
        ("End", "size"),
        ("ArrowLeft", "claims"),
    ):
        play.page.keyboard.press(key)
        expect(tab(play, name)).to_be_focused()
        expect_chosen(play, name)


@keyboard_focus
def test_arrows_with_another_key_are_left_to_the_browser(play: Playground) -> None:
    tab(play, "checks").focus()
    play.page.keyboard.press("Shift+ArrowRight")
    expect_chosen(play, "claims")
    play.page.keyboard.press("Control+ArrowLeft")
    expect_chosen(play, "claims")


@keyboard_focus
def test_tab_goes_into_the_panel(play: Playground) -> None:
    inside = "document.activeElement.closest('[role=tabpanel]')?.id"
    tab(play, "checks").focus()
    play.page.keyboard.press("Tab")
    assert play.page.evaluate(inside) == "panel-checks"
    play.page.keyboard.press("Shift+Tab")
    expect(tab(play, "checks")).to_be_focused()
    play.page.keyboard.press("ArrowRight")
    play.page.keyboard.press("Tab")
    expect(panel(play, "claims")).to_be_focused()  # nothing in it takes the focus
    play.page.keyboard.press("Shift+Tab")
    expect(tab(play, "claims")).to_be_focused()


def test_a_panel_takes_the_focus_only_while_nothing_in_it_does(play: Playground) -> None:
    expect(panel(play, "checks")).not_to_have_attribute("tabindex", "0")
    expect(panel(play, "claims")).to_have_attribute("tabindex", "0")
    play.tab("claims")
    play.paste(play.token, hs256(f'{{"long":"{"x" * 500}"}}'))  # such a value may be scrolled
    expect(panel(play, "claims").locator("code[tabindex]")).to_have_count(1)
    assert panel(play, "claims").get_attribute("tabindex") is None
    play.paste(play.token, TOKEN)
    expect(panel(play, "claims")).to_have_attribute("tabindex", "0")


def test_the_tab_and_where_it_was_scrolled_to_stay(play: Playground) -> None:
    page = play.page
    page.set_viewport_size({"width": 700, "height": 400})
    play.tab("claims")
    play.claim("exp").evaluate("(row) => row.scrollIntoView()")
    before = page.evaluate("scrollY")
    assert before > 200
    top = play.claim("exp").evaluate(TOP)
    play.go("many")
    assert page.evaluate("scrollY") == 0
    play.go("inspect")
    expect_chosen(play, "claims")
    assert abs(page.evaluate("scrollY") - before) <= 1  # browsers round
    assert abs(play.claim("exp").evaluate(TOP) - top) <= 1
    play.paste(play.key, SECRET)
    play.token.press("ControlOrMeta+End")
    play.token.press("A")
    expect(play.verdict).to_have_text("Invalid")
    expect_chosen(play, "claims")


@one_browser
def test_the_badge_counts_problems_and_says_so(play: Playground) -> None:
    badge = play.page.locator("#checks-count")
    expect(badge).to_have_text("1")  # expired
    play.paste(play.token, hs256('{"exp":1,"a":1,"a":2}'))
    expect(badge).to_have_text("2")
    expect(play.page.get_by_role("tab", name="Checks, 2 problems", exact=True)).to_be_visible()
    play.paste(play.token, "no token")  # a check and a finding tell of the same fault
    expect(badge).to_have_text("1")
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(badge).to_be_hidden()
    expect(play.page.get_by_role("tab", name="Checks", exact=True)).to_be_visible()
    play.paste(play.token, TOKEN)
    expect(badge).to_be_visible()
    play.button("Clear").click()
    expect(badge).to_be_hidden()
