"""A lesson can be left, gone on with, shared and cleared; what the user had is not lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, wait_until_ready, wait_until_started
from tests.browser.learn.lessons import LESSONS, do, expect_state, panel, press, start
from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"mine"}')
STORED = "JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })"
TITLE = "document.activeElement.id"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def enter_own(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")


def expect_own(play: Playground) -> None:
    expect(panel(play)).to_have_count(0)
    expect(play.verdict).to_have_text("Valid")
    assert play.text(play.token) == TOKEN


@pytest.mark.parametrize("leave", ["Leave", "Finish"])
def test_what_was_entered_comes_back_at_the_end(play: Playground, leave: str) -> None:
    enter_own(play)
    start(play, "change")
    expect(panel(play)).to_contain_text("What you had entered comes back")
    assert play.text(play.token) != TOKEN
    press(play, "Skip")
    press(play, "Skip")
    press(play, leave)
    expect_own(play)
    toast = play.page.locator("#toast")
    expect(toast).to_contain_text("What you had entered before the lesson is back.")
    toast.get_by_role("button", name="Undo").click()
    assert play.text(play.token) == LESSONS["change"]["steps"][2]["inputs"]["token"]


def test_an_empty_page_is_empty_again(play: Playground) -> None:
    start(play, "parts")
    expect(panel(play).locator(".lesson-own")).to_be_hidden()
    press(play, "Leave")
    expect(play.verdict).to_have_text("Paste a token")


def test_another_lesson_does_not_hide_what_was_entered_first(play: Playground) -> None:
    enter_own(play)
    start(play, "change")
    start(play, "claims")
    press(play, "Leave")
    expect_own(play)


def test_a_step_that_is_done_stays_done_and_begins_anew_when_the_panes_are_set(
    play: Playground,
) -> None:
    start(play, "change")
    step = LESSONS["change"]["steps"][0]
    expect_state(play, "open")
    do(play, {"token": step["answer"]["token"]})
    expect_state(play, "done")
    play.paste(play.token, step["inputs"]["token"])
    expect(play.verdict).to_have_text("Valid")
    expect_state(play, "done")
    press(play, "Set the panes again")
    expect_state(play, "open")
    press(play, "Next" if panel(play).get_attribute("data-state") == "done" else "Skip")
    expect_state(play, "open")
    press(play, "Back")
    expect(panel(play).locator("h3")).to_contain_text("step 1 of 3")
    expect_state(play, "open")


@one_browser
@pytest.mark.parametrize(
    ("lesson", "step", "wrong"),
    [
        ("change", 0, {"key": {"text": "another key"}}),
        ("audience", 0, {"expect": {"aud": "https://other.example"}}),
        ("stateless", 0, {"key": {"text": "no key set at all"}}),
        ("attacks", 4, {"leeway": 3000}),
        ("roles", 0, {"sign": {"header": '{"alg":"HS256"}', "payload": '{"roles":["reader"]}'}}),
    ],
)
def test_something_else_is_not_taken_for_it(
    play: Playground, lesson: str, step: int, wrong: dict[str, object]
) -> None:
    start(play, lesson)
    for _ in range(step):
        press(play, "Skip")
    expect_state(play, "open")
    before = play.page.evaluate("jwtPlayground.state.get().then((s) => JSON.stringify(s.inputs))")
    do(play, wrong)
    play.page.wait_for_function(
        """(before) => jwtPlayground.state.get().then((s) => JSON.stringify(s.inputs) !== before)""",
        arg=before,
    )
    expect_state(play, "open")


def test_it_goes_on_where_it_was_left_and_keeps_names_only(play: Playground) -> None:
    enter_own(play)
    start(play, "attacks")
    press(play, "Skip")
    press(play, "Leave")
    stored = play.page.evaluate(STORED)
    assert "attacks" in stored
    assert all(secret not in stored for secret in ("eyJ", SECRET[:9], "correct-horse", "kty"))
    play.go("learn")
    item = play.page.locator("#lessons li[data-lesson=attacks]")
    item.get_by_role("button", name="Go on at step 2").click()
    expect(panel(play).locator("h3")).to_contain_text("step 2 of 5")
    press(play, "Leave")
    play.go("learn")
    item.get_by_role("button", name="Start again").click()
    expect(panel(play).locator("h3")).to_contain_text("step 1 of 5")


def test_clear_ends_the_lesson_and_still_offers_what_was_there_before(play: Playground) -> None:
    enter_own(play)
    start(play, "change")
    play.button("Clear").click()
    expect(panel(play)).to_have_count(0)
    expect(play.verdict).to_have_text("Paste a token")
    assert "lesson" not in play.page.evaluate(STORED)
    play.page.locator("#toast").get_by_role("button", name="Bring back").click()
    expect_own(play)


@one_browser
def test_a_lesson_can_be_opened_by_its_address_and_back_leads_to_the_list(
    open_page: OpenPage,
) -> None:
    page = open_page("#view=learn&lesson=audience")
    play = Playground(page)
    expect(panel(play)).to_have_attribute("data-lesson", "audience")
    expect(page.locator("#inspect")).to_be_visible()
    assert play.copied_by(panel(play).locator(".lesson-link")).endswith(
        "#view=learn&lesson=audience"
    )
    page.go_back()
    expect(page.locator("#learn")).to_be_visible()
    expect(page.locator("#lessons li")).to_have_count(11)
    page.evaluate("location.hash = 'view=learn&lesson=claims'")
    expect(panel(play)).to_have_attribute("data-lesson", "claims")
    page.evaluate("location.hash = 'view=learn&lesson=no-such-lesson'")
    expect(page.get_by_text("There is no lesson of this name.")).to_be_visible()
    assert page.url.endswith("#view=learn")


@one_browser
def test_a_reload_within_a_lesson_keeps_what_the_user_wants_kept(open_page: OpenPage) -> None:
    play = Playground(open_page())
    enter_own(play)
    play.page.locator("#open-settings").click()
    play.page.get_by_label("Keep what I typed when this tab reloads").check()
    play.page.locator("#settings").get_by_role("button", name="Close").click()
    start(play, "keys")
    press(play, "Skip")
    play.page.reload()
    wait_until_started(play.page)
    wait_until_ready(play.page)
    expect_own(play)
    play.go("learn")
    play.page.get_by_role("button", name="Go on at step 2").click()
    expect(panel(play)).to_have_attribute("data-lesson", "keys")


@keyboard_focus
def test_it_works_by_keyboard_and_the_focus_is_never_lost(play: Playground) -> None:
    page = play.page
    play.go("learn")
    page.locator("#lessons button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lesson-title")).to_be_focused()
    expect_state(play, "open")
    page.keyboard.press("Tab")
    expect(panel(play).get_by_role("button", name="Leave")).to_be_focused()
    for name in ("Show me", "Next"):
        panel(play).get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        if name == "Show me":
            expect_state(play, "done")
    expect(panel(play).locator("h3")).to_contain_text("step 2 of 4")
    assert page.evaluate(TITLE) == "lesson-title"
    panel(play).get_by_role("button", name="Leave").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(TITLE) == "inspect-title"


def test_on_a_small_screen_text_and_buttons_stay_in_view(play: Playground) -> None:
    page = play.page
    page.set_viewport_size({"width": 360, "height": 740})
    start(play, "stateless")
    expect_state(play, "open")
    assert not play.scrolls_sideways()
    for top in (0, 5000):
        page.evaluate("(top) => scrollTo(0, top)", top)
        expect(panel(play).locator("h3")).to_be_in_viewport()
        expect(panel(play).get_by_role("button", name="Skip")).to_be_in_viewport()
    # The end of the page is not covered.
    foot, lesson = page.locator(".foot").bounding_box(), panel(play).bounding_box()
    assert foot is not None
    assert lesson is not None
    assert foot["y"] + foot["height"] <= lesson["y"] + 1
