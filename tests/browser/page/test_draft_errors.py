"""Edits that are not JSON: the page says where, what should stand there, and what does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

ERRORS = "#draft-errors li"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


@pytest.mark.parametrize(
    ("payload", "told"),
    first_in_every_browser(
        [
            ('{"sub":', "line 1, column 8 should have a value, but the text ends there."),
            ('{\n  "a": 1,\n  "b" 2}', "line 3, column 7 should have “:”, but there is “2”."),
            ('{"a":1 "b":2}', 'should have a comma or “}”, but there is “"b"”.'),
            ('{"a":[1 2]}', "should have a comma or “]”, but there is “2”."),
            ('{"a":1,}', "a name in double quotes, but there is “}”. Remove the comma before it."),
            ("{'a':1}", "a name in double quotes, but there is “'”. JSON has double quotes only."),
            ('{"a":True}', "but there is “True”. JSON writes true, false and null."),
            ('{"a":01}', "should have a value, but there is “01”."),
            ('{"a":"x\n}', 'but there is “"x”. Its closing quotation mark is missing.'),
            ('{"a":"\\x"}', "A backslash in a text needs a second one."),
            ('{"é":"😀","b":nul}', "line 1, column 14 should have a value"),
            ('{"a":1}}', "line 1, column 8 should have nothing more, but there is “}”."),
            ('{"a":“x”}', "but there is “\\u{201C}”."),
            ("[1]", "The payload is JSON, but it must be an object: {…}."),
            ("[" * 600, "The payload nests deeper than verifiers read."),
            ("", "The payload is empty."),
        ]
    ),
)
def test_a_broken_payload_is_explained(play: Playground, payload: str, told: str) -> None:
    play.paste(play.payload, payload)
    expect(play.page.locator(ERRORS)).to_have_count(1)
    expect(play.page.locator(ERRORS)).to_contain_text(told)
    expect(play.direction).to_contain_text("see below")


@one_browser
@pytest.mark.parametrize(
    "payload", ['{"a":[1,{"b":null}],"c":-1.5e+3} ', '{"a":"\\u00e9\\n\x7f","b":{},"c":[]}', "{}"]
)
def test_good_json_is_left_in_peace(play: Playground, payload: str) -> None:
    play.paste(play.payload, "{")
    expect(play.page.locator(ERRORS)).to_have_count(1)
    play.paste(play.payload, payload)
    expect(play.page.locator(ERRORS)).to_have_count(0)
    expect(play.direction).to_contain_text("unchanged until you sign")


def test_a_press_on_the_error_leads_to_its_place(play: Playground) -> None:
    play.paste(play.header, '{"alg" "HS256"}')
    play.page.locator(ERRORS).get_by_role("button").click()
    expect(play.header).to_be_focused()


@one_browser
def test_the_errors_go_with_the_edits(play: Playground) -> None:
    play.paste(play.payload, "{")
    expect(play.page.locator(ERRORS)).to_have_count(1)
    play.button("Revert").click()
    expect(play.page.locator(ERRORS)).to_have_count(0)


def test_the_header_does_not_jump_while_the_payload_breaks(play: Playground) -> None:
    top = "document.getElementById('payload').getBoundingClientRect().top + scrollY"
    play.paste(play.payload, '{"sub":"eve"}')
    before = play.page.evaluate(top)
    play.paste(play.payload, '{"sub":"eve"')
    expect(play.page.locator(ERRORS)).to_have_count(1)
    assert play.page.evaluate(top) == before
