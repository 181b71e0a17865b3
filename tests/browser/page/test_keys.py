"""The key pane: which key it recognized, what it says about it, and what it copies."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization as form
from playwright.sync_api import Page

from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import ENCRYPTED, KEYS, TOKENS, private_forms, public_forms
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.unit.support.encrypted_keys import BY_CRYPTOGRAPHY

NAMES = {"RS256": "RSA", "ES384": "EC P-384", "Ed25519": "Ed25519"}


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def copied(play: Playground, name: str) -> str:
    """Press a button of the key pane and return what it copied."""
    return play.copied_by(play.recognized.get_by_role("button", name=name, exact=True))


@pytest.mark.parametrize("alg", list(KEYS))
@pytest.mark.parametrize("name", first_in_every_browser(["SPKI", "OpenSSH public", "X.509"]))
def test_public_keys_of_every_form_verify_and_are_named(
    play: Playground, alg: str, name: str
) -> None:
    play.paste(play.token, TOKENS[alg])
    play.paste(play.key, public_forms(alg)[name])
    expect(play.verdict).to_have_text("Valid")
    expect(play.recognized).to_contain_text(f"{NAMES[alg]} public key")
    expect(play.recognized.locator(".chain li")).to_have_count(1 if name == "X.509" else 0)
    expect(play.page.locator("#encoding")).to_be_hidden()


def test_a_private_key_is_copied_in_every_form_and_its_public_half_too(play: Playground) -> None:
    play.paste(play.key, private_forms("ES384")["SEC1"])
    expect(play.recognized).to_contain_text("EC P-384 private key")
    expect(play.recognized).to_contain_text("SEC1")
    public = KEYS["ES384"].public_key()
    spki = form.PublicFormat.SubjectPublicKeyInfo
    pem = public.public_bytes(form.Encoding.PEM, spki).decode()
    assert copied(play, "Copy as Public PEM").strip() == pem.strip()
    assert copied(play, "Copy as PEM").strip() == private_forms("ES384")["PKCS#8"].strip()
    assert "d" in json.loads(copied(play, "Copy as JWK"))
    assert "d" not in json.loads(copied(play, "Copy as Public JWK"))


@one_browser
def test_a_repaired_key_verifies_and_the_repair_is_noted_at_the_key(play: Playground) -> None:
    play.paste(play.token, TOKENS["ES384"])
    play.paste(play.key, json.dumps(public_forms("ES384")["SPKI"]))
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#key-findings [data-code=key-repaired]").first).to_be_visible()
    play.expect_check("signature", "pass")  # drawn together with the findings
    expect(play.page.locator("#findings [data-code=key-repaired]")).to_have_count(0)


@one_browser
def test_an_unreadable_key_says_so_loudly_and_keeps_the_text(play: Playground) -> None:
    cut = public_forms("RS256")["SPKI"][:200]
    play.paste(play.key, cut)
    expect(play.page.locator("#key-findings [data-severity=error]").first).to_be_visible()
    expect(play.recognized).to_be_empty()
    expect(play.key).to_contain_text("BEGIN PUBLIC KEY")


@one_browser
def test_the_secret_detective_speaks_at_the_key(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}', secret=SECRET + "\n"))
    play.paste(play.key, SECRET)
    expect(play.page.locator("#key-findings [data-code=secret-found]")).to_contain_text(
        "line break at its end"
    )


@one_browser
def test_an_encrypted_key_is_not_asked_for_a_passphrase_that_could_not_open_it(
    play: Playground,
) -> None:
    passphrase = play.page.get_by_label("Passphrase of the encrypted key")
    play.paste(play.key, BY_CRYPTOGRAPHY[0]["pem"])
    expect(play.page.locator("#key-findings")).to_contain_text("encrypted in this way need")
    expect(passphrase).to_be_hidden()


def test_an_encrypted_key_opens_with_its_passphrase(play: Playground) -> None:
    passphrase = play.page.get_by_label("Passphrase of the encrypted key")
    play.paste(play.key, ENCRYPTED)
    expect(play.page.locator("#key-findings [data-code=key-passphrase-needed]")).to_be_visible()
    passphrase.fill("open barley")
    expect(play.page.locator("#key-findings [data-code=key-passphrase-wrong]")).to_be_visible()
    passphrase.fill("open sesame")
    expect(play.recognized).to_contain_text("EC P-256 private key")
