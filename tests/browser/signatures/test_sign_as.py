"""“More” of the sign bar: how Sign writes the token."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import narrow, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"ada"}')


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.key, SECRET)
    play.paste(play.token, TOKEN)
    expect(play.verdict).to_have_text("Valid")
    return play


def more(play: Playground) -> Locator:
    return play.page.locator("#sign-as")


def detached(play: Playground) -> Locator:
    return play.page.get_by_label("Leave the payload out (detached)")


def sign(play: Playground, payload: str) -> str:
    """Sign that payload and return the new token, which must be valid."""
    play.paste(play.payload, payload)
    play.page.locator("#sign").click()
    expect(play.page.locator("#edit")).to_be_visible()
    expect(play.verdict).to_have_text("Valid")
    return play.text(play.token)


def choose(play: Playground, kind: str) -> None:
    play.page.get_by_label("Serialization").select_option(kind)


def begin(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    more(play).click()
    expect(play.page.get_by_label("Serialization")).to_be_focused()
    expect(more(play)).to_have_attribute("aria-expanded", "true")


def test_a_token_is_signed_in_each_serialization(play: Playground) -> None:
    expect(more(play)).to_be_hidden()
    begin(play)
    choose(play, "general")
    expect(more(play)).to_have_text("General JSON")
    play.page.get_by_label("Unprotected header").fill('{"kid":"a"}')
    value = json.loads(sign(play, '{"sub":"1"}'))
    assert value["signatures"][0]["header"] == {"kid": "a"}
    expect(play.page.locator("#token-facts")).to_contain_text("JWS, general JSON")
    # The choice is kept for the next one.
    assert "signatures" in json.loads(sign(play, '{"sub":"2"}'))
    begin(play)
    choose(play, "flattened")
    assert list(json.loads(sign(play, '{"sub":"3"}'))) == [
        "payload",
        "protected",
        "header",
        "signature",
    ]
    begin(play)
    choose(play, "compact")
    expect(more(play)).to_have_text("Serialization …")
    assert sign(play, '{"sub":"ada"}') == TOKEN


def test_a_detached_payload_goes_into_its_own_field(play: Playground) -> None:
    begin(play)
    detached(play).check()
    token = sign(play, '{"sub":"ada"}')
    parts = TOKEN.split(".")
    assert token == f"{parts[0]}..{parts[2]}"
    field = play.editor("Detached payload")
    expect(field).to_be_visible()
    expect(field).to_contain_text('{"sub":"ada"}')


def test_what_cannot_be_signed_is_told_and_nothing_is_lost(play: Playground) -> None:
    begin(play)
    choose(play, "flattened")
    play.page.get_by_label("Unprotected header").fill('{"alg":"HS256"}')
    play.page.locator("#sign").click()
    findings = play.page.locator("#sign-findings")
    expect(findings.locator("[data-code=header-not-disjoint]")).to_be_visible()
    assert play.text(play.token) == TOKEN
    play.page.get_by_label("Unprotected header").fill("")
    expect(findings.locator("li")).to_have_count(0)


def test_clear_takes_the_choice_back(play: Playground) -> None:
    begin(play)
    choose(play, "general")
    play.page.get_by_label("Unprotected header").fill('{"kid":"a"}')
    detached(play).check()
    play.button("Clear").click()
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    assert sign(play, '{"sub":"ada"}') == TOKEN
    begin(play)
    expect(play.page.get_by_label("Serialization")).to_have_value("compact")
    expect(play.page.get_by_label("Unprotected header")).to_be_hidden()
    choose(play, "general")
    expect(play.page.get_by_label("Unprotected header")).to_have_value("")
    expect(detached(play)).not_to_be_checked()


@one_browser
def test_an_unencoded_payload_is_signed(play: Playground) -> None:
    play.paste(play.header, '{"alg":"HS256","b64":false,"crit":["b64"]}')
    play.page.locator("#sign").click()
    expect(play.page.locator("#edit")).to_be_visible()
    assert play.text(play.token).split(".")[1] == '{"sub":"ada"}'


@narrow
def test_nothing_is_wider_than_a_small_screen(play: Playground) -> None:
    play.page.set_viewport_size({"width": 360, "height": 740})
    play.show("data")
    begin(play)
    choose(play, "flattened")
    expect(play.page.get_by_label("Unprotected header")).to_be_visible()
    assert not play.scrolls_sideways()
