"""Editing header and payload, signing, and making keys."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256, is_signed, unb64url


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada","id":100002348117421473}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def test_editing_leaves_the_token_alone_until_signed(play: Playground) -> None:
    before = play.text(play.token)
    play.paste(play.payload, '{"sub":"grace"}')
    expect(play.direction).to_have_text("You are editing: the token is unchanged until you sign.")
    expect(play.value("sub")).to_have_text('"grace"')
    assert play.text(play.token) == before


def test_edited_payload_is_signed_byte_for_byte(play: Playground) -> None:
    payload = '{ "sub":"grace",\r\n "id":100002348117421473, "a":1, "a":2 }'
    play.paste(play.payload, payload)
    play.page.keyboard.press("ControlOrMeta+Enter")
    expect(play.direction).to_contain_text("come from the token")
    expect(play.verdict).to_have_text("Valid")
    token = play.text(play.token)
    assert unb64url(token.split(".")[1]).decode() == payload
    assert is_signed(token, "sha256")


@one_browser
@pytest.mark.parametrize(("alg", "digest"), [("HS384", "sha384"), ("HS512", "sha512")])
def test_the_algorithm_menu_changes_only_alg_and_signs(
    play: Playground, alg: str, digest: str
) -> None:
    play.paste(play.header, '{"x":12345678901234567890, "alg" : "HS256" }')
    play.page.locator("#sign-alg").select_option(alg)
    assert play.text(play.header) == f'{{"x":12345678901234567890, "alg" : "{alg}" }}'
    play.page.locator("#sign").click()
    expect(play.direction).to_contain_text("come from the token")
    expect(play.verdict).to_have_text("Valid")
    token = play.text(play.token)
    assert json.loads(unb64url(token.split(".")[0]))["alg"] == alg
    assert is_signed(token, digest)


@one_browser
def test_revert_shows_what_the_token_says(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    play.button("Revert").click()
    expect(play.payload).to_contain_text("ada")
    expect(play.direction).to_contain_text("come from the token")


@one_browser
def test_edits_survive_another_token_and_can_be_restored(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"grace"}')
    play.paste(play.token, hs256('{"sub":"someone else"}'))
    expect(play.payload).to_contain_text("someone else")
    play.button("Restore my edits").click()
    expect(play.payload).to_have_text('{"sub":"grace"}')


@one_browser
def test_format_and_minify_change_white_space_only(play: Playground) -> None:
    play.paste(play.payload, '{"id":100002348117421473,"s":"a, {b} \\"c\\"","l":[1.50,[]],"o":{}}')
    play.button("Format the payload").click()
    formatted = play.text(play.payload)
    assert formatted.splitlines()[1] == '  "id": 100002348117421473,'
    assert '"s": "a, {b} \\"c\\""' in formatted
    play.button("Minify the payload").click()
    assert (
        play.text(play.payload)
        == '{"id":100002348117421473,"s":"a, {b} \\"c\\"","l":[1.50,[]],"o":{}}'
    )


def test_broken_json_is_marked_while_typing_and_named_when_signed(play: Playground) -> None:
    play.paste(play.payload, '{"sub":')
    expect(play.payload.locator(".cm-lintRange-error, .cm-lintPoint-error")).to_have_count(1)
    remarks = play.page.locator("#sign-findings li")
    expect(remarks).to_have_count(0)
    play.page.locator("#sign").click()
    play.button("Go back").click()
    expect(remarks).to_have_attribute("data-code", "payload-not-json")
    assert play.text(play.payload) == '{"sub":'


@one_browser
def test_a_token_can_be_written_from_nothing(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.button("Write a new token").click()
    play.paste(play.key, SECRET)
    play.page.locator("#sign").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.claim("exp").locator(".relative")).to_contain_text("minutes")


@pytest.mark.parametrize("alg", first_in_every_browser(["HS256", "HS512"]))
def test_a_generated_secret_goes_into_the_pane_and_signs(ready_page: Page, alg: str) -> None:
    play = fresh(ready_page)
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    play.button("Generate").click()
    expect(play.key).to_contain_text('"kty":')
    expect(play.page.locator("#recognized")).to_contain_text("Shared secret")
    play.page.locator("#sign-alg").select_option(alg)
    play.page.locator("#sign").click()
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_the_remaining_time_counts_while_editing(play: Playground) -> None:
    soon = int(time.time()) + 3600
    play.paste(play.payload, f'{{"exp":{soon}}}')
    counter = play.claim("exp").locator(".relative")
    expect(counter).to_contain_text("minutes")
    first = counter.inner_text()
    expect(counter).not_to_have_text(first)
