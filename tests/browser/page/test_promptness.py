"""The verdict is shown first; it does not wait for the explanations."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

# Notes the order of changes: of the verdict, of the claims, and the frames between them.
WITNESS = """() => {
  const order = (window.order = []);
  const note = (what) => order.at(-1) !== what && order.push(what);
  const verdict = document.getElementById("verdict");
  new MutationObserver(() => {
    if (verdict.hasAttribute("data-stale")) return;
    note("verdict");
    requestAnimationFrame(() => note("frame"));
  }).observe(verdict, { attributeFilter: ["data-stale"] });
  const claims = document.getElementById("claims");
  new MutationObserver(() => note("claims")).observe(claims, { childList: true });
}"""
# Makes the page a hidden one: the browser draws no frames of it.
HIDE = """() => {
  const draw = window.requestAnimationFrame;
  window.requestAnimationFrame = () => 0;
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  window.unhide = () => {
    window.requestAnimationFrame = draw;
    delete document.hidden;
  };
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_the_verdict_is_painted_before_what_explains_it(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.value("sub")).to_have_text('"ada"')
    play.page.evaluate(WITNESS)
    play.paste(play.token, hs256('{"sub":"bob"}'))
    expect(play.value("sub")).to_have_text('"bob"')
    expect(play.payload).to_contain_text("bob")
    assert play.page.evaluate("order") == ["verdict", "frame", "claims"]


def test_a_hidden_page_shows_everything_as_well(play: Playground) -> None:
    play.page.evaluate(HIDE)
    try:
        play.paste(play.key, SECRET)
        play.paste(play.token, hs256('{"sub":"ada"}'))
        expect(play.verdict).to_have_text("Valid")
        expect(play.value("sub")).to_have_text('"ada"')
        expect(play.check("signature")).to_have_attribute("data-status", "pass")  # folded
    finally:
        play.page.evaluate("unhide()")
