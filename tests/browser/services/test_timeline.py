"""The timeline: marks and moments, step, scrub, play, and the way to “Inspect”."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground
from tests.browser.support.scenarios import (
    SMALL,
    choose,
    happenings,
    marks,
    refusals,
    write,
)


def time(play: Playground) -> Locator:
    return play.page.locator("#services-time")


def test_the_first_scenario_is_there_at_once(play: Playground) -> None:
    expect(marks(play, "good")).to_have_count(75)
    expect(marks(play, "bad")).to_have_count(0)
    expect(play.page.locator("#services-no-refusals")).to_be_visible()
    expect(play.page.locator("#services-keys")).to_contain_text("laboratory")


def test_without_overlap_the_stale_services_refuse_and_the_page_says_how_long(
    play: Playground,
) -> None:
    choose(play, "Rotation without overlap")
    expect(refusals(play)).to_have_text(
        [
            "invoices refuses anna from 1,200 s to 1,800 s: unknown key (4 ×)",
            "reports refuses anna from 1,200 s to 3,600 s: unknown key (16 ×)",
        ]
    )
    expect(marks(play, "bad")).to_have_count(20)
    choose(play, "Rotation with overlap")
    expect(refusals(play)).to_have_count(0)
    expect(marks(play, "bad")).to_have_count(0)


def test_steps_go_from_moment_to_moment(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    expect(time(play)).to_have_text("600 s")
    expect(play.button("Step")).to_be_disabled()
    play.button("Step back").click()
    expect(time(play)).to_have_text("300 s")
    expect(play.page.locator("#services-moment-title")).to_have_text("At 300 s")
    expect(happenings(play)).to_contain_text(["anna → orders: accepted", "anna → reports: refused"])
    play.button("Step back").click()
    expect(play.button("Step back")).to_be_disabled()
    expect(happenings(play).first).to_contain_text("orders fetches the key set for the first time")
    play.button(
        "Step",
    ).click()
    expect(time(play)).to_have_text("300 s")


def test_the_time_can_be_scrubbed_by_keyboard(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    scrub = play.page.get_by_label("Time", exact=True)
    scrub.press("Home")
    expect(time(play)).to_have_text("0 s")
    scrub.press("ArrowRight")
    expect(time(play)).to_have_text("1 s")
    expect(play.page.locator("#services-moment-title")).to_have_text("At 0 s")
    expect(scrub).to_have_attribute("aria-valuetext", "1 s")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_it_plays_to_the_end_from_the_beginning(play: Playground, motion: str) -> None:
    browser = play.page.context.browser
    if browser and browser.browser_type.name == "chromium":  # elsewhere no test can set it
        play.page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    play.page.get_by_role("button", name="Play", exact=True).click()
    expect(play.button("Pause")).to_be_visible()
    expect(play.page.locator("#services-moment-title")).to_have_text("At 300 s")
    expect(play.page.locator("#services-time")).to_have_text("600 s", timeout=60_000)
    expect(play.page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_pause_keeps_the_time(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    play.page.get_by_role("button", name="Play", exact=True).click()
    play.button("Pause").click()
    expect(play.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert play.page.locator("#services-scrub").input_value() != "600"


def test_a_pressed_mark_tells_its_reason_and_opens_in_inspect(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play, "bad")).to_have_count(3)
    marks(play, "bad").nth(1).click()
    expect(time(play)).to_have_text("300 s")
    chosen = play.page.locator("#services-happenings li[data-chosen]")
    expect(chosen).to_contain_text("anna → reports: refused: another audience")
    expect(chosen).to_contain_text("“other” is expected")
    chosen.get_by_role("button").click()
    expect(play.page.locator("#inspect")).to_be_visible()
    expect(play.verdict).to_have_text("Invalid")
    play.expect_check("aud", "fail")
    play.expect_check("signature", "pass")
    play.expect_check("exp", "pass")


def test_an_accepted_request_is_valid_in_inspect_at_the_services_own_time(play: Playground) -> None:
    choose(play, "Rotation with overlap")
    expect(marks(play)).to_have_count(147)
    marks(play, "good").nth(60).click()
    play.page.locator("#services-happenings li[data-chosen] button").click()
    expect(play.verdict).to_have_text("Valid")
    state = play.page.evaluate("() => jwtPlayground.state.get()")
    assert "laboratory-" in state["inputs"]["key"]["text"]
    assert state["inputs"]["algorithms"] == ["RS256"]


def test_the_costs_stand_beside_those_of_sessions(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    row = play.page.locator("#services-costs tr", has_text="Look-ups in a store")
    expect(row.locator("td")).to_have_text(["0", "6"])
    told = play.page.locator("#services-told li")
    expect(told.filter(has_text="Tokens win.")).to_have_count(1)
    expect(told.filter(has_text="Sessions win.")).not_to_have_count(0)
