"""An encrypted token says at once what it is and which key it wants, and is opened."""

from __future__ import annotations

import re

import pytest

from tests.browser.encryption.conftest import CLAIMS, PRIVATE, PUBLIC, SIGNED, open_with, sealed
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.jwe import CURVES, PAIRS, altered, encrypted
from tests.browser.support.playground import SECRET, Playground, b64url, hs256

NESTED = sealed(SIGNED, cty="JWT")
UNSECURED = ".".join((b64url(b'{"alg":"none"}'), b64url(CLAIMS.encode()), ""))


def test_a_signed_token_in_an_encrypted_one_is_opened_and_verified(play: Playground) -> None:
    play.paste(play.token, NESTED)
    expect(play.verdict).to_have_text("Encrypted")
    expect(play.why).to_have_text(
        "Encrypted with RSA-OAEP-256 and A256GCM: give the RSA private key whose kid is “enc-1”."
    )
    expect(play.page.locator("#legend li")).to_have_count(5)
    play.page.locator("#verdict-actions").get_by_role("button", name="Enter the key").click()
    key = play.editor("Decryption key")
    expect(key).to_be_focused()
    play.paste(key, PRIVATE)
    expect(play.verdict).to_have_text("Opened, not verified")
    expect(play.why).to_contain_text("enter the secret that it was signed with")
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    expect(play.why).to_have_text(
        "Opened with RSA-OAEP-256. The signature matches this key, and no check fails."
    )
    assert play.text(play.payload) == SIGNED
    play.tab("claims")
    expect(play.value("iss")).to_have_text('"joe"')
    expect(play.page.locator("#claims-facts")).to_have_text("2 claims, of the token in layer 2")


@one_browser
def test_the_empty_payload_says_what_it_waits_for(play: Playground) -> None:
    waiting = "The payload shows here once the decryption key opens the token."
    play.paste(play.token, sealed(CLAIMS))
    expect(play.payload).to_contain_text(waiting)
    expect(play.header).not_to_contain_text(waiting)
    play.paste(play.editor("Decryption key"), PRIVATE)
    expect(play.payload).to_have_text(CLAIMS)
    play.paste(play.token, "")
    expect(play.payload).to_contain_text("Edit them to sign a new token.")


@one_browser
def test_the_verification_key_opens_it_as_well(play: Playground) -> None:
    play.paste(play.token, sealed(CLAIMS))
    play.paste(play.key, PRIVATE)
    expect(play.verdict).to_have_text("Opened, not signed")
    expect(play.why).to_contain_text("Decrypted is not signed")
    assert play.text(play.payload) == CLAIMS


OTHER = CURVES["P-256"].as_pem(private=True).decode()


@one_browser
@pytest.mark.parametrize(
    ("token", "key", "word", "why"),
    [
        (NESTED, PUBLIC, "Not opened", "it is a public key, which encrypts"),
        (NESTED, OTHER, "Not opened", "RSA-OAEP-256 needs an RSA key"),
        (altered(NESTED, 3), PRIVATE, "Not opened", "Which of the two it is, nobody can tell"),
        (
            sealed(UNSECURED, cty="JWT"),
            PRIVATE,
            "Opened, signed by nobody",
            "Encryption does not say who made it",
        ),
        (sealed('{"exp":1}'), PRIVATE, "Invalid", "Expired"),
    ],
    ids=["public", "other key", "changed", "unsecured", "expired"],
)
def test_what_stands_in_the_way_is_said(
    play: Playground, token: str, key: str, word: str, why: str
) -> None:
    open_with(play, token, key)
    expect(play.verdict).to_have_text(word)
    expect(play.why).to_contain_text(why)


@one_browser
def test_a_fault_of_the_token_inside_comes_with_its_mend(play: Playground) -> None:
    open_with(play, sealed(hs256('{"exp":1}'), cty="JWT"), PRIVATE)
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Invalid")
    expired = play.page.locator("#checks li[data-check=exp]")
    expect(expired).to_contain_text("Expiry (layer 2)")
    expired.get_by_role("button", name="Check as of just before").click()
    expect(play.verdict).to_have_text("Valid")


@one_browser
@pytest.mark.parametrize(
    ("alg", "enc", "wanted"),
    [
        ("dir", "A128CBC-HS256", "the shared secret of 256 bits"),
        ("A192KW", "A256GCM", "the shared secret of 192 bits"),
        ("ECDH-ES", "A256GCM", "the private key on P-256"),
        ("PBES2-HS256+A128KW", "A128GCM", "the password"),
    ],
)
def test_the_wanted_key_is_named(play: Playground, alg: str, enc: str, wanted: str) -> None:
    key = next(key for name, content, key in PAIRS if (name, content) == (alg, enc))
    play.paste(play.token, encrypted(alg, enc, key, b"{}"))
    expect(play.why).to_have_text(f"Encrypted with {alg} and {enc}: give {wanted}.")


@one_browser
def test_clear_takes_the_key_and_undo_brings_it_back(play: Playground) -> None:
    open_with(play, NESTED, PRIVATE)
    card = play.page.locator("#decryption-card")
    layers = play.page.locator("#tab-layers")
    expect(card).to_contain_text("RSA private key, 2048 bits, kid enc-1")
    expect(layers).to_be_visible()
    play.page.locator("#clear").click()
    expect(card).to_be_hidden()
    expect(layers).to_be_hidden()
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Opened, not verified")
    expect(card).to_be_visible()
    play.paste(play.token, SIGNED)
    expect(layers).to_be_hidden()


@one_browser
def test_the_decryption_key_has_a_box_of_its_own_in_share(play: Playground) -> None:
    open_with(play, NESTED, PRIVATE)
    play.share()
    box = play.page.get_by_label("the decryption key, which is or may be secret")
    expect(box).not_to_be_checked()
    link = play.page.get_by_label("Link", exact=True)
    without = link.input_value()
    box.check()
    assert len(link.input_value()) > len(without) + 500


@one_browser
def test_an_algorithm_that_is_only_opened_is_remarked(play: Playground) -> None:
    parts = NESTED.split(".")[1:]
    header = b64url(b'{"alg":"RSA1_5","enc":"A256GCM"}')
    play.paste(play.token, ".".join((header, *parts)))
    expect(play.why).to_have_text(re.compile("give the RSA private key.*RSA1_5 is deprecated"))
