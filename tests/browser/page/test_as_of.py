"""As of when a token is checked: the menu on the verdict, and the fields that say the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_JWK, A1_TOKEN, SECRET, Playground, fresh, hs256

NOW = 1_700_000_000
STOP = f"Date.now = () => {NOW}_000"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    expect(play.verdict).to_have_text("Invalid")
    return play


def opened(play: Playground) -> None:
    play.page.locator("#as-of-button").click()
    expect(play.page.locator("#as-of-menu")).to_be_visible()


def seconds(play: Playground, wanted: str) -> None:
    """Expect a time in the fields among the expectations."""
    expect(play.page.locator("#now-seconds")).to_have_value(wanted)


@one_browser
def test_just_before_exp_makes_the_token_valid_and_now_ends_it(play: Playground) -> None:
    opened(play)
    play.page.get_by_label("Just before exp").check()
    expect(play.verdict).to_have_text("Valid")
    seconds(play, "1300819379")
    expect(play.page.locator("#as-of-button")).to_contain_text("2011")
    expect(play.page.locator("#expect-summary")).to_contain_text("as of")
    play.page.locator("#as-of-now").check()
    expect(play.verdict).to_have_text("Invalid")
    expect(play.page.locator("#as-of-button")).to_have_text("As of: now")
    expect(play.page.locator("#now-live")).to_be_checked()


@one_browser
@pytest.mark.parametrize(("choice", "ago"), [("hour", 3_600), ("day", 86_400)])
def test_an_hour_or_a_day_ago(play: Playground, choice: str, ago: int) -> None:
    play.page.evaluate("() => { window.realNow = Date.now; }")
    try:
        play.page.evaluate(STOP)
        opened(play)
        play.page.locator(f"#as-of-{choice}").check()
        seconds(play, str(NOW - ago))
        expect(play.page.locator(f"#as-of-{choice}")).to_be_checked()
    finally:
        play.page.evaluate("() => { Date.now = window.realNow; }")


@one_browser
def test_a_token_without_exp_has_no_moment_before_it(play: Playground) -> None:
    play.paste(play.token, hs256("{}"))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    opened(play)
    expect(play.page.get_by_label("An hour ago")).to_be_visible()
    expect(play.page.get_by_label("Just before exp")).to_be_hidden()


def test_a_picked_time_is_in_step_with_the_expectations(play: Playground) -> None:
    opened(play)
    expect(play.page.locator("#as-of-seconds")).to_be_hidden()
    play.page.get_by_label("Pick a time").check()
    play.page.locator("#as-of-seconds").fill("1300819000")
    expect(play.verdict).to_have_text("Valid")
    seconds(play, "1300819000")
    play.set_time("1300819001")
    opened(play)
    expect(play.page.locator("#as-of-seconds")).to_have_value("1300819001")
    expect(play.page.get_by_label("Pick a time")).to_be_checked()
    local = play.page.locator("#as-of-local")
    expect(local).to_have_value(play.page.locator("#now-local").input_value())


@one_browser
@pytest.mark.parametrize("place", ["as-of", "now"])
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "“soon” is no number of seconds. Use digits only"),
        ("", "Enter the seconds since 1970"),
        ("1300819000000", "This looks like milliseconds. Leave out the last three digits."),
        ("9" * 30, "This is beyond any calendar."),
        ("”x", "“\\u{201D}x” is no number"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(
    play: Playground, place: str, typed: str, told: str
) -> None:
    play.set_time("1300819000")
    expect(play.verdict).to_have_text("Valid")
    if place == "as-of":
        opened(play)
    field = play.page.locator(f"#{place}-seconds")
    field.fill(typed)
    expect(play.page.locator(f"#{place}-problem")).to_contain_text(told)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#as-of-button")).to_contain_text("2011")
    field.fill("1300819002")
    expect(play.page.locator(f"#{place}-problem")).to_have_text("")
    expect(field).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("place", ["as-of", "now"])
def test_an_incomplete_date_is_told(play: Playground, place: str) -> None:
    play.set_time("1300819000")
    if place == "as-of":
        opened(play)
    play.page.locator(f"#{place}-local").fill("")
    expect(play.page.locator(f"#{place}-problem")).to_contain_text("incomplete")
    expect(play.verdict).to_have_text("Valid")


@keyboard_focus
def test_the_menu_by_keyboard_alone(play: Playground) -> None:
    button = play.page.locator("#as-of-button")
    button.focus()
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#as-of-now")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    for _ in range(3):
        play.page.keyboard.press("ArrowDown")
    expect(play.page.get_by_label("Just before exp")).to_be_checked()
    expect(play.verdict).to_have_text("Valid")
    play.page.keyboard.press("Escape")
    expect(play.page.locator("#as-of-menu")).to_be_hidden()
    expect(button).to_be_focused()
    play.page.keyboard.press("Enter")
    expect(play.page.get_by_label("Just before exp")).to_be_focused()
    play.page.keyboard.press("Shift+Tab")
    play.page.keyboard.press("Shift+Tab")
    expect(play.page.locator("#as-of-menu")).to_be_hidden()


def test_a_press_elsewhere_closes_the_menu(play: Playground) -> None:
    opened(play)
    play.page.locator("#token-title").click()
    expect(play.page.locator("#as-of-menu")).to_be_hidden()
