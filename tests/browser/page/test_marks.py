"""What editors show beside their text: marks where colours are forced, and tooltips."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import media
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"ada","on":true,"n":1}')

# Returns how the element looks that shows a text in an editor.
LOOK = """(content, text) => {
  const marks = [...content.querySelectorAll("span")];
  const style = getComputedStyle(marks.find((each) => each.textContent === text));
  const line = style.textDecorationLine;
  return [line === "none" ? "none" : `${line} ${style.textDecorationStyle}`,
    style.fontWeight, style.fontStyle];
}"""


@pytest.fixture
def forced(ready_page: Page) -> Iterator[Playground]:
    """Return the page as a system with forced colours shows it."""
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    ready_page.emulate_media(forced_colors="active")
    yield play
    ready_page.emulate_media(forced_colors="none")


@media
def test_forced_colours_keep_the_parts_of_a_token_apart(forced: Playground) -> None:
    looks = [forced.token.evaluate(LOOK, part)[0] for part in TOKEN.split(".")]
    assert looks == ["underline solid", "underline dashed", "underline double"]
    line = """(each) => {
      const style = getComputedStyle(each, "::before");
      return `${style.borderBottomWidth} ${style.borderBottomStyle}`;
    }"""
    legend = forced.page.locator("#legend li")
    expect(legend).to_have_count(3)
    drawn = [each.evaluate(line) for each in legend.all()]
    assert drawn == ["2px solid", "2px dashed", "4px double"]


@media
def test_forced_colours_keep_names_numbers_and_words_of_json_apart(forced: Playground) -> None:
    looks = [forced.payload.evaluate(LOOK, text) for text in ('"sub"', '"ada"', "1", "true")]
    assert looks == [
        ["none", "700", "normal"],
        ["none", "400", "normal"],
        ["none", "400", "italic"],
        ["underline dotted", "400", "normal"],
    ]


@media
def test_with_colours_there_are_no_other_marks(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    expect(play.payload).to_contain_text("ada")
    looks = [play.token.evaluate(LOOK, part) for part in TOKEN.split(".")]
    looks += [play.payload.evaluate(LOOK, text) for text in ('"sub"', '"ada"', "1", "true")]
    assert looks == [["none", "400", "normal"]] * 7


@media
def test_a_tooltip_stands_below_its_text_and_covers_no_heading(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"a":1,"a":2}'))
    expect(play.page.locator("#findings [data-code*=duplicate]")).to_be_visible()
    text = play.payload.locator(".cm-lintRange")
    text.hover()
    tooltip = play.page.locator("#payload .cm-tooltip")
    expect(tooltip).to_contain_text("more than once")
    expect(tooltip).to_be_in_viewport()
    above, below = text.bounding_box(), tooltip.bounding_box()
    assert above
    assert below
    assert below["y"] >= above["y"] + above["height"] - 1
    play.page.mouse.move(0, 0)
