"""The list of checks: failures first, passes folded, and the buttons that mend."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import TOKENS
from tests.browser.support.playground import (
    A1_JWK,
    A1_K,
    A1_TOKEN,
    SECRET,
    Playground,
    fresh,
    hs256,
)


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def mend(play: Playground, check: str, name: str) -> Locator:
    """Return the button of this name that mends this check."""
    return play.check(check).get_by_role("button", name=name, exact=True)


def show(play: Playground, token: str, key: str = SECRET) -> None:
    play.paste(play.token, token)
    play.paste(play.key, key)
    play.expect_check("key", "pass")


@one_browser
def test_failures_come_first_and_what_passes_is_folded(play: Playground) -> None:
    show(play, A1_TOKEN, A1_JWK)
    seen = play.page.locator("#checks li:visible")
    expect(seen.first).to_have_attribute("data-check", "exp")
    expect(seen).to_have_count(3)  # also type and issuer, which nobody has set
    groups = play.page.locator("#checks summary")
    expect(groups).to_have_text(["6 checks pass", "5 not asked for"])
    expect(play.check("signature")).to_be_hidden()
    groups.first.click()
    expect(play.check("signature")).to_be_visible()
    expect(play.page.locator("#checks-facts")).to_have_text("1 fails, 6 pass, 7 not checked")


@one_browser
def test_a_group_that_was_opened_stays_open(play: Playground) -> None:
    show(play, A1_TOKEN, A1_JWK)
    play.open("checks pass")
    show(play, hs256('{"sub":"ada"}'))
    expect(play.check("signature")).to_be_visible()
    play.button("Clear").click()
    show(play, A1_TOKEN, A1_JWK)
    expect(play.check("signature")).to_be_visible()
    expect(play.check("jti")).to_be_hidden()


def test_an_expired_token_is_checked_as_of_just_before(play: Playground) -> None:
    show(play, A1_TOKEN, A1_JWK)
    mend(play, "exp", "Check as of just before").click()
    play.expect_check("exp", "pass")
    expect(play.page.locator("#verdict")).to_be_focused()
    expect(play.page.locator("#announce")).to_contain_text("2011")
    assert play.page.locator("#now-seconds").input_value() == "1300819379"


@one_browser
def test_a_token_of_tomorrow_is_checked_as_of_then(play: Playground) -> None:
    ahead = int(time.time()) + 86_400
    show(play, hs256(f'{{"nbf":{ahead}}}'))
    expect(play.check("nbf").get_by_role("button")).to_have_count(1)
    mend(play, "nbf", "Check as of then").click()
    play.expect_check("nbf", "pass")


@one_browser
def test_a_token_that_is_a_little_late_is_offered_a_leeway(play: Playground) -> None:
    show(play, hs256(f'{{"exp":{int(time.time()) - 100}}}'))
    mend(play, "exp", "Allow a leeway of 300 seconds").click()
    play.expect_check("exp", "pass")
    assert play.page.locator("#expect-leeway").input_value() == "300"


@one_browser
def test_the_tokens_own_values_fill_the_expectations(play: Playground) -> None:
    claims = {"iss": "https://i.example", "aud": ["a", "b,c", "d"], "sub": "ada", "jti": "7"}
    show(play, hs256(json.dumps(claims), '{"alg":"HS256","typ":"at+jwt"}'))
    buttons = play.check("aud").get_by_role("button")
    expect(buttons).to_have_text(["Expect “a”", "Expect “d”"])  # a comma would make two of it
    mend(play, "aud", "Expect “d”").click()
    for name, value in (
        ("iss", "https://i.example"),
        ("sub", "ada"),
        ("jti", "7"),
        ("typ", "at+jwt"),
    ):
        mend(play, name, f"Expect “{value}”").click()
        play.expect_check(name, "pass")
        assert play.page.locator(f"#expect-{name}").input_value() == value
    play.expect_check("aud", "pass")
    assert play.page.locator("#expect-aud").input_value() == "d"
    play.page.evaluate("document.getElementById('expect-details').open = true")
    play.page.locator("#expect-aud").fill("other")
    play.expect_check("aud", "fail")
    mend(play, "aud", "Expect “a”").click()
    play.expect_check("aud", "pass")


@one_browser
def test_a_foreign_value_on_a_button_is_escaped_and_cut(play: Playground) -> None:
    show(play, hs256(json.dumps({"sub": "\u202eadmin" + "x" * 500})))
    button = play.check("sub").get_by_role("button")
    expect(button).to_have_text(r"Expect “\u{202E}admin" + "x" * 34 + "…”")
    expect(button.locator("bdi")).to_have_attribute("translate", "no")


def test_the_missing_key_is_one_press_away(play: Playground) -> None:
    play.paste(play.token, TOKENS["RS256"])
    mend(play, "key", "Enter the key").click()
    expect(play.key).to_be_focused()


@one_browser
def test_a_secret_in_another_encoding_is_read_so(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_K)
    mend(play, "signature", "Read the secret as base64url").click()
    play.expect_check("signature", "pass")
    expect(play.page.locator("#encoding")).to_have_value("base64url")


def test_a_secret_in_quotes_is_read_without_them(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, f'"{SECRET}"')
    mend(play, "signature", "Read the secret as UTF-8 text, without the quotes").click()
    play.expect_check("signature", "pass")
    expect(play.key).to_have_text(SECRET)
    play.key.press("ControlOrMeta+z")
    expect(play.key).to_have_text(f'"{SECRET}"')


def test_the_users_own_list_of_algorithms_is_opened_and_not_widened(play: Playground) -> None:
    show(play, hs256('{"sub":"ada"}'))
    play.open("Expectations")
    play.page.get_by_label("Those the key allows, never the token's choice").uncheck()
    play.page.get_by_label("RS256", exact=True).check()
    play.expect_check("algorithm", "fail")
    play.page.evaluate("document.getElementById('expect-details').open = false")
    [button] = play.check("algorithm").get_by_role("button").all()
    button.click()
    expect(play.page.locator("#algorithms-from-key")).to_be_focused()
    play.expect_check("algorithm", "fail")


@one_browser
def test_nothing_mends_an_unsecured_token_or_a_wrong_algorithm(play: Playground) -> None:
    play.paste(play.token, "eyJhbGciOiJub25lIn0.e30.")
    play.expect_check("algorithm", "fail")
    expect(play.page.locator("#checks .mend")).to_have_count(0)
    play.paste(play.token, TOKENS["RS256"])
    play.paste(play.key, SECRET)  # no key of RS256, so nobody can tell
    play.expect_check("algorithm", "skip")
    expect(play.check("algorithm").get_by_role("button")).to_have_count(0)
    expect(mend(play, "key", "Change the key")).to_be_visible()


@one_browser
def test_a_required_claim_that_is_missing_leads_to_its_field(play: Playground) -> None:
    show(play, hs256('{"sub":"ada"}'))
    play.open("Expectations")
    play.page.locator("#expect-require").fill("exp")
    play.expect_check("require", "fail")
    mend(play, "require", "Change what is required").click()
    expect(play.page.locator("#expect-require")).to_be_focused()
