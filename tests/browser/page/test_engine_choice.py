"""The engine panel: which engine works, what each can do, and whether two engines agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import wait_until_ready
from tests.browser.support.abilities import in_the_worker, one_browser
from tests.browser.support.engines import EnginePage, changed, opened, own_address, sign
from tests.browser.support.expect import expect
from tests.browser.support.keys import ENCRYPTED, private_forms, public_forms
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.site_server import SiteServer, serving
from tests.unit.support.calls import call

KEY = public_forms("ES384")["SPKI"]
TOKEN = sign(call, "ES384", private_forms("ES384")["PKCS#8"])


@pytest.fixture
def play(ready_page: Page) -> Playground:
    """Return a page of a build that has the engines “webcrypto” and “noble”."""
    return fresh(ready_page)


@pytest.fixture(scope="module")
def server(dist_with_cryptography: Path) -> Iterator[SiteServer]:
    """Serve the build that has both engines."""
    with serving(dist_with_cryptography) as server:
        yield server


@pytest.fixture(scope="module")
def page_with_both(browser: Browser, server: SiteServer) -> Iterator[EnginePage]:
    yield from opened(browser, server, "auto")


@pytest.fixture
def both(page_with_both: EnginePage) -> Playground:
    """Return a page that has both engines."""
    return fresh(page_with_both.page)


def choose(play: Playground, engine: str) -> None:
    play.open("Engine")
    play.page.get_by_label("Public-key cryptography by").select_option(engine)


def cross_check(play: Playground) -> None:
    play.open("Engine")
    play.page.get_by_label("Cross-check with a second engine").check()


def fact(play: Playground, name: str) -> Locator:
    """Return the content of one row of the verdict banner."""
    row = play.page.locator("#verdict-facts > div", has=play.page.locator("dt", has_text=name))
    return row.locator("dd")


def test_the_panel_lists_engines_algorithms_and_versions(play: Playground) -> None:
    play.open("Engine")
    engines = play.page.locator("#engines")
    expect(engines.locator("[data-engine=python]")).to_contain_text("HS256")
    expect(engines.locator("[data-engine=webcrypto]")).to_contain_text("Ed25519")
    expect(engines.locator("[data-engine=cryptography]")).to_contain_text("not in this build")
    expect(engines.locator("[data-engine=noble]")).to_contain_text("ML-DSA-44")
    versions = play.page.locator("#engine-versions")
    for name in ("Pyodide", "Python", "PyJWT"):
        expect(versions).to_contain_text(name)


@one_browser
def test_what_the_build_lacks_cannot_be_chosen(play: Playground) -> None:
    play.open("Engine")
    choice = play.page.get_by_label("Public-key cryptography by")
    expect(choice.locator("option[value=cryptography]")).to_be_disabled()
    for name in ("webcrypto", "noble"):
        expect(choice.locator(f"option[value={name}]")).to_be_enabled()
    expect(play.page.get_by_label("Cross-check with a second engine")).to_be_enabled()


def test_without_cryptography_a_cross_check_asks_noble(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.paste(play.key, KEY)
    cross_check(play)
    compared = play.page.locator("#verdict-facts [data-code=engines-agree]")
    expect(compared).to_contain_text("“webcrypto” and “noble” agree: the signature matches")
    choose(play, "noble")
    expect(fact(play, "Engine")).to_contain_text("noble (JavaScript)")
    expect(compared).to_contain_text("“noble” and “webcrypto” agree: the signature matches")


def test_a_page_over_plain_http_says_which_engines_it_has(browser: Browser, dist: Path) -> None:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    with serving(dist, address) as server:
        for insecure in opened(browser, server, "auto"):
            play = Playground(insecure.page)
            play.paste(play.token, TOKEN)
            play.paste(play.key, KEY)
            expect(play.verdict).to_have_text("Valid")
            expect(fact(play, "Engine")).to_contain_text("noble")
            play.open("Engine")
            choice = play.page.get_by_label("Public-key cryptography by")
            expect(choice.locator("option[value=auto]")).to_have_text("Automatic (noble)")
            expect(choice.locator("option[value=webcrypto]")).to_be_disabled()
            expect(play.page.get_by_label("Cross-check with a second engine")).to_be_disabled()
            hint = play.page.locator("#cross-check-hint")
            expect(hint).to_contain_text("there is only noble here")


def test_the_verdict_names_the_engine(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.paste(play.key, KEY)
    expect(play.verdict).to_have_text("Valid")
    expect(fact(play, "Engine")).to_contain_text("webcrypto")
    play.paste(play.token, hs256("{}"))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    expect(fact(play, "Engine")).to_contain_text("Python")


def test_the_engine_that_is_chosen_does_the_work(both: Playground) -> None:
    both.paste(both.token, TOKEN)
    both.paste(both.key, KEY)
    choose(both, "cryptography")
    expect(both.page.locator("#verdict-facts")).to_contain_text("cryptography (OpenSSL)")
    choose(both, "webcrypto")
    expect(both.page.locator("#verdict-facts")).to_contain_text("webcrypto")
    expect(both.verdict).to_have_text("Valid")
    expect(both.page.locator("#engine-versions")).to_contain_text("OpenSSL")


def test_a_cross_check_says_that_both_engines_agree(both: Playground) -> None:
    both.paste(both.token, TOKEN)
    both.paste(both.key, KEY)
    cross_check(both)
    compared = both.page.locator("#verdict-facts [data-code=engines-agree]")
    expect(compared).to_contain_text("agree: the signature matches")
    both.paste(both.token, changed(TOKEN))
    expect(compared).to_contain_text("agree: the signature does not match")
    both.expect_check("signature", "fail")  # drawn together with the findings
    expect(both.page.locator("#findings [data-code=engines-agree]")).to_have_count(0)


@one_browser
def test_a_cross_check_of_hmac_says_that_there_is_nothing_to_compare(both: Playground) -> None:
    both.paste(both.token, hs256("{}"))
    both.paste(both.key, SECRET)
    cross_check(both)
    expect(both.page.locator("#verdict-facts [data-code=cross-check-skipped]")).to_be_visible()


@in_the_worker
def test_engines_that_disagree_are_an_alarm(browser: Browser, server: SiteServer) -> None:
    for lying in opened(browser, server, "auto"):
        page = lying.page
        page.workers[0].evaluate("() => { SubtleCrypto.prototype.verify = async () => true; }")
        play = Playground(page)
        play.paste(play.token, changed(TOKEN))
        play.paste(play.key, KEY)
        choose(play, "cryptography")
        expect(play.verdict).to_have_text("Invalid")
        cross_check(play)
        expect(play.verdict).to_have_text("The engines disagree")
        expect(play.page.locator("#verdict")).to_have_attribute("data-verdict", "invalid")
        expect(page.locator("#findings [data-code=engines-disagree]")).to_be_visible()


@one_browser
def test_loading_an_engine_shows_progress(browser: Browser, server: SiteServer) -> None:
    held = server.hold("*.whl")
    for waiting in opened(browser, server, "auto"):
        page = waiting.page
        play = Playground(page)
        play.paste(play.token, TOKEN)
        play.paste(play.key, KEY)
        choose(play, "cryptography")
        expect(page.locator("#load-text")).to_contain_text("cryptography")
        expect(page.locator("#load-progress")).to_be_visible()
        held.set()
        expect(play.verdict).to_have_text("Valid")
        expect(page.locator("#load")).to_be_hidden()
    server.reset()


def test_an_encrypted_key_is_opened_with_its_passphrase_and_signs(both: Playground) -> None:
    both.paste(both.key, ENCRYPTED)
    passphrase = both.page.get_by_label("Passphrase of the encrypted key")
    address = both.page.url
    passphrase.fill("wrong")
    passphrase.press("Enter")
    assert both.page.url == address
    assert passphrase.evaluate("element => element.form !== null")
    expect(both.page.locator("#key-findings")).to_contain_text("does not open")
    passphrase.fill("open sesame")
    expect(both.page.locator("#recognized")).to_contain_text("EC P-256 private key")
    expect(both.page.locator("#key-findings li")).to_have_count(0)
    both.button("Write a new token").click()
    both.page.locator("#sign-alg").select_option("ES256")
    both.page.locator("#sign").click()
    expect(both.verdict).to_have_text("Valid")


@one_browser
def test_the_choice_of_engine_and_the_cross_check_travel_with_a_link(both: Playground) -> None:
    both.paste(both.token, TOKEN)
    both.paste(both.key, KEY)
    cross_check(both)
    choose(both, "noble")
    both.share()
    other = both.page.context.new_page()
    other.goto(both.page.get_by_label("Link", exact=True).input_value())
    wait_until_ready(other)
    there = Playground(other)
    there.open("Engine")
    expect(other.get_by_label("Public-key cryptography by")).to_have_value("noble")
    expect(other.get_by_label("Cross-check with a second engine")).to_be_checked()
    expect(other.locator("#verdict-facts [data-code=engines-agree]")).to_be_visible()
    other.close()
