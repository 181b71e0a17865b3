"""The words of the verdict: plain green is for good tokens only, and what mends is one press away."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import public_forms
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

pytestmark = one_browser

FACTS = "#verdict-facts"


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def kind(play: Playground, wanted: str) -> None:
    expect(play.page.locator("#verdict")).to_have_attribute("data-verdict", wanted)


def mends(play: Playground) -> Locator:
    return play.page.locator("#verdict-actions button")


def oct_key(kid: str, secret: str) -> dict[str, str]:
    k = base64.urlsafe_b64encode(secret.encode()).rstrip(b"=").decode()
    return {"kty": "oct", "kid": kid, "k": k}


def test_an_audience_that_nobody_expects_is_not_plain_valid(play: Playground) -> None:
    play.paste(play.token, hs256('{"iss":"joe","aud":["api","web"]}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Signature good, audience not set")
    kind(play, "unset")
    expect(play.page.locator(FACTS)).to_contain_text("InvalidAudienceError")
    expect(mends(play)).to_have_text(["Expect aud “api”", "Expect aud “web”", "Expect iss “joe”"])
    play.button("Expect iss “joe”").click()
    expect(play.page.locator("#expect-iss")).to_have_value("joe")
    kind(play, "unset")
    play.button("Expect aud “web”").click()
    expect(play.page.locator("#expect-aud")).to_have_value("web")
    expect(play.verdict).to_have_text("Valid")
    kind(play, "valid")
    expect(mends(play)).to_have_count(0)
    expect(play.page.locator("#verdict")).to_be_focused()


def test_an_audience_that_the_field_cannot_hold_is_not_offered(play: Playground) -> None:
    play.paste(play.token, hs256('{"aud":["a,b"," c","d","d"]}'))
    play.paste(play.key, SECRET)
    kind(play, "unset")
    expect(mends(play)).to_have_text(["Expect aud “d”"])


def test_an_audience_cannot_speak_for_the_page(play: Playground) -> None:
    play.paste(play.token, hs256(json.dumps({"aud": "x” is right. “\u202e"})))
    play.paste(play.key, SECRET)
    expect(mends(play)).to_have_text(["Expect aud “x\\u{201D} is right. \\u{201C}\\u{202E}”"])


def test_an_empty_audience_which_pyjwt_takes_stays_valid(play: Playground) -> None:
    play.paste(play.token, hs256('{"aud":[]}'))
    play.paste(play.key, SECRET)
    expect(play.page.locator(FACTS)).to_contain_text("returns the payload")
    kind(play, "valid")


def test_what_pyjwt_refuses_for_another_reason_is_not_plain_valid(play: Playground) -> None:
    play.paste(play.token, hs256("no JSON at all"))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Signature good, PyJWT refuses")
    kind(play, "refused")
    expect(play.why).to_contain_text("would still refuse it: DecodeError.")
    expect(play.why).to_contain_text("it is no JWT")


def test_what_was_changed_before_pyjwt_was_asked_is_told(play: Playground) -> None:
    token = hs256('{"sub":"ada"}')
    play.paste(play.token, token)
    play.paste(play.key, SECRET)
    expect(play.page.locator(FACTS)).to_contain_text("returns the payload")
    expect(play.page.locator(FACTS)).not_to_contain_text("PyJWT was given")
    play.paste(play.token, f"Authorization: Bearer {token}")
    expect(play.page.locator(FACTS)).to_contain_text("PyJWT was given the token alone")


def test_a_secret_that_is_read_in_the_wrong_way_is_mended_by_one_press(play: Playground) -> None:
    token = hs256('{"sub":"ada"}', secret="\x00\x01binary secret of this service!!")
    play.paste(play.token, token)
    play.paste(play.key, "AAFiaW5hcnkgc2VjcmV0IG9mIHRoaXMgc2VydmljZSEh")
    expect(play.why).to_contain_text("The secret is right, but it is read in another way")
    expect(play.why).not_to_contain_text("changed after signing")
    play.page.locator("#verdict-actions button", has_text="Read the secret as base64").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#encoding")).to_have_value("base64")


def test_a_line_break_that_the_secret_lacks_is_added_by_one_press(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}', secret=f"{SECRET}\n"))
    play.paste(play.key, SECRET)
    mends(play).filter(has_text="with a line break at its end").click()
    expect(play.verdict).to_have_text("Valid")


def test_quotes_around_the_secret_are_taken_off_by_one_press(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, f'"{SECRET}"')
    mends(play).filter(has_text="Read the secret as UTF-8 text, without the quotes").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.key).to_have_text(SECRET)


def test_the_key_of_a_set_that_matches_under_another_name_is_named(play: Playground) -> None:
    keys = [oct_key("a", "x" * 40), oct_key("b", SECRET), oct_key("c", "y" * 40)]
    play.paste(play.token, hs256('{"sub":"ada"}', header='{"alg":"HS256","kid":"a"}'))
    play.paste(play.key, json.dumps({"keys": keys}))
    expect(play.why).to_contain_text("The key “b” of the set verifies it, but the token names “a”.")
    kind(play, "invalid")
    rows = play.page.locator("#key-set tbody tr")
    expect(rows.nth(1)).to_contain_text("The signature is this key’s.")
    expect(rows.nth(2)).not_to_contain_text("The signature is this key’s.")
    play.button("Try with the key “b”").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#kid")).to_have_value("b")


def test_no_key_is_named_where_none_of_the_set_matches(play: Playground) -> None:
    keys = [oct_key("a", "x" * 40), oct_key("b", "y" * 40)]
    play.paste(play.token, hs256('{"sub":"ada"}', header='{"alg":"HS256","kid":"c"}'))
    play.paste(play.key, json.dumps({"keys": keys}))
    expect(play.why).to_contain_text("None of the 2 keys has the kid “c”")
    # The engine answers in turn, so both keys have been tried after some more answers.
    ask = "async () => { for (const _ of 'abc') await jwtPlayground.call('meta', {}); }"
    play.page.evaluate(ask)
    expect(mends(play)).to_have_count(0)


@pytest.mark.parametrize(
    ("secret", "word"),
    [
        ("secret", "Valid, but the secret is guessable"),
        ("9f#kL!", "Valid, but the secret is short"),
    ],
)
def test_a_weak_secret_is_not_plain_green(play: Playground, secret: str, word: str) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}', secret=secret))
    play.paste(play.key, secret)
    expect(play.verdict).to_have_text(word)
    kind(play, "valid")
    tone = play.verdict.evaluate("each => getComputedStyle(each).color")
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    assert play.verdict.evaluate("each => getComputedStyle(each).color") != tone


def test_the_digest_of_a_secret_is_not_on_the_screen(play: Playground) -> None:
    play.paste(play.key, json.dumps(oct_key("a", SECRET)))
    expect(play.recognized).to_contain_text("Shared secret")
    expect(play.recognized).not_to_contain_text("Thumbprint")
    play.paste(play.key, public_forms("ES384")["SPKI"])
    expect(play.recognized).to_contain_text("Thumbprint")


@pytest.mark.parametrize(
    ("key", "word", "why"),
    [
        ("", "Encrypted", "Encrypted with A128KW and A128CBC-HS256: give the shared secret of 128"),
        (SECRET, "Not opened", "A128KW needs"),
    ],
)
def test_an_encrypted_token_is_not_blamed_and_not_edited(
    play: Playground, key: str, word: str, why: str
) -> None:
    play.button("Samples").click()
    play.page.locator("[data-sample=jwe]").click()
    if key:
        play.paste(play.key, key)
    expect(play.why).to_contain_text(why)
    expect(play.verdict).to_have_text(word)
    kind(play, "unverified")
    expect(play.page.locator("#edit")).to_be_hidden()
    play.paste(play.token, hs256("{}"))
    expect(play.page.locator("#edit")).to_be_visible()


def test_the_sentences_are_those_of_the_findings(play: Playground) -> None:
    good = hs256('{"aud":"api"}')
    play.paste(play.token, good)
    play.paste(play.key, SECRET)
    expect(play.why).to_contain_text("Valid, for an audience that you have not named: “api”.")
    first, _, last = good.rpartition(".")
    value = base64.urlsafe_b64decode(last + "=" * (-len(last) % 4))
    play.paste(play.token, f"{first}.{value.hex()}")
    kind(play, "invalid")
    expect(play.why).to_contain_text("when the text of the segment is read as hexadecimal")
