"""Tokens are encrypted in the page, signed first if that is wanted, and encrypted again."""

from __future__ import annotations

import json

import pytest
from joserfc import jwe as rfc
from playwright.sync_api import Locator

from tests.browser.encryption.conftest import CLAIMS, PRIVATE, PUBLIC, open_with, sealed
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.jwe import CURVES, REGISTRY, RSA, encrypted
from tests.browser.support.playground import SECRET, Playground, hs256, is_signed, unb64url


def form(play: Playground) -> Locator:
    """Write a new token, and open the form to encrypt it."""
    play.button("Write a new token").click()
    play.paste(play.payload, CLAIMS)
    play.button("Encrypt …").click()
    opened = play.page.locator("#encrypt-form")
    expect(opened).to_contain_text("Give the recipient’s public key")
    return opened


def press(play: Playground, name: str) -> None:
    play.page.locator("#encrypt-form").get_by_role("button", name=name, exact=True).click()


def header_of(token: str) -> dict[str, str]:
    header: dict[str, str] = json.loads(unb64url(token.partition(".")[0]))
    return header


def opened_by_joserfc(token: str) -> bytes:
    return bytes(rfc.decrypt_compact(token, RSA, registry=REGISTRY).plaintext or b"")


def test_claims_are_signed_and_then_encrypted_for_a_public_key(play: Playground) -> None:
    form(play)
    play.paste(play.key, SECRET)
    play.paste(play.editor("Decryption key"), PUBLIC)
    expect(play.page.locator("#encrypt-key")).to_contain_text("for the RSA key under “Decryption")
    expect(play.page.locator("#encrypt-alg")).to_have_value("RSA-OAEP-256")
    play.page.locator("#encrypt-what").select_option("sign")
    press(play, "Sign and encrypt")
    # The page has no key that opens it again.
    expect(play.verdict).to_have_text("Not opened")
    token = play.text(play.token)
    wanted = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "cty": "JWT", "kid": "enc-1"}
    assert header_of(token) == wanted
    signed = opened_by_joserfc(token).decode()
    assert is_signed(signed, "sha256")
    play.paste(play.editor("Decryption key"), PRIVATE)
    expect(play.verdict).to_have_text("Valid")


@one_browser
def test_an_encrypted_token_keeps_the_header_and_names_its_algorithms(play: Playground) -> None:
    form(play)
    play.paste(play.editor("Decryption key"), PRIVATE)
    expect(play.page.locator("#encrypt-key")).to_contain_text("its private half")
    play.page.locator("#encrypt-enc").select_option("A128CBC-HS256")
    press(play, "Encrypt")
    expect(play.verdict).to_have_text("Opened, not signed")
    expect(play.page.locator("#encrypt-form")).to_be_hidden()
    expect(play.page.locator("#sign-findings")).to_contain_text("Encrypted is not signed")
    assert play.text(play.header) == (
        '{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","typ":"JWT","kid":"enc-1"}'
    )
    assert opened_by_joserfc(play.text(play.token)) == CLAIMS.encode()


@one_browser
def test_an_opened_token_is_edited_and_encrypted_again(play: Playground) -> None:
    key = CURVES["P-256"]
    token = encrypted("ECDH-ES", "A256GCM", key, CLAIMS.encode())
    open_with(play, token, key.as_pem(private=True).decode())
    expect(play.verdict).to_have_text("Opened, not signed")
    play.button("Edit and encrypt").click()
    expect(play.page.locator("#sign")).to_have_text("Encrypt Ctrl Enter")
    play.paste(play.payload, '{"iss":"jane"}')
    play.page.locator("#sign").click()
    expect(play.direction).to_contain_text("come from the token")
    expect(play.payload).to_contain_text("jane")
    expect(play.verdict).to_have_text("Opened, not signed")
    again = play.text(play.token)
    # What is drawn for one token alone is drawn anew.
    assert header_of(again)["epk"] != header_of(token)["epk"]
    plaintext = rfc.decrypt_compact(again, key, registry=REGISTRY).plaintext
    assert plaintext == b'{"iss":"jane"}'


@one_browser
def test_a_key_that_does_not_fit_is_told_and_nothing_is_replaced(play: Playground) -> None:
    form(play)
    play.paste(play.key, SECRET)
    press(play, "Encrypt")
    expect(play.page.locator("#toast")).to_contain_text("Encrypted")
    token = play.text(play.token)
    play.button("Edit and encrypt").click()
    play.button("Choose algorithms …").click()
    play.page.locator("#encrypt-alg").select_option("RSA-OAEP")
    press(play, "Encrypt")
    expect(play.page.locator("#sign-findings")).to_contain_text("RSA")
    assert play.text(play.token) == token


@one_browser
def test_the_form_makes_a_key_for_its_algorithm(play: Playground) -> None:
    opened = form(play)
    play.page.locator("#encrypt-alg").select_option("dir")
    press(play, "Generate a key")
    expect(opened).to_contain_text("the shared secret under “Decryption key”")
    press(play, "Encrypt")
    expect(play.verdict).to_have_text("Opened, not signed")


@one_browser
def test_a_payload_that_is_no_json_may_be_encrypted(play: Playground) -> None:
    open_with(play, sealed(hs256(CLAIMS), cty="JWT"), PRIVATE)
    play.button("Edit and encrypt").click()
    expect(play.page.locator("#draft-errors li")).to_have_count(0)
    play.paste(play.payload, '{"iss":')
    expect(play.page.locator("#draft-errors li")).to_have_count(1)


@one_browser
@pytest.mark.parametrize("leave", ["Revert", "Clear"])
def test_the_form_goes_with_the_edits(play: Playground, leave: str) -> None:
    opened = form(play)
    expect(play.page.locator("#decryption-card")).to_be_visible()
    play.button(leave).click()
    expect(opened).to_be_hidden()
    expect(play.page.locator("#decryption-card")).to_be_hidden()
    expect(play.page.locator("#encrypt")).to_have_attribute("aria-expanded", "false")
