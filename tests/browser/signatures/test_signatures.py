"""A token with several signatures: each one is listed with its state and what fails at it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import narrow
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh, hs256
from tests.unit.support.signings import SECRETS, made, two_signatures


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def card(play: Playground) -> Locator:
    return play.page.locator("#signatures-card")


def row(play: Playground, index: int) -> Locator:
    return play.page.locator("#signatures > li").nth(index)


def test_each_signature_is_listed_with_what_fails(play: Playground) -> None:
    play.paste(play.token, two_signatures())
    play.paste(play.key, SECRETS[0])
    expect(play.verdict).to_have_text("Valid")
    expect(card(play).locator(".card-head")).to_contain_text("1 of 2 match")
    expect(row(play, 0)).to_have_attribute("data-signature", "valid")
    expect(row(play, 0)).to_contain_text("HS256")
    expect(row(play, 0)).to_contain_text("kid a, with an unprotected header")
    expect(row(play, 1)).to_have_attribute("data-signature", "invalid")
    expect(row(play, 1)).to_contain_text("HS512")
    expect(row(play, 1)).to_contain_text("does not match")
    play.paste(play.key, SECRETS[1])
    expect(row(play, 1)).to_have_attribute("data-signature", "valid")
    expect(row(play, 0)).to_have_attribute("data-signature", "invalid")
    play.paste(play.key, "")
    expect(card(play).locator(".card-head")).to_contain_text("0 of 2 match")
    expect(row(play, 0)).to_have_attribute("data-signature", "unchecked")


def test_one_signature_needs_no_list(play: Playground) -> None:
    play.paste(play.token, two_signatures())
    expect(card(play)).to_be_visible()
    play.paste(play.token, made(serialization="general")["token"])
    expect(card(play)).to_be_hidden()
    play.paste(play.token, two_signatures())
    expect(card(play)).to_be_visible()
    play.paste(play.token, hs256("{}"))
    expect(card(play)).to_be_hidden()
    play.paste(play.token, two_signatures())
    play.button("Clear").click()
    expect(card(play)).to_be_hidden()


@narrow
def test_nothing_is_wider_than_a_small_screen(play: Playground) -> None:
    unprotected = json.dumps({"kid": "k" * 300})
    play.paste(play.token, two_signatures(unprotected=unprotected))
    play.page.set_viewport_size({"width": 360, "height": 740})
    play.show("data")
    expect(row(play, 0)).to_be_visible()
    assert not play.scrolls_sideways()
