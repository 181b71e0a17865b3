"""What the page explains: exact values, names and times."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, hs256


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


@one_browser
def test_big_integers_and_duplicates_are_shown_as_they_are(play: Playground) -> None:
    text = '{"id":100002348117421473,"a":1,"a":2}'
    play.paste(play.token, hs256(text))
    expect(play.value("id")).to_have_text("100002348117421473")
    expect(play.value("a")).to_have_text(["1", "2"])
    expect(play.claim("a").first.locator(".badge")).to_have_text("duplicate")
    expect(play.page.locator("#findings")).to_contain_text("more than once")
    assert play.text(play.payload) == text


@one_browser
def test_an_expiry_in_milliseconds_is_explained(play: Playground) -> None:
    play.paste(play.token, hs256('{"exp":1767229200000}'))
    row = play.claim("exp")
    expect(row).to_contain_text("milliseconds")
    expect(row).to_contain_text("2026-01-01T01:00:00Z")
    expect(row).to_contain_text("57971")


def test_times_are_shown_absolute_and_relative_and_count(play: Playground) -> None:
    now = int(time.time())
    times = f'{{"iat":{now - 7200},"nbf":{now - 5},"exp":{now + 86400 * 3}}}'
    play.paste(play.token, hs256(times))
    utc = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - 7200))
    expect(play.claim("iat").locator(".utc")).to_have_text(utc)
    expect(play.claim("iat").locator(".relative")).to_have_text("2 hours ago")
    counter = play.claim("nbf").locator(".relative")
    expect(counter).to_contain_text("seconds ago")
    first = counter.inner_text()
    expect(counter).not_to_have_text(first)


def test_relative_times_count_from_the_fixed_time(play: Playground) -> None:
    play.paste(play.token, hs256('{"exp":1300819380}'))
    play.set_time("1300819320")
    expect(play.claim("exp").locator(".relative")).to_have_text("in 1 minute")


@one_browser
def test_registered_names_are_explained_with_their_source(play: Playground) -> None:
    play.paste(play.token, hs256('{"cnf":{"jkt":"x"},"mine":1}'))
    expect(play.claim("cnf")).to_contain_text("RFC 7800")
    expect(play.claim("mine")).to_contain_text("Not a registered name")
    expect(play.claim("alg")).to_contain_text("RFC 7515")


@one_browser
def test_names_of_object_methods_are_no_known_claims(play: Playground) -> None:
    play.paste(play.token, hs256('{"constructor":1,"__proto__":2,"toString":3}'))
    for name in ("constructor", "__proto__", "toString"):
        expect(play.claim(name)).to_contain_text("Not a registered name")


@one_browser
def test_a_long_name_is_cut_and_no_character_is_cut_in_two(play: Playground) -> None:
    payload = json.dumps({"x" * 500_000: 1, "a": "😀" * 1500}, ensure_ascii=False)
    play.paste(play.token, hs256(payload))
    names = play.page.locator("#claims .name")
    expect(names).to_have_count(3)
    assert max(len(text) for text in names.all_text_contents()) <= 501
    value = play.page.locator('#claims tr[data-name="a"] .value')
    expect(value).to_contain_text("😀… (3,002 characters in all)")


def test_a_long_message_of_pyjwt_does_not_cover_the_page(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256("{}", json.dumps({"alg": "HS256", "crit": ["L" * 50_000]})))
    message = play.page.locator("#verdict-facts bdi")
    expect(message).to_contain_text("LLL…")
    assert len(message.text_content() or "") <= 201
    height = "document.querySelector('#verdict').getBoundingClientRect().height / innerHeight"
    assert play.page.evaluate(height) < 0.5


def test_a_long_alg_or_kid_is_cut_in_menus_and_facts(play: Playground) -> None:
    play.paste(play.token, hs256("{}", json.dumps({"alg": "A" * 500_000})))
    menu = play.page.locator("#sign-alg")
    expect(menu.locator("option:checked")).to_contain_text("AAA…")
    assert play.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    key = {"kty": "oct", "k": "AAAA", "kid": "k" * 500_000}
    play.paste(play.key, json.dumps({"keys": [key, {**key, "kid": "b"}]}))
    expect(play.page.locator("#kid")).to_contain_text("kkk…")
    play.button("Clear").click()
    play.paste(play.key, json.dumps(key))
    expect(play.recognized).to_contain_text("kkk…")
    assert play.page.evaluate("document.body.textContent.length") < 100_000


def test_values_are_text_and_never_markup(play: Playground) -> None:
    play.paste(play.token, hs256('{"x":"<img src=x onerror=alert(1)>","<b>":1}'))
    expect(play.value("x")).to_have_text('"<img src=x onerror=alert(1)>"')
    expect(play.page.locator("#claims img, #claims b")).to_have_count(0)


@one_browser
def test_a_token_that_expires_while_the_page_is_open_turns_invalid(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256(f'{{"exp":{int(time.time()) + 6}}}'))
    expect(play.verdict).to_have_text("Valid")
    expect(play.verdict).to_have_text("Invalid", timeout=15_000)


SAMPLES = {
    "fresh": "Valid",
    "fresh-es256": "Valid",
    "rfc7515-a1": "Invalid",
    "tampered": "Invalid",
    "expired": "Invalid",
    "milliseconds": "Invalid",
    "audience": "Invalid",
    "none": "Invalid",
    "big": "Valid",
    "weak": "Valid, but the secret is guessable",
    "rs256": "Valid",
    "es256": "Valid",
    "keyset": "Valid",
    "confusion": "Invalid",
    "crit": "Invalid",
    "access": "Valid",
    "messy": "Valid",
    "detached": "Valid",
    "encrypted": "Opened, not signed",
    "nested": "Valid",
    "jwe": "Encrypted",
}


@one_browser
def test_every_sample_gets_the_verdict_that_its_text_promises(play: Playground) -> None:
    samples = "[...document.querySelectorAll('[data-sample]')].map((each) => each.dataset.sample)"
    play.button("Samples").click()
    expect(play.page.locator("[data-sample]")).to_have_count(len(SAMPLES))
    assert sorted(play.page.evaluate(samples)) == sorted(SAMPLES)
    play.page.keyboard.press("Escape")
    for name, verdict in SAMPLES.items():
        play.button("Samples").click()
        play.page.locator(f"[data-sample={name}]").click()
        # The verdict before may be the same word. So wait until the report is about this text.
        expect(play.page.locator("#verdict")).not_to_have_attribute("data-stale", "")
        expect(play.verdict, name).to_have_text(verdict)
