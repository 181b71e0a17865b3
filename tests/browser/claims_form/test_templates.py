"""Templates: chosen from a menu, put in as edits, and taken back."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import A1_TOKEN, Playground, fresh


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def take(play: Playground, name: str) -> None:
    play.button("Templates").click()
    play.page.locator("#templates").get_by_role("button", name=name).click()
    expect(play.page.locator("#templates")).to_be_hidden()
    expect(play.page.locator("#toast")).to_contain_text("Template in place")


def test_a_template_is_signed_with_a_new_key_and_is_valid(play: Playground) -> None:
    take(play, "Access token (RFC 9068)")
    expect(play.direction).to_contain_text("You are editing")
    payload = json.loads(play.text(play.payload))
    assert abs(payload["exp"] - time.time() - 900) < 120
    assert json.loads(play.text(play.header))["typ"] == "at+jwt"
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    play.button("Generate").click()
    play.page.locator("#toast").get_by_role("button", name="Sign").click()
    expect(play.verdict).to_have_text("Signature good, audience not set")
    expect(play.value("client_id")).to_have_text('"example-client"')


@one_browser
def test_the_token_stays_and_what_was_typed_comes_back(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    expect(play.value("iss")).to_have_text('"joe"')
    play.paste(play.payload, '{"mine":1.0')
    take(play, "Okta: access token")
    assert play.text(play.token) == A1_TOKEN
    expect(play.value("cid")).to_have_text('"0oaExample0000001"')
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    assert play.text(play.payload) == '{"mine":1.0'
    play.page.keyboard.press("Escape")
    play.button("Revert").click()
    take(play, "Okta: access token")
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(play.value("iss")).to_have_text('"joe"')
    expect(play.direction).to_contain_text("come from the token")


@one_browser
def test_its_times_count_from_the_time_of_the_checks(play: Playground) -> None:
    play.set_time("1800000000")
    play.show("data")
    take(play, "Kubernetes: service account token")
    payload = json.loads(play.text(play.payload))
    assert (payload["iat"], payload["exp"]) == (1_800_000_000, 1_831_536_000)
    assert payload["kubernetes.io"]["warnafter"] == 1_800_003_607


@one_browser
def test_the_menu_works_by_keyboard_and_changes_nothing_when_it_is_closed(play: Playground) -> None:
    play.button("Templates").focus()
    play.page.keyboard.press("Enter")
    expect(play.page.locator("#templates")).to_be_visible()
    play.page.keyboard.press("Escape")
    expect(play.page.locator("#templates")).to_be_hidden()
    expect(play.button("Templates")).to_be_focused()
    expect(play.direction).not_to_contain_text("You are editing")
