"""Adding, moving and removing claims in the form, by hand and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.claims_form.test_editing import NOW, expect_payload, open_form, row, value
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh, hs256


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.set_time(str(NOW))
    return play


def field(play: Playground, name: str) -> Locator:
    """A field of the form; a workspace may have one of the same name."""
    return play.page.locator("#claims-form").get_by_label(name, exact=True)


def shown(play: Playground, payload: str) -> None:
    play.paste(play.token, hs256(payload))
    open_form(play)


def add(play: Playground, name: str, value: str, kind: str | None = None) -> None:
    field(play, "Name").fill(name)
    if kind:
        play.page.locator("#claim-add-type").select_option(kind)
    field(play, "Value").fill(value)
    play.button("Add claim").click()


def test_a_registered_claim_comes_with_its_meaning_and_its_input(play: Playground) -> None:
    shown(play, '{"sub":"ada"}')
    form = play.page.locator("#claims-form")
    field(play, "Name").fill("exp")
    expect(form).to_contain_text("From this moment on the token must be refused")
    expect(play.page.locator("#claim-add-type")).to_have_value("time")
    expect(field(play, "Value")).to_have_value("in 15 minutes")
    field(play, "Value").press("Enter")
    expect(field(play, "Name")).to_be_focused()
    expect_payload(play, f'{{"sub":"ada","exp":{NOW + 900}}}')
    add(play, "aud", "https://a.example\nhttps://b.example")
    expect_payload(
        play, f'{{"sub":"ada","exp":{NOW + 900},"aud":["https://a.example", "https://b.example"]}}'
    )
    assert play.page.locator("#claim-names option[value=cnf]").text_content() == (
        "Confirmation, RFC 7800, 3.1"
    )


def test_claims_of_ones_own_may_be_anything(play: Playground) -> None:
    shown(play, "{}")
    add(play, "https://example.com/team", "red")
    add(play, "level", "3", "number")
    add(play, "rights", '{"read" : [1.0, null]}', "json")
    add(play, "__proto__", "x")
    expect_payload(
        play,
        '{"https://example.com/team":"red","level":3,"rights":{"read" : [1.0, null]},"__proto__":"x"}',
    )
    expect(play.page.locator(".claim-row")).to_have_count(4)


@one_browser
def test_what_cannot_be_added_says_why_and_changes_nothing(play: Playground) -> None:
    shown(play, '{"sub":"ada"}')
    form = play.page.locator("#claims-form")
    add(play, "", "x")
    expect(form).to_contain_text("The claim needs a name.")
    add(play, "sub", "x")
    expect(form).to_contain_text("The payload has “sub” already")
    add(play, "a" * 501, "x")
    expect(form).to_contain_text("more than 500 characters")
    add(play, "a", "{", "json")
    expect(form).to_contain_text("This is no JSON")
    expect(field(play, "Value")).to_be_focused()
    add(play, "a", "soon", "time")
    expect(form).to_contain_text("This is no time")
    assert play.text(play.payload) == '{"sub":"ada"}'
    expect(play.direction).not_to_contain_text("You are editing")


@one_browser
def test_the_first_claim_begins_a_token(play: Playground) -> None:
    open_form(play)
    play.page.get_by_role("button", name="Add sub, Subject").click()
    play.page.keyboard.type("ada")
    play.page.keyboard.press("Enter")
    expect_payload(play, '{\n  "sub": "ada"\n}')
    assert play.text(play.header) == '{"alg":"HS256","typ":"JWT"}'


def test_claims_are_moved_by_buttons_and_by_keys(play: Playground) -> None:
    shown(play, '{ "a":1, "b":2.0,\n"c":"x" }')
    play.page.get_by_label("Move “c” up").click()
    expect_payload(play, '{ "a":1, "c":"x",\n"b":2.0 }')
    play.page.get_by_label("Move “c” up").click()
    # At the top the button is of no use; the focus stays in the row.
    expect(play.page.get_by_label("Move “c” down")).to_be_focused()
    expect_payload(play, '{ "c":"x", "a":1,\n"b":2.0 }')
    value(play, "c").focus()
    play.page.keyboard.press("Alt+ArrowDown")
    expect(play.page.locator("#announce")).to_contain_text("“c” is claim 2 of 3 now.")
    expect(value(play, "c")).to_be_focused()
    expect_payload(play, '{ "a":1, "c":"x",\n"b":2.0 }')
    value(play, "c").fill("y")
    expect_payload(play, '{ "a":1, "c":"y",\n"b":2.0 }')


def test_a_claim_is_removed_and_comes_back(play: Playground) -> None:
    shown(play, '{"a":1, "b":2.0,\n"c":"x"}')
    play.page.get_by_label("Remove “b”").click()
    expect(value(play, "c")).to_be_focused()
    expect_payload(play, '{"a":1, "c":"x"}')
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(row(play, "b")).to_be_visible()
    assert play.text(play.payload) == '{"a":1, "b":2.0,\n"c":"x"}'


@one_browser
def test_all_of_it_works_by_keyboard(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada","exp":1}'))
    play.button("Edit claims in a form").focus()
    press = play.page.keyboard.press
    press("Enter")
    expect(value(play, "sub")).to_be_visible()
    press("Tab")  # the templates
    press("Tab")
    expect(value(play, "sub")).to_be_focused()
    press("ControlOrMeta+a")
    play.page.keyboard.type("grace")
    press("Tab")  # its button up is of no use, so this is the one down
    press("Enter")
    expect_payload(play, '{"exp":1,"sub":"grace"}')


@one_browser
def test_nothing_scrolls_sideways_on_a_narrow_screen(play: Playground) -> None:
    play.page.set_viewport_size({"width": 360, "height": 780})
    shown(
        play,
        f'{{"{"n" * 200}":"{"v" * 300}","aud":["{"w" * 200}"],"o":{{"{"k" * 400}":1}},"exp":1}}',
    )
    expect(play.page.locator(".claim-row")).to_have_count(4)
    assert not play.scrolls_sideways()
    wide = play.page.evaluate(
        "[...document.querySelectorAll('#claims-form *')].filter((each) => each.getBoundingClientRect().right > 360).length"
    )
    assert wide == 0
