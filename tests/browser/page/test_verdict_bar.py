"""The verdict bar: it stays in view, has one height, and covers nothing that has the focus."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import wait_until_started
from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_JWK, A1_TOKEN, SECRET, Playground, fresh, hs256
from tests.site_server import SiteServer

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
ZOOMED: ViewportSize = {"width": 640, "height": 450}  # 1280 × 900 at 200 %
WINDOWS = [
    pytest.param(DESKTOP, id="desktop"),
    pytest.param(PHONE, id="phone"),
    pytest.param(ZOOMED, id="zoomed"),
]

HEIGHT = "document.querySelector('#verdict').getBoundingClientRect().height"
TOP = "document.querySelector('#verdict').getBoundingClientRect().top"
# Tells whether the bar hides the focused element, or all but a bit of a tall one.
COVERED = """() => {
  const bar = document.querySelector("#verdict");
  const focused = document.activeElement;
  if (bar.contains(focused) || focused === document.body) return false;
  const over = bar.getBoundingClientRect();
  const own = focused.getBoundingClientRect();
  if (own.top >= over.bottom || own.bottom <= over.top) return false;
  return own.bottom - Math.max(over.bottom, own.top) < Math.min(own.height * 0.75, 60); // Firefox leaves what it sees mostly
}"""
# What comes with the token and makes the bar say much.
LONG = json.dumps({"alg": "HS256", "crit": ["L" * 600]})


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def give(play: Playground, token: str, key: str) -> None:
    play.show("token")
    play.paste(play.token, token)
    play.show("key")
    play.paste(play.key, key)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_bar_has_one_height_whatever_it_says(play: Playground, window: ViewportSize) -> None:
    play.page.set_viewport_size(window)
    heights = [play.page.evaluate(HEIGHT)]
    for token, key, word in [
        (hs256('{"sub":"ada"}'), SECRET, "Valid"),
        (A1_TOKEN, A1_JWK, "Invalid"),
        (hs256("{}", LONG), SECRET, "Invalid"),
        (hs256('{"aud":["a","b","c","d","e"]}'), SECRET, "Signature good, audience not set"),
        (hs256('{"sub":"ada"}', secret="secret"), "secret", "Valid, but the secret is guessable"),
    ]:
        give(play, token, key)
        expect(play.verdict).to_have_text(word)
        heights.append(play.page.evaluate(HEIGHT))
    play.show("data")
    play.paste(play.payload, "{")
    expect(play.page.locator("#verdict-about")).to_be_visible()
    heights.append(play.page.evaluate(HEIGHT))
    assert len(set(heights)) == 1, heights
    assert heights[0] <= (52 if window == ZOOMED else 110)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_bar_stays_in_view(play: Playground, window: ViewportSize) -> None:
    play.page.set_viewport_size(window)
    give(play, A1_TOKEN, A1_JWK)
    expect(play.verdict).to_have_text("Invalid")
    play.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert play.page.evaluate("scrollY") > 100
    expect(play.verdict).to_be_in_viewport()
    assert play.page.evaluate(TOP) == 0


@pytest.mark.parametrize("window", WINDOWS)
def test_before_the_page_starts_the_bar_has_the_same_height(
    page: Page, site: SiteServer, window: ViewportSize
) -> None:
    page.set_viewport_size(window)
    arrives = site.hold("assets/page-*.js")
    page.goto(site.url)
    expect(page.locator("#verdict-title")).to_have_text("Paste a token")
    before = page.evaluate(HEIGHT)
    assert page.evaluate("document.documentElement.dataset.started ?? null") is None
    arrives.set()
    wait_until_started(page)
    assert page.evaluate(HEIGHT) == before


@pytest.mark.parametrize("window", WINDOWS)
def test_more_unfolds_what_is_cut_and_less_folds_it(play: Playground, window: ViewportSize) -> None:
    play.page.set_viewport_size(window)
    give(play, hs256("{}", LONG), SECRET)
    expect(play.why).to_contain_text("LLL")
    folded = play.page.evaluate(HEIGHT)
    more = play.page.locator("#verdict-more")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(more).to_have_text("Less")
    expect(play.page.locator("#verdict-facts [data-fact=as-of]")).to_be_visible()
    assert play.page.evaluate(HEIGHT) > folded
    assert not play.scrolls_sideways()
    more.click()
    expect(more).to_have_text("More")
    assert play.page.evaluate(HEIGHT) == folded
    more.click()
    play.page.evaluate("document.querySelector('#clear').click()")
    expect(more).to_have_attribute("aria-expanded", "false")


def test_the_button_is_there_only_where_something_is_cut(play: Playground) -> None:
    play.page.set_viewport_size(DESKTOP)
    give(play, hs256('{"sub":"ada"}'), SECRET)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#verdict-more")).to_be_hidden()
    give(play, hs256("{}", LONG), SECRET)
    expect(play.page.locator("#verdict-more")).to_be_visible()
    give(play, hs256('{"sub":"ada"}'), SECRET)
    expect(play.page.locator("#verdict-more")).to_be_hidden()
    play.page.set_viewport_size(PHONE)
    expect(play.page.locator("#verdict-more")).to_be_visible()


@keyboard_focus
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("window", WINDOWS)
def test_the_bar_covers_nothing_that_has_the_focus(
    play: Playground, window: ViewportSize, key: str
) -> None:
    play.page.set_viewport_size(window)
    give(play, A1_TOKEN, A1_JWK)
    expect(play.verdict).to_have_text("Invalid")
    play.page.locator("#skip").focus()
    for _ in range(60):
        play.page.keyboard.press(key)
        covered = play.page.evaluate(COVERED)
        assert not covered, play.page.evaluate("document.activeElement.outerHTML")


@one_browser
def test_while_editing_the_bar_says_what_it_is_about(play: Playground) -> None:
    give(play, hs256('{"sub":"ada"}'), SECRET)
    about = play.page.locator("#verdict-about")
    expect(play.verdict).to_have_text("Valid")
    expect(about).to_be_hidden()
    play.paste(play.payload, '{"sub":"eve"')
    expect(about).to_have_text("of the token, not of your edits")
    expect(about).to_be_visible()
    play.button("Revert").click()
    expect(about).to_be_hidden()
