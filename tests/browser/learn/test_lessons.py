"""Each lesson is walked to its end: what it asks for is seen when it is done, and not before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.learn.lessons import LESSONS, do, expect_state, panel, press, start
from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


@one_browser
def test_there_are_eleven_lessons_of_three_to_six_steps(play: Playground) -> None:
    assert len(LESSONS) == 11
    assert all(3 <= len(lesson["steps"]) <= 6 for lesson in LESSONS.values())
    play.go("learn")
    cards = play.page.locator("#lessons li")
    expect(cards).to_have_count(11)
    shown = cards.evaluate_all("(all) => all.map((each) => each.dataset.lesson)")
    assert sorted(shown) == sorted(LESSONS)


@pytest.mark.parametrize("name", first_in_every_browser(LESSONS))
def test_each_step_is_recognized_when_it_is_done_by_hand(play: Playground, name: str) -> None:
    steps = LESSONS[name]["steps"]
    start(play, name)
    for number, step in enumerate(steps):
        expect(panel(play).locator("h3")).to_contain_text(f"step {number + 1} of {len(steps)}")
        expect_state(play, "open")
        expect(panel(play).locator(".lesson-done")).to_have_text("")
        do(play, step["answer"])
        expect_state(play, "done")
        expect(panel(play).locator(".lesson-done")).to_have_text(step["done"].replace("`", ""))
        press(play, "Finish" if number + 1 == len(steps) else "Next")
    expect(panel(play)).to_have_count(0)


@one_browser
@pytest.mark.parametrize("name", LESSONS)
def test_each_step_can_show_how_it_is_done(play: Playground, name: str) -> None:
    start(play, name)
    for number in range(len(LESSONS[name]["steps"])):
        if number > 0:
            press(play, "Next")
        expect_state(play, "open")
        press(play, "Show me")
        expect_state(play, "done")
