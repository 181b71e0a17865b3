"""Taking a token apart and verifying it, in the page."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page

from tests import vectors
from tests.browser.conftest import READY_WITHIN_MS, OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import TOKENS
from tests.browser.support.playground import (
    A1_BEFORE_EXPIRY,
    A1_JWK,
    A1_K,
    A1_TOKEN,
    SECRET,
    Playground,
    fresh,
    hs256,
)
from tests.browser.support.timers import HOLD, held_timers
from tests.site_server import SiteServer

SELECTED = """(id) => {
  const { shadowRoot } = document.getElementById(id);
  return String(shadowRoot.getSelection ? shadowRoot.getSelection() : getSelection());
}"""

# Notes what screen readers are told from now on. (What it announced before comes late, by a frame.)
LISTEN = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  window.said = [];
  const region = document.getElementById("announce");
  const note = () => region.textContent === "" || said.push(region.textContent);
  new MutationObserver(note).observe(region, { childList: true });
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_a_pasted_token_shows_its_header_and_payload(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    expect(play.header).to_contain_text('"alg":"HS256"')
    expect(play.payload).to_contain_text('"http://example.com/is_root":true')
    assert play.text(play.header) == '{"typ":"JWT",\r\n "alg":"HS256"}'
    play.expect_check("signature", "skip")


@one_browser
def test_the_key_as_jwk_verifies_the_signature_and_the_expiry_fails(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    play.expect_check("signature", "pass")
    play.expect_check("exp", "fail")
    expect(play.verdict).to_have_text("Invalid")
    expect(play.why).to_contain_text("Expired")
    expect(play.page.locator("#verdict-facts")).to_contain_text("ExpiredSignatureError")


@one_browser
def test_the_same_token_is_valid_as_of_a_time_before_its_expiry(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    play.set_time(A1_BEFORE_EXPIRY)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#verdict-facts")).to_contain_text("returns the payload")
    expect(play.page.locator("#verdict-facts")).to_contain_text("2011")


def test_what_one_aims_at_stays_where_it_is_when_the_clock_ticks(
    open_page: OpenPage, site: SiteServer
) -> None:
    # The clock stands still from the start, so that its first tick comes after we have looked.
    stopped = f"({HOLD})(); Date.now = () => 1_700_000_000_000;".encode()
    site.replace["assets/main-*.js"] = lambda script: stopped + script
    play = Playground(open_page())
    play.open("Expectations")
    clock = play.page.locator("#clock")
    place = "document.getElementById('now-fixed').getBoundingClientRect().x"
    before = play.page.evaluate(place)
    expect(clock).to_have_text("1700000000")
    play.page.evaluate("Date.now = () => 1_700_000_001_000")
    play.page.evaluate("heldTimers.pass(1_000)")
    expect(clock).to_have_text("1700000001")
    assert play.page.evaluate(place) == before


@one_browser
def test_the_key_as_base64url_secret_verifies_once_the_encoding_is_chosen(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_K)
    play.expect_check("signature", "fail")
    play.page.locator("#encoding").select_option("base64url")
    play.expect_check("signature", "pass")


def test_changing_one_character_fails_while_typing_and_says_which_check(play: Playground) -> None:
    token = hs256('{"sub":"ada"}')
    play.paste(play.token, token)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    play.token.click()
    play.page.keyboard.press("ControlOrMeta+End")
    for _ in range(10):
        play.page.keyboard.press("ArrowLeft")
    play.page.keyboard.press("Backspace")
    play.page.keyboard.press("A" if token[-11] != "A" else "B")
    expect(play.verdict).to_have_text("Invalid")
    play.expect_check("signature", "fail")
    expect(play.why).to_contain_text("signature does not match")


def test_verifying_never_rewrites_the_token(play: Playground) -> None:
    messy = f'  "Bearer {A1_TOKEN[:50]}\r\n\t{A1_TOKEN[50:]}" ,\n'
    play.paste(play.token, messy)
    play.paste(play.key, A1_JWK)
    play.expect_check("signature", "pass")
    assert play.text(play.token) == messy


def test_typing_keeps_the_cursor_where_it_is(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.verdict).to_have_text("Valid")
    play.token.click()
    play.page.keyboard.press("ControlOrMeta+Home")
    play.page.keyboard.type("abc")
    expect(play.verdict).not_to_have_text("Valid")
    play.page.keyboard.type("def")
    expect(play.token).to_have_text(re.compile("^abcdef"))
    for _ in "abcdef":
        play.page.keyboard.press("Backspace")
    expect(play.verdict).to_have_text("Valid")


def test_header_and_payload_show_before_the_engine_is_ready(
    open_page: OpenPage, site: SiteServer
) -> None:
    arrives = site.hold("*/pyodide.asm.wasm.bin")  # without this file the engine cannot start
    play = Playground(open_page(f"#token={A1_TOKEN}", wait_ready=False))
    expect(play.header).to_contain_text('"alg":"HS256"')
    expect(play.payload).to_contain_text('"iss":"joe"')
    expect(play.value("iss")).to_have_text('"joe"')
    expect(play.direction).to_contain_text("preview, engine loading")
    arrives.set()
    expect(play.direction).to_contain_text("Edit either to sign", timeout=READY_WITHIN_MS)
    expect(play.value("iss")).to_have_text('"joe"')


@one_browser
def test_an_encrypted_token_shows_its_header(play: Playground) -> None:
    play.button("Samples").click()
    play.page.get_by_role("button", name="RFC 7516 A.3").click()
    expect(play.header).to_contain_text('"enc":"A128CBC-HS256"')
    expect(play.page.locator("#legend li")).to_have_count(5)
    expect(play.direction).to_have_text(
        "The header comes from the token. The payload is encrypted."
    )


@one_browser
def test_only_the_algorithms_that_are_ticked_are_allowed(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    play.open("Expectations")
    play.page.get_by_label("Those the key allows, never the token's choice").uncheck()
    play.page.get_by_label("HS512", exact=True).check()
    expect(play.verdict).to_have_text("Invalid")
    play.expect_check("algorithm", "fail")
    play.page.get_by_label("HS256", exact=True).check()
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_the_expected_audience_is_checked(play: Playground) -> None:
    play.paste(play.token, hs256('{"aud":["a","b"]}'))
    play.paste(play.key, SECRET)
    play.open("Expectations")
    audience = play.page.get_by_label("Audience aud")
    audience.fill("c")
    play.expect_check("aud", "fail")
    audience.fill("c, b")
    play.expect_check("aud", "pass")
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_a_sample_brings_its_key_and_says_what_to_look_at(play: Playground) -> None:
    play.button("Samples").click()
    play.page.get_by_role("button", name="A good HS256 token").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#sample-note")).to_contain_text("Everything passes")


def test_clear_empties_everything_and_undo_brings_the_token_back(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    play.open("Expectations")
    play.page.get_by_label("Audience aud").fill("c")
    play.expect_check("signature", "pass")
    play.expect_check("aud", "fail")
    play.button("Clear").click()
    expect(play.verdict).to_have_text("Paste a token")
    expect(play.page.locator("#claims")).to_be_empty()
    play.page.keyboard.press("ControlOrMeta+z")
    expect(play.payload).to_contain_text("joe")
    play.expect_check("signature", "skip")  # key and audience are still empty
    play.expect_check("aud", "skip")


def test_a_click_on_a_finding_selects_its_place(play: Playground) -> None:
    play.paste(play.token, hs256('{"a":1,"a":2}'))
    finding = play.page.locator("#findings [data-code*='duplicate'] button")
    finding.click()
    expect(play.payload).to_be_focused()
    assert play.page.evaluate(SELECTED, "payload").strip() == '"a"'


@one_browser
def test_what_a_keystroke_leaves_as_it_was_is_not_drawn_anew(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.verdict).to_have_text("Valid")
    play.expect_check("signature", "pass")
    kept = "#checks [data-check=algorithm], #claims [data-name=sub], #verdict-facts > :last-child"
    mark = "(kept) => document.querySelectorAll(kept).forEach((each) => { each.kept = true; })"
    play.page.evaluate(mark, kept)
    play.token.press("ControlOrMeta+End")
    play.token.press("A")
    expect(play.verdict).to_have_text("Invalid")
    play.expect_check("signature", "fail")
    still = "(kept) => [...document.querySelectorAll(kept)].map((each) => each.kept)"
    assert play.page.evaluate(still, kept) == [True, True, True]


def test_a_long_payload_is_whole_and_coloured(play: Playground) -> None:
    payload = json.dumps({"rights": [f"right {number}" for number in range(3000)], "on": True})
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256(payload))
    expect(play.verdict).to_have_text("Valid")
    expect(play.payload).to_contain_text('"rights"')
    assert play.text(play.payload) == payload
    expect(
        play.payload.get_by_text('"right 1"', exact=True)
    ).to_be_visible()  # it has an element of its own, and so a colour
    colours = """(content) => ['"rights"', '"right 1"'].map((text) => {
      const mark = [...content.querySelectorAll("span")].find((each) => each.textContent === text);
      return mark && getComputedStyle(mark).color;
    })"""
    name, value = play.payload.evaluate(colours)
    assert name
    assert value
    assert name != value


@one_browser
def test_an_answer_that_takes_its_time_is_shown_as_waiting(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    expect(play.verdict).to_have_text("Not verified")
    banner = play.page.locator("#verdict")
    expect(banner).not_to_have_attribute("data-stale", "")
    assert banner.get_attribute("data-waiting") is None
    play.page.evaluate("""() => {
      const post = Worker.prototype.postMessage;
      window.letThrough = () => { Worker.prototype.postMessage = post; send.forEach((go) => go()); };
      const send = [];
      Worker.prototype.postMessage = function (...given) { send.push(() => post.apply(this, given)); };
    }""")
    play.token.press("A")
    expect(banner).to_have_attribute("data-waiting", "")
    play.page.evaluate("letThrough()")
    expect(banner).not_to_have_attribute("data-waiting", "")


def test_the_verdict_is_announced_once_typing_rests(play: Playground) -> None:
    token = hs256('{"sub":"ada"}')
    play.paste(play.key, SECRET)
    status = play.page.locator("#announce")
    expect(status).to_have_attribute("role", "status")
    play.page.evaluate(LISTEN)
    with held_timers(play.page) as pass_time:
        play.paste(play.token, token)
        expect(play.verdict).to_have_text("Valid")
        pass_time(500)
        play.token.press("ControlOrMeta+End")
        play.token.press("Backspace")
        expect(play.verdict).to_have_text("Invalid")
        pass_time(500)
        play.token.press(token[-1])
        expect(play.verdict).to_have_text("Valid")
        pass_time(500)  # the first verdict is old enough by now, but the last one is not
        assert play.page.evaluate("said") == []
        pass_time(500)
        expect(status).to_have_text(re.compile("^Valid\\."))
        [said] = play.page.evaluate("said")
    assert said.startswith("Valid.")


@one_browser
def test_a_payload_that_travels_apart_is_asked_for_and_verified(play: Playground) -> None:
    vector = next(v for v in vectors.load(vectors.RFC) if v["name"].endswith("4.5 compact"))
    payload = vector["params"]["detached_payload"]
    field = play.editor("Detached payload")
    expect(field).to_be_hidden()
    play.paste(play.token, vector["token"])
    play.paste(play.key, json.dumps(vector["key"]))
    expect(field).to_be_visible()
    expect(play.verdict).to_have_text("Not verified")
    play.paste(field, payload)
    expect(play.verdict).to_have_text("Valid")
    expect(play.payload).to_contain_text("dangerous business")
    play.share()
    link = play.page.get_by_label("Link", exact=True).input_value()
    play.page.keyboard.press("Escape")
    play.button("Clear").click()
    expect(field).to_be_hidden()
    other = play.page.context.new_page()
    other.goto(link)
    there = Playground(other)
    expect(there.editor("Detached payload")).to_contain_text("dangerous business")
    other.close()


@one_browser
def test_an_expired_token_with_a_good_signature_says_both(play: Playground) -> None:
    play.paste(play.token, hs256('{"exp":1300819380}'))
    play.paste(play.key, SECRET)
    expect(play.why).to_contain_text("Expired")
    expect(play.why).to_contain_text("The signature itself matches.")


@one_browser
def test_without_a_key_the_verdict_says_which_one_to_enter(play: Playground) -> None:
    play.paste(play.token, hs256("{}"))
    expect(play.why).to_contain_text("enter the secret")
    play.paste(play.token, TOKENS["RS256"])
    expect(play.why).to_contain_text("public key")
