"""What somebody sees who comes for the first time, and what the first screen holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_JWK, A1_TOKEN, Playground, fresh


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_an_empty_page_says_what_it_is_for_and_has_a_sample_one_click_away(
    play: Playground,
) -> None:
    welcome = play.page.locator("#welcome")
    expect(welcome).to_be_in_viewport()
    for words in ("Paste a token", "drop a file", "Nothing that you paste leaves this page"):
        expect(welcome).to_contain_text(words)
    expect(play.page.locator("dialog[open]")).to_have_count(0)
    play.button("A good token").click()
    expect(play.verdict).to_have_text("Valid")
    expect(welcome).to_be_hidden()
    expect(play.page.locator("#verdict")).to_be_focused()
    play.button("Clear").click()
    expect(welcome).to_be_visible()


def test_the_first_screen_holds_all_of_it(play: Playground) -> None:
    play.page.set_viewport_size({"width": 1440, "height": 900})
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    expect(play.verdict).to_have_text("Invalid")
    below = play.page.evaluate(
        """() => ["#verdict", "#token", "#key", "#header", "#payload", "#tabs", "#checks li"]
          .filter((each) => {
            const { top, bottom } = document.querySelector(each).getBoundingClientRect();
            return top < 0 || bottom > innerHeight;
          })"""
    )
    assert below == []


def test_on_a_phone_the_first_failed_check_is_on_the_first_screen(play: Playground) -> None:
    play.page.set_viewport_size({"width": 360, "height": 740})
    play.paste(play.token, A1_TOKEN)
    expect(play.page.locator("#checks li").first).to_be_in_viewport()
