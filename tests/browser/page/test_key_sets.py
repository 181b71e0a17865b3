"""Key sets and certificate chains in the key pane: the page says what became of each key."""

from __future__ import annotations

import jwt
import pytest
from cryptography.hazmat.primitives import serialization as form
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import key_set, public_forms
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.unit.support.certificates import CHAIN, LEAF, X5C


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def status(play: Playground) -> list[str | None]:
    rows = play.page.locator("#key-set tbody tr")
    return [row.get_attribute("data-status") for row in rows.all()]


@one_browser
def test_a_key_set_gives_an_account_of_each_key(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.key, jwks)
    table = play.page.locator("#key-set")
    expect(table.locator("tbody tr")).to_have_count(3)
    assert status(play) == ["none"] * 3
    play.paste(play.token, token)
    expect(play.verdict).to_have_text("Valid")
    expect(table.locator("[data-status=verified]")).to_contain_text("two")
    assert status(play) == ["rejected", "verified", "rejected"]
    expect(table.locator("tr").first).to_contain_text("its kid is “one”, not “two”")
    play.page.get_by_text("Details of the 3 keys").click()
    expect(play.recognized.locator(".key-facts")).to_have_count(3)


@one_browser
def test_another_key_of_the_set_can_be_tried_by_its_kid(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.token, token)
    play.paste(play.key, jwks)
    expect(play.verdict).to_have_text("Valid")
    picker = play.page.get_by_label("Try the key with")
    picker.select_option("three")
    expect(play.verdict).to_have_text("Invalid")
    expect(play.page.locator("#key-set [data-status=tried]")).to_contain_text("three")
    picker.select_option("the token’s own kid")
    expect(play.verdict).to_have_text("Valid")
    picker.select_option("one")
    play.paste(play.key, SECRET)  # the kid that was picked is forgotten with its set
    expect(picker).to_be_hidden()


@one_browser
def test_open_details_stay_open_while_the_token_is_typed(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.key, jwks)
    play.page.get_by_text("Details of the 3 keys").click()
    play.paste(play.token, token)
    expect(play.verdict).to_have_text("Valid")
    expect(play.recognized.locator(".key-facts").first).to_be_visible()


def test_a_certificate_chain_is_shown_leaf_first(play: Playground) -> None:
    play.paste(play.key, "".join(one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN))
    links = play.recognized.locator(".chain li")
    expect(links).to_have_count(3)
    expect(links.nth(0)).to_contain_text("leaf")
    expect(links.nth(0)).to_contain_text("Signed by the next one")
    expect(links.nth(2)).to_contain_text("Signed by itself")
    expect(links.nth(0).locator(".state")).to_contain_text("Expires in")


@one_browser
def test_certificates_are_judged_as_of_the_time_that_is_set(play: Playground) -> None:
    play.paste(play.key, public_forms("ES384")["X.509"])
    state = play.recognized.locator(".chain .state")
    expect(state).to_contain_text("Expires in")
    play.set_time("1")
    expect(state).to_contain_text("Not valid yet, starts in 50 years")
    play.page.get_by_label("Seconds since 1970").fill("99999999999")
    expect(state).to_contain_text("Expired")


@one_browser
def test_the_headers_certificates_are_shown_and_not_trusted(play: Playground) -> None:
    play.paste(play.token, jwt.encode({"sub": "ada"}, LEAF, "ES256", headers={"x5c": X5C}))
    chain = play.page.locator(".header-chain")
    expect(chain).to_contain_text("shown, not trusted")
    expect(chain.locator("li")).to_have_count(3)
    expect(play.verdict).to_have_text("Not verified")
    play.paste(play.token, hs256("{}"))
    expect(chain).to_have_count(0)
