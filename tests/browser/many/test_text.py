"""The text of “Many tokens” folds when it was pasted, so that the list comes first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import keyboard_focus, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import GOOD, LOG, paste, rows, status
from tests.browser.support.playground import Playground, fresh, hs256

LINES = """(editor) => {
  const style = getComputedStyle(editor);
  return style.whiteSpace;
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


@keyboard_focus
def test_a_pasted_text_folds_and_the_list_takes_the_focus(play: Playground) -> None:
    paste(play, LOG)
    expect(rows(play)).to_have_count(3)
    editor = play.editor("Text with tokens")
    expect(editor).to_be_hidden()
    expect(play.page.locator("#batch-fold")).to_contain_text("characters of text, 3 tokens")
    expect(play.page.get_by_role("grid", name="Many tokens")).to_be_focused()
    change = play.button("Change text")
    expect(change).to_have_attribute("aria-expanded", "false")
    change.click()
    expect(editor).to_be_focused()
    expect(play.page.locator("#batch-change")).to_have_attribute("aria-expanded", "true")
    # It stays open while somebody types in it.
    play.page.keyboard.press("ControlOrMeta+End")
    play.page.keyboard.insert_text(hs256('{"n":1}'))
    expect(rows(play)).to_have_count(4)
    expect(editor).to_be_focused()
    play.button("Fold text").click()
    expect(editor).to_be_hidden()
    expect(play.page.locator("#batch-fold")).to_contain_text("4 tokens")


@one_browser
def test_a_text_without_tokens_stays_open(play: Playground) -> None:
    paste(play, "no token in here")
    expect(status(play)).to_contain_text("There is no token")
    expect(play.editor("Text with tokens")).to_be_visible()
    expect(play.page.locator("#batch-fold")).to_be_hidden()
    paste(play, LOG)
    expect(play.editor("Text with tokens")).to_be_hidden()
    play.button("Clear").click()
    expect(play.editor("Text with tokens")).to_be_visible()


def test_only_a_short_text_is_wrapped(play: Playground) -> None:
    editor = play.editor("Text with tokens")
    paste(play, f"{GOOD} {'x' * 300}")
    expect(rows(play)).to_have_count(1)
    play.button("Change text").click()
    assert editor.evaluate(LINES) == "break-spaces"
    assert editor.evaluate("(e) => e.parentElement.scrollWidth <= e.parentElement.clientWidth")
    paste(play, f"{GOOD} {'x' * 60_000}")
    expect(play.page.locator("#batch-fold")).to_contain_text("60 kB of text, 1 token")
    play.button("Change text").click()
    assert editor.evaluate(LINES) == "pre"
    play.paste(editor, GOOD)
    expect(play.page.locator("#batch-fold")).to_contain_text("characters of text, 1 token")
    play.button("Change text").click()
    assert editor.evaluate(LINES) == "break-spaces"


@pytest.mark.parametrize("width", [1440, 360])
def test_the_list_is_in_sight_without_scrolling(play: Playground, width: int) -> None:
    play.page.set_viewport_size({"width": width, "height": 740})
    paste(play, "\n".join(hs256(f'{{"n":{number}}}') for number in range(200)))
    expect(status(play)).to_contain_text("200 not verified")
    assert play.page.evaluate("window.scrollY") == 0
    for index in (0, 5):
        expect(rows(play).nth(index)).to_be_in_viewport(ratio=1)
    assert not play.scrolls_sideways()
    assert rows(play).nth(0).evaluate("(row) => row.getBoundingClientRect().height") >= 44
