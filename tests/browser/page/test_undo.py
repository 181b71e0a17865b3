"""The way back from Clear, from a sample and from a new key."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.links import packed
from tests.browser.support.playground import (
    A1_TOKEN,
    SECRET,
    Playground,
    followed,
    fresh,
    hs256,
    unb64url,
)

TOKEN = hs256('{"sub":"ada"}', header='{"alg":"HS256","kid":"old"}')


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def undo(play: Playground) -> None:
    play.page.locator("#toast").get_by_role("button", name="Undo").click()


def expect_all_back(play: Playground) -> None:
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#expect-summary")).to_contain_text("leeway 60 s")
    assert play.text(play.token) == TOKEN
    assert play.key.inner_text().strip() == SECRET


def test_clear_and_a_sample_can_be_undone_whole(play: Playground) -> None:
    play.open("Expectations")
    play.page.get_by_label("Leeway in seconds").fill("60")
    play.button("Clear").click()
    expect(play.verdict).to_have_text("Paste a token")
    undo(play)
    expect_all_back(play)
    play.button("Samples").click()
    play.page.locator("[data-sample=fresh]").click()
    expect(play.page.locator("#expect-summary")).not_to_contain_text("leeway")
    undo(play)
    expect_all_back(play)
    expect(play.page.locator("#toast")).to_be_empty()


@one_browser
def test_edits_come_back_after_clear(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"')
    play.button("Clear").click()
    undo(play)
    expect(play.direction).to_contain_text("You are editing")
    expect(play.payload).to_have_text('{"sub":"grace"')


@one_browser
def test_what_was_typed_after_clear_is_offered_when_it_is_undone(play: Playground) -> None:
    play.button("Clear").click()
    play.paste(play.token, A1_TOKEN)
    undo(play)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#toast")).to_contain_text("meanwhile")
    undo(play)
    expect(play.value("iss")).to_have_text('"joe"')


@one_browser
def test_where_nothing_was_nothing_is_offered(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.button("Clear").click()
    expect(play.page.locator("#toast")).to_be_empty()
    play.button("Samples").click()
    play.page.locator("[data-sample=fresh]").click()
    expect(play.value("sub")).not_to_have_count(0)
    expect(play.page.locator("#toast")).to_be_empty()


@one_browser
def test_undo_brings_back_what_a_link_set_with_its_notice(ready_page: Page) -> None:
    link = packed({"token": TOKEN, "key": {"text": SECRET}, "leeway": 300})
    play = followed(ready_page, link)
    told = play.page.locator("#link-terms")
    expect(told).to_contain_text("leeway 300 s")
    play.button("Clear").click()
    expect(told).to_be_empty()
    undo(play)
    expect(told).to_contain_text("leeway 300 s")
    expect(play.verdict).to_have_text("Valid")


def test_a_link_that_replaces_what_was_entered_can_be_undone(play: Playground) -> None:
    play.page.evaluate("(token) => { location.hash = `#token=${token}`; }", A1_TOKEN)
    expect(play.value("iss")).to_have_text('"joe"')
    undo(play)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#notices")).to_be_empty()


@one_browser
def test_a_new_key_is_named_in_the_header_and_can_be_undone(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    play.button("Generate").click()
    message = play.page.locator("#toast")
    expect(message).to_contain_text("new ES256 key is in place")
    expect(message).to_contain_text("The header names its alg and kid now")
    expect(play.direction).to_contain_text("You are editing")
    header = json.loads(play.text(play.header))
    assert header["alg"] == "ES256"
    assert header["kid"] not in ("old", None)
    message.get_by_role("button", name="Sign").click()
    expect(play.verdict).to_have_text("Valid")
    assert json.loads(unb64url(play.text(play.token).split(".")[0])) == header


@one_browser
def test_the_undo_of_a_new_key_restores_keys_and_header(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    play.button("Generate").click()
    expect(play.direction).to_contain_text("You are editing")
    play.paste(play.payload, '{"sub":"typed meanwhile"}')
    undo(play)
    expect(play.verdict).to_have_text("Valid")
    expect(play.direction).to_contain_text("come from the token")
    expect(play.header).to_contain_text('"kid":"old"')
    assert play.key.inner_text().strip() == SECRET
    undo(play)  # nothing that was typed is lost
    expect(play.payload).to_have_text('{"sub":"typed meanwhile"}')


@one_browser
def test_the_algorithm_of_a_new_key_is_that_of_the_token(ready_page: Page) -> None:
    play = fresh(ready_page)
    alg = play.page.locator("#generate-alg")
    expect(alg).to_have_value("HS256")
    play.paste(play.token, hs256("{}", header='{"alg":"RS256"}'))
    expect(alg).to_have_value("RS256")
    play.open("Generate a key")
    expect(play.page.locator("#generate-bits")).to_have_value("2048")
    alg.select_option("ES256")
    play.paste(play.token, hs256("{}", header='{"alg":"PS256"}'))
    expect(play.header).to_contain_text("PS256")
    expect(alg).to_have_value("ES256")  # the user has chosen it
    play.button("Clear").click()
    expect(alg).to_have_value("HS256")


@one_browser
def test_a_key_of_the_same_algorithm_leaves_a_header_without_kid_alone(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.open("Generate a key")
    play.button("Generate").click()
    expect(play.page.locator("#generated")).to_contain_text("new key is in place")
    expect(play.direction).to_contain_text("come from the token")
