"""“Many tokens”: a log is pasted, and every token in it gets its verdict."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import (
    FORGED,
    GOOD,
    LOG,
    paste,
    rows,
    show_many_tokens,
    status,
)
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.browser.support.storage import NOTHING, kept
from tests.browser.support.timers import held_timers


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_every_token_of_a_log_is_listed_with_its_verdict(play: Playground) -> None:
    show_many_tokens(play)
    expect(status(play)).to_contain_text("4 different tokens, 5 occurrences")
    for index, verdict in enumerate(["valid", "invalid", "invalid", "unverified"]):
        expect(rows(play).nth(index)).to_have_attribute("data-verdict", verdict)
    expect(rows(play).nth(0)).to_contain_text("2×")
    expect(rows(play).nth(1)).to_contain_text("Expired")
    expect(rows(play).nth(1).locator("[data-column=line]")).to_have_text("3")
    expect(rows(play).nth(2)).to_contain_text("signature")


@one_browser
def test_the_verdicts_follow_key_and_time(play: Playground) -> None:
    paste(play, LOG)
    expect(status(play)).to_contain_text("1 invalid, 2 not verified")
    play.paste(play.key, SECRET)
    play.go("many")
    expect(status(play)).to_contain_text("1 valid, 2 invalid")
    play.set_time("1300819000")
    play.go("many")
    expect(status(play)).to_contain_text("2 valid, 1 invalid")


@one_browser
def test_a_workspace_that_is_not_shown_judges_only_when_it_is_opened(play: Playground) -> None:
    paste(play, LOG)
    expect(status(play)).to_contain_text("1 invalid, 2 not verified")
    play.go("inspect")
    with held_timers(play.page) as pass_time:
        play.paste(play.key, SECRET)
        expect(play.page.locator("#batch-results")).to_have_attribute("data-stale", "")
        pass_time(10_000)
        # This is answered after every request that the page has sent so far.
        play.page.evaluate("jwtPlayground.call('meta', {})")
        assert "1 invalid, 2 not verified" in (status(play).text_content() or "")
    play.go("many")
    expect(status(play)).to_contain_text("1 valid, 2 invalid")


@one_browser
def test_the_list_is_filtered_by_verdict_and_text(play: Playground) -> None:
    show_many_tokens(play)
    play.page.get_by_label("Show", exact=True).select_option("invalid")
    expect(rows(play)).to_have_count(2)
    play.page.get_by_label("Search", exact=True).fill("EXPIRED")
    expect(rows(play)).to_have_count(1)
    play.page.get_by_label("Search", exact=True).fill("nothing like it")
    expect(rows(play)).to_have_count(0)
    expect(play.page.locator("#batch-none")).to_be_visible()
    expect(play.button("Export CSV")).to_be_disabled()


def test_ten_thousand_tokens_are_judged_and_only_those_in_sight_are_drawn(play: Playground) -> None:
    good = [hs256(f'{{"n":{number}}}') for number in range(9_999)]
    play.paste(play.key, SECRET)
    paste(play, "\n".join([*good, FORGED]))
    expect(status(play)).to_contain_text("9,999 valid, 1 invalid", timeout=90_000)
    grid = play.page.get_by_role("grid", name="Many tokens")
    expect(grid).to_have_attribute("aria-rowcount", "10001")
    assert 5 < rows(play).count() < 200
    grid.focus()
    grid.press("End")
    last = play.page.locator("#batch-row-9999")
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("data-verdict", "invalid")
    expect(last.locator("[data-column=line]")).to_have_text("10000")
    assert rows(play).count() < 200


@one_browser
def test_a_long_run_can_be_cancelled_and_begun_anew(play: Playground) -> None:
    # Requests are answered in order. These come first, which leaves time to press the button.
    play.page.evaluate(
        """(token) => {
          const tokens = Array(30_000).fill(token);
          for (let call = 0; call < 8; call++) void jwtPlayground.call("inspect_many", { tokens });
        }""",
        GOOD,
    )
    paste(play, "\n".join(hs256(f'{{"n":{number}}}') for number in range(4_000)))
    play.button("Cancel").click()
    expect(status(play)).to_contain_text("Cancelled")
    expect(play.button("Cancel")).to_be_hidden()
    play.button("Check again").click()
    expect(status(play)).to_contain_text("4,000 not verified", timeout=90_000)


@one_browser
def test_a_text_without_tokens_says_so_and_clear_empties_the_panel(play: Playground) -> None:
    paste(play, "no token in here")
    expect(status(play)).to_contain_text("There is no token in this text")
    paste(play, LOG)
    expect(rows(play)).to_have_count(3)
    play.button("Clear").click()
    expect(status(play)).to_have_text("")
    expect(play.page.locator("#batch-results")).to_be_hidden()


def test_the_pasted_text_goes_neither_into_links_nor_into_storage(play: Playground) -> None:
    show_many_tokens(play)
    play.share()
    link = play.page.get_by_label("Link", exact=True).input_value()
    # A link carries token and settings, and there are none. The workspace stays.
    assert link == play.page.url
    assert link.partition("#")[2] == "view=many"
    assert kept(play.page) == NOTHING
