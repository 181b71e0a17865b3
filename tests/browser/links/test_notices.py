"""The notices of a link can be read, reached and put away, and they are about that link."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage, wait_until_started
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.links import packed
from tests.browser.support.playground import SECRET, Playground, hs256

TOKEN = hs256("{}")
TERMS = packed({"token": TOKEN, "key": {"text": SECRET}, "leeway": 300, "now": 1100})
OUTSIDE = packed({"token": TOKEN, "leeway": -1, "now": 1e300})

# Whether the first element of each notice is its whole sentence, and every line of it begins where
# the sentence begins: a quotation does not stand in a column of its own.
LINES = """() => [...document.querySelectorAll("#notices .notice")].map((notice) => {
  const range = document.createRange();
  range.selectNodeContents(notice.firstElementChild);
  const lines = Map.groupBy(range.getClientRects(), ({ top }) => Math.round(top / 8));
  const starts = [...lines.values()].map((parts) => Math.min(...parts.map(({ left }) => left)));
  const { left } = notice.firstElementChild.getBoundingClientRect();
  return range.toString().endsWith(".") && starts.every((start) => Math.abs(start - left) < 2);
})"""
RIGHT = """() => Math.max(
  ...[...document.querySelectorAll("#link-terms *, #notices *")]
    .map((each) => each.getBoundingClientRect().right))"""
FOCUSED = "document.activeElement.id || document.activeElement.textContent"


def test_a_sentence_with_quotations_runs_through(open_page: OpenPage) -> None:
    page = open_page("#token=a.b.c&id_token=d.e.f", wait_ready=False)
    page.set_viewport_size({"width": 1600, "height": 900})
    expect(page.locator("#notices .notice").first).to_contain_text("“token” is shown; left out")
    assert page.evaluate(LINES) == [True, True]


@pytest.mark.parametrize("link", [TERMS, OUTSIDE], ids=["terms", "notices"])
@pytest.mark.parametrize("width", [320, 360])
def test_notices_fit_a_small_screen(open_page: OpenPage, width: int, link: str) -> None:
    page = open_page(link, wait_ready=False)
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.locator(".notice").first).to_be_visible()
    # WebKitGTK's window cannot be as narrow as that.
    assert page.evaluate(RIGHT) <= max(width, page.evaluate("innerWidth"))


@one_browser
def test_a_good_link_takes_away_the_notices_of_the_last_one(open_page: OpenPage) -> None:
    page = open_page("#v1=AAAA", wait_ready=False)
    expect(page.locator("#notices")).to_contain_text("nothing was taken from it")
    page.evaluate("(link) => { location.hash = link; }", TERMS)
    expect(page.locator("#link-terms")).to_contain_text("This link came with")
    expect(page.locator("#notices")).to_be_empty()


@pytest.mark.parametrize("button", ["Keep", "Reset to the defaults"])
def test_the_focus_goes_to_the_verdict_when_the_terms_are_answered(
    open_page: OpenPage, button: str
) -> None:
    play = Playground(open_page(TERMS))
    play.button(button).focus()
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#link-terms")).to_be_empty()
    assert play.page.evaluate(FOCUSED) == "verdict"


def test_the_focus_goes_from_notice_to_notice(open_page: OpenPage) -> None:
    page = open_page(OUTSIDE)
    notices = page.locator("#notices .notice")
    expect(notices).to_have_count(2)
    page.get_by_role("button", name="Dismiss").first.focus()
    page.keyboard.press("Enter")
    expect(notices).to_have_count(1)
    assert page.evaluate(FOCUSED) == "Dismiss"
    page.keyboard.press("Enter")
    expect(notices).to_have_count(0)
    assert page.evaluate(FOCUSED) == "verdict"


@one_browser
def test_screen_readers_hear_what_a_link_set_and_what_was_left_out(open_page: OpenPage) -> None:
    page = open_page(wait_ready=False)
    wait_until_started(page)
    page.evaluate("(link) => { location.hash = link; }", packed({"token": TOKEN, "leeway": 300}))
    told = page.get_by_role("status").filter(has_text="This link came with: leeway 300 s.")
    expect(told).to_have_count(1)
    page.evaluate("(link) => { location.hash = link; }", OUTSIDE)
    told = page.get_by_role("status").filter(has_text="leeway was left out")
    expect(told).to_have_count(1)
