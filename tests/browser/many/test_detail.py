"""The current row of “Many tokens” in detail, beside the list."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import (
    GOOD,
    LATE,
    LOG,
    detail,
    paste,
    rows,
    show_many_tokens,
    status,
)
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

FULL = hs256(
    '{"exp":1300819380,"nbf":4102444800,"iat":1300819000,"iss":"joe \u202e",'
    '"aud":["api","web"],"sub":"ada"}'
)


# Keeps every subject that comes to be shown in the detail.
WATCH = """() => {
  window.seen = [];
  const detail = document.getElementById("batch-detail");
  new MutationObserver(() => {
    const subject = detail.querySelector("[data-fact=sub] dd")?.textContent;
    if (subject && subject !== window.seen.at(-1)) window.seen.push(subject);
  }).observe(detail, { childList: true, subtree: true });
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def fact(play: Playground, name: str) -> str:
    return detail(play).locator(f"[data-fact={name}] dd").inner_text()


def scroll(play: Playground) -> float:
    return float(play.page.evaluate("window.scrollY"))


@one_browser
def test_a_row_shows_all_its_reasons_and_what_the_token_says(play: Playground) -> None:
    play.paste(play.key, SECRET)
    paste(play, f"one\n\n{FULL} and {FULL}\n{GOOD}")
    expect(status(play)).to_contain_text("1 valid, 1 invalid")
    expect(play.page.get_by_role("region", name="Token of line 3")).to_be_visible()
    checks = detail(play).locator(".checks li")
    expect(checks).to_have_count(2)
    expect(checks.nth(0)).to_contain_text("Expired")
    expect(checks.nth(1)).to_contain_text("Not valid before")
    assert "2011" in fact(play, "exp")
    assert "ago" in fact(play, "exp")
    assert "2100" in fact(play, "nbf")
    assert "2011" in fact(play, "iat")
    assert fact(play, "iss") == "joe \\u{202E}"
    assert fact(play, "aud") == "api, web"
    assert fact(play, "sub") == "ada"
    assert fact(play, "line") == "3"
    assert fact(play, "count") == "2 times"
    # The row itself names every reason as well.
    expect(rows(play).nth(0).locator(".tag")).to_have_text(["expired", "not-yet-valid"])


@keyboard_focus
def test_the_focus_stays_in_the_list_and_the_page_where_it_is(play: Playground) -> None:
    play.page.set_viewport_size({"width": 1280, "height": 500})
    show_many_tokens(play)
    grid = play.page.get_by_role("grid", name="Many tokens")
    before = scroll(play)
    rows(play).nth(1).click()
    expect(rows(play).nth(1)).to_have_attribute("aria-selected", "true")
    expect(detail(play).locator("h3")).to_have_text("Token of line 3")
    expect(detail(play).locator("[data-code=expired]")).to_be_visible()
    expect(grid).to_be_focused()
    for key, line in (("ArrowDown", 4), ("Enter", 4), ("Home", 1), ("ArrowDown", 3)):
        grid.press(key)
        expect(detail(play).locator("h3")).to_have_text(f"Token of line {line}")
        expect(grid).to_be_focused()
    expect(grid).to_have_attribute("aria-activedescendant", "batch-row-1")
    assert scroll(play) == before
    # Only what is announced is read out, and this is not.
    assert detail(play).locator("[aria-live]").count() == 0
    play.page.keyboard.press("Tab")
    expect(play.button("Open in Inspect")).to_be_focused()


@keyboard_focus
def test_a_token_is_opened_in_inspect(play: Playground) -> None:
    show_many_tokens(play)
    rows(play).nth(1).click()
    play.button("Open in Inspect").click()
    expect(play.page.locator("#inspect-title")).to_be_focused()
    expect(play.verdict).to_have_text("Invalid")
    assert play.text(play.token) == LATE
    play.go("many")
    expect(rows(play).nth(1)).to_have_attribute("aria-selected", "true")
    assert play.copied_by(play.page.locator("#batch-copy")) == LATE


def test_the_token_that_was_in_inspect_comes_back_by_undo(play: Playground) -> None:
    play.paste(play.token, GOOD)
    show_many_tokens(play)
    rows(play).nth(1).click()
    play.button("Open in Inspect").click()
    expect(play.verdict).to_have_text("Invalid")
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Valid")
    assert play.text(play.token) == GOOD


@one_browser
def test_the_last_row_that_was_asked_for_is_shown(play: Playground) -> None:
    """Requests are answered in order. This one keeps the engine, while the rows change."""
    show_many_tokens(play)
    expect(detail(play).locator("[data-fact=sub]")).to_be_visible()
    play.page.evaluate(WATCH)
    play.page.evaluate(
        """(token) => {
          const tokens = Array(30_000).fill(token);
          for (let call = 0; call < 3; call++) void jwtPlayground.call("inspect_many", { tokens });
        }""",
        GOOD,
    )
    for index in (1, 2, 1, 0, 2):
        rows(play).nth(index).click()
    # The short reasons are there at once. Nothing of another row is.
    expect(detail(play)).to_contain_text("signature-mismatch")
    assert detail(play).locator("[data-fact=sub]").count() == 0
    expect(detail(play).locator(".checks [data-code=signature-mismatch]")).to_be_visible()
    expect(detail(play).locator("[data-fact=sub] dd")).to_have_text("eve")
    assert play.page.evaluate("window.seen") == ["eve"]  # also in between


@one_browser
def test_the_detail_says_the_same_as_the_list_when_the_key_changes(play: Playground) -> None:
    show_many_tokens(play)
    rows(play).nth(2).click()
    expect(detail(play).locator(".detail-verdict")).to_contain_text("Invalid")
    play.paste(play.key, "another-secret-that-nobody-here-has-ever-seen")
    play.go("many")
    expect(status(play)).to_contain_text("1 valid, 2 invalid")
    expect(detail(play).locator(".detail-verdict")).to_contain_text("Valid")
    expect(detail(play).locator(".checks")).to_have_count(0)


@one_browser
def test_the_current_token_stays_while_the_filter_changes_and_clear_takes_all_away(
    play: Playground,
) -> None:
    show_many_tokens(play)
    rows(play).nth(1).click()
    play.page.get_by_label("Show", exact=True).select_option("invalid")
    expect(rows(play)).to_have_count(2)
    expect(rows(play).nth(0)).to_have_attribute("aria-selected", "true")
    expect(detail(play).locator("h3")).to_have_text("Token of line 3")
    play.button("Clear").click()
    expect(detail(play)).to_be_hidden()
    play.go("inspect")
    paste(play, LOG)
    expect(rows(play).nth(0)).to_have_attribute("aria-selected", "true")
