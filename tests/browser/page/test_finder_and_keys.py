"""Every action and workspace is found by its name, and the common ones by a single key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import keyboard_focus
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_TOKEN, Playground, fresh

pytestmark = keyboard_focus


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def find(play: Playground, words: str) -> Locator:
    """Open the finder and type into it; return its options."""
    play.page.keyboard.press("ControlOrMeta+k")
    expect(play.page.get_by_role("combobox", name="Action")).to_be_focused()
    play.page.keyboard.insert_text(words)
    return play.page.locator("#palette-list [role=option]")


def test_the_finder_runs_an_action_by_its_name(play: Playground) -> None:
    expect(find(play, "claims show")).to_have_count(1)
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#palette")).to_be_hidden()
    expect(play.page.locator("#tab-claims")).to_have_attribute("aria-selected", "true")


def test_the_finder_opens_every_workspace(play: Playground) -> None:
    names = play.page.locator("#views-list a").all_text_contents()
    assert len(names) >= 2
    for name in reversed(names):  # the first one is open
        expect(find(play, f"go to {name}")).to_have_count(1)
        play.page.keyboard.press("Enter")
        expect(play.page.locator("#views-list a[aria-current]")).to_have_text(name)
        expect(play.page.get_by_role("heading", name=name, exact=True)).to_be_focused()


def test_an_action_of_inspect_is_found_from_elsewhere(play: Playground) -> None:
    play.go("many")
    find(play, "set expectations")
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#expect-details")).to_have_attribute("open", "")
    expect(play.page.locator("#expect-iss")).to_be_visible()


def test_arrow_keys_choose_and_escape_gives_the_focus_back(play: Playground) -> None:
    play.token.click()
    options = find(play, "go to")
    expect(options.first).to_have_attribute("aria-selected", "true")
    play.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    active = play.page.locator("#palette-input").get_attribute("aria-activedescendant")
    assert active == options.nth(1).get_attribute("id")
    play.page.keyboard.press("Escape")
    expect(play.token).to_be_focused()


def test_a_name_that_no_action_has_is_said(play: Playground) -> None:
    expect(find(play, "make coffee")).to_have_count(0)
    expect(play.page.locator("#palette-none")).to_be_visible()
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#palette")).to_be_visible()
    play.page.keyboard.press("Escape")


def test_single_keys_work_outside_of_fields_only(play: Playground) -> None:
    play.token.click()
    play.page.keyboard.press("2")
    expect(play.page.locator("#inspect")).to_be_visible()
    expect(play.token).to_have_text("2")
    play.page.locator("#tab-checks").focus()
    play.page.keyboard.press("2")
    expect(play.page.locator("#many-title")).to_be_focused()
    play.page.keyboard.press("1")
    expect(play.page.locator("#inspect-title")).to_be_focused()
    play.page.keyboard.press("k")
    expect(play.key).to_be_focused()
    expect(play.key).not_to_contain_text("k")


def test_single_keys_can_be_turned_off(play: Playground) -> None:
    play.page.get_by_role("button", name="Settings").click()
    box = play.page.get_by_label("Single keys work outside of text fields")
    box.uncheck()
    play.page.keyboard.press("Escape")
    play.page.locator("#tab-checks").focus()
    play.page.keyboard.press("?")
    expect(play.page.locator("#keys")).to_be_hidden()
    play.page.get_by_role("button", name="Settings").click()
    box.check()
    play.page.keyboard.press("Escape")
    play.page.locator("#tab-checks").focus()
    play.page.keyboard.press("?")
    expect(play.page.locator("#keys")).to_be_visible()
    expect(play.page.locator("#key-sheet dt")).not_to_have_count(0)
    play.page.keyboard.press("Escape")


def test_an_action_shows_its_part_in_a_narrow_window(play: Playground) -> None:
    play.page.set_viewport_size({"width": 460, "height": 780})
    expect(play.key).to_be_hidden()
    find(play, "go to the key")
    play.page.keyboard.press("Enter")
    expect(play.key).to_be_focused()
    expect(play.token).to_be_hidden()


def test_a_finding_shows_the_part_that_it_points_into(play: Playground) -> None:
    play.page.set_viewport_size({"width": 460, "height": 780})
    play.paste(play.token, A1_TOKEN.replace(".", "==.", 1))
    play.show("key")
    expect(play.token).to_be_hidden()
    play.page.locator("#findings button").first.click()
    expect(play.token).to_be_focused()
