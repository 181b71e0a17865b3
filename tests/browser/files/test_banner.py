"""The banner at the token names what is no token, or more than one, and moves it on."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.files import toast
from tests.browser.support.many_tokens import rows
from tests.browser.support.playground import A1_TOKEN, PASTE, Playground, fresh, hs256
from tests.unit.support.key_texts import PRIVATE, PUBLIC

PEM = PRIVATE["PKCS#8 of EC"][1]
LOG = "\n".join(f"10:{number} GET {hs256(str(number))}" for number in range(200))

# Two texts, before the page can draw the first.
TWICE = """(element, texts) => {
  for (const text of texts) {
    getSelection().selectAllChildren(element);
    (PASTE)(element, text);
  }
}""".replace("PASTE", PASTE)


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def banner(play: Playground) -> Locator:
    return play.page.locator("#token-banner")


def test_a_private_key_is_moved_to_the_key(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    expect(banner(play)).to_be_empty()
    play.paste(play.token, PEM)
    expect(banner(play)).to_have_text("This is a private key, not a token.Move to key")
    play.button("Move to key").click()
    expect(banner(play)).to_be_empty()
    expect(play.key).to_contain_text("BEGIN PRIVATE KEY")
    expect(play.key).to_be_focused()
    expect(play.token).to_have_text(A1_TOKEN)
    expect(toast(play)).to_contain_text("The private key is in the key field.")


@one_browser
def test_the_verdict_calls_it_no_invalid_token(play: Playground) -> None:
    play.paste(play.token, PEM)
    expect(play.verdict).to_have_text("Not a token")
    expect(play.why).to_have_text("This is a private key, not a token.")
    play.paste(play.token, "What is this?")
    expect(play.verdict).to_have_text("Invalid")
    play.paste(play.token, A1_TOKEN)
    expect(play.verdict).to_have_text("Invalid")
    expect(play.why).to_contain_text("Expired")


@one_browser
def test_undo_puts_it_back(play: Playground) -> None:
    play.paste(play.token, PEM)
    play.button("Move to key").click()
    expect(play.verdict).to_have_text("Paste a token")
    play.button("Undo").click()
    expect(play.token).to_contain_text("BEGIN PRIVATE KEY")
    expect(play.key).not_to_contain_text("BEGIN PRIVATE KEY")
    expect(banner(play)).to_contain_text("This is a private key")


@one_browser
@pytest.mark.parametrize(
    ("text", "said", "movable"),
    [
        (PUBLIC["SPKI of EC"][1], "This is a public key, not a token.", True),
        (PUBLIC["certificate"][1], "This is a certificate, not a token.", True),
        ('{"keys":[{"kty":"RSA"}]}', "This is a set of keys (JWKS), not a token.", True),
        ("ya29.a0AfB_byCx7Qp-9_kx7Qp", "This is an opaque token, or a secret, not a JWT.", True),
        ("v4.public.eyJzdWIiOiJ1In0c2lnbmF0dXJl", "This is a PASETO, not a token.", False),
        (base64.b64encode(b"<saml:Assertion" + b" " * 60).decode(), "This is a SAML", False),
        ('{"issuer":"https://a","jwks_uri":"https://a/k"}', "This is a discovery", False),
    ],
)
def test_other_things_are_named(play: Playground, text: str, said: str, movable: bool) -> None:
    play.paste(play.token, text)
    expect(banner(play)).to_contain_text(said)
    expect(play.button("Move to key")).to_have_count(int(movable))
    expect(play.page.locator("#verdict")).not_to_have_attribute("data-verdict", "valid")


@one_browser
@pytest.mark.parametrize("text", [A1_TOKEN, "eyJhbGci", "Dear all, hello", A1_TOKEN[5:]])
def test_what_may_be_a_token_gets_no_banner(play: Playground, text: str) -> None:
    play.paste(play.token, PEM)
    expect(banner(play)).to_contain_text("a private key")
    play.paste(play.token, text)
    expect(banner(play)).to_be_empty()


def test_a_log_is_opened_in_many_tokens(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.token, LOG)
    expect(banner(play)).to_contain_text(
        "200 tokens are in this text; the first one is shown here."
    )
    play.button("Open in Many tokens").click()
    expect(play.page.locator("#many")).to_be_visible()
    expect(play.page.locator("#batch-show option").first).to_have_text("All (200)")
    expect(rows(play).first).to_be_visible()
    play.go("inspect")
    expect(play.token).to_have_text(A1_TOKEN)
    expect(banner(play)).to_be_empty()


def test_a_token_that_was_replaced_at_once_comes_back_as_well(play: Playground) -> None:
    play.paste(play.token, "")
    play.token.evaluate(TWICE, [A1_TOKEN, LOG])
    play.button("Open in Many tokens").click()
    expect(rows(play).first).to_be_visible()
    play.go("inspect")
    expect(play.token).to_have_text(A1_TOKEN)


@one_browser
def test_an_answer_with_two_tokens_shows_the_first(play: Playground) -> None:
    play.paste(play.token, json.dumps({"id_token": A1_TOKEN, "access_token": hs256("{}")}))
    expect(banner(play)).to_contain_text("2 tokens are in this text")
    expect(play.payload).to_contain_text("joe")


@one_browser
def test_clear_takes_the_banner_away(play: Playground) -> None:
    play.paste(play.token, PEM)
    expect(banner(play)).to_contain_text("a private key")
    play.button("Clear").click()
    expect(banner(play)).to_be_empty()
