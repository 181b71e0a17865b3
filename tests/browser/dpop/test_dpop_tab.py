"""The tab “DPoP”: there for proofs and for tokens bound to a key, with the checks of the pair."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import modules_anew, narrow, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground, fresh, hs256
from tests.site_server import SiteServer
from tests.unit.support.proofs import METHOD, NOW, SECRET, URL, access_token, proof


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def tab(play: Playground) -> Locator:
    return play.page.locator("#tab-dpop")


def expect_code(play: Playground, name: str, code: str) -> None:
    row = play.page.locator(f"#dpop [data-check={name}]")
    expect(row).to_have_attribute("data-code", code)


def fill(play: Playground, **texts: str) -> None:
    for name, text in texts.items():
        play.page.locator(f"#dpop-{name}").fill(text)


def verdict(play: Playground) -> Locator:
    return play.page.locator("#dpop-verdict")


def test_a_proof_is_checked_with_its_request_and_its_access_token(play: Playground) -> None:
    token = access_token()
    play.set_time(str(NOW))
    play.paste(play.key, SECRET)
    play.paste(play.token, proof(token))
    tab(play).click()
    expect(play.page.get_by_label("Access token", exact=True)).to_be_visible()
    expect_code(play, "signature", "signature-valid")
    expect_code(play, "htm", "no-request")
    expect_code(play, "ath", "no-access-token")
    expect(verdict(play)).to_have_attribute("data-verdict", "unverified")
    fill(play, method=METHOD, url=f"{URL}?page=2", other=token)
    expect(verdict(play)).to_have_attribute("data-verdict", "valid")
    expect(verdict(play)).to_have_text("The proof and its request hold.")
    expect_code(play, "ath", "matches")
    expect_code(play, "cnf", "bound")
    expect_code(play, "access-token", "token-valid")
    expect(play.page.locator("#dpop-thumbprint code")).to_have_count(1)
    fill(play, method="GET")
    expect_code(play, "htm", "mismatch")
    expect(verdict(play)).to_have_attribute("data-verdict", "invalid")
    fill(play, method=METHOD, nonce="n")
    expect_code(play, "nonce", "missing")


def test_an_access_token_that_is_bound_asks_for_its_proof(play: Playground) -> None:
    token = access_token()
    play.set_time(str(NOW))
    play.paste(play.key, SECRET)
    play.paste(play.token, token)
    tab(play).click()
    expect(play.page.locator("#dpop-problem")).to_contain_text("Enter the proof")
    expect(play.page.locator("#dpop-result")).to_be_hidden()
    expect(play.page.get_by_label("DPoP proof", exact=True)).to_be_visible()
    fill(play, other=proof(token), method=METHOD, url=URL)
    expect(verdict(play)).to_have_attribute("data-verdict", "valid")
    play.paste(play.key, "another secret, of more than 32 bytes")
    expect_code(play, "access-token", "token-invalid")
    expect(verdict(play)).to_have_attribute("data-verdict", "invalid")


def test_the_tab_comes_and_goes_with_the_token(play: Playground) -> None:
    expect(tab(play)).to_be_hidden()
    play.paste(play.token, proof())
    expect(tab(play)).to_be_visible()
    tab(play).click()
    play.paste(play.token, hs256('{"cnf":{"x5t#S256":"a"}}', '{"alg":"HS256","typ":"JWT"}'))
    expect(tab(play)).to_be_hidden()
    expect(play.page.locator("#panel-checks")).to_be_visible()


def test_clear_takes_everything_back(play: Playground) -> None:
    play.paste(play.token, proof())
    tab(play).click()
    expect_code(play, "jwk", "jwk-public")
    fill(play, other="a.b.c", method="POST", url=URL, nonce="n")
    play.button("Clear").click()
    expect(tab(play)).to_be_hidden()
    play.paste(play.token, proof())
    tab(play).click()
    for name in ("other", "method", "url", "nonce"):
        expect(play.page.locator(f"#dpop-{name}")).to_have_value("")
    expect_code(play, "htm", "no-request")


@one_browser
def test_foreign_texts_are_shown_as_texts(play: Playground) -> None:
    play.paste(play.token, proof(htm="<b>\u202e", jti="<img src=x>"))
    tab(play).click()
    fill(play, method="POST")
    row = play.page.locator("#dpop [data-check=htm]")
    expect(row).to_contain_text("<b>\\u{202E}")
    expect(play.page.locator("#dpop img, #dpop b")).to_have_count(0)


@narrow
def test_nothing_is_wider_than_a_small_screen(play: Playground) -> None:
    play.paste(play.token, proof())
    play.page.set_viewport_size({"width": 360, "height": 740})
    play.show("data")
    tab(play).click()
    fill(play, other="x" * 400, url=f"https://example.com/{'y' * 400}")
    expect_code(play, "htu", "mismatch")
    assert not play.scrolls_sideways()


@modules_anew
def test_a_tab_that_cannot_be_loaded_says_so_and_can_be_chosen_again(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"dpop-\w+\.js")
    site.missing.add("assets/dpop-*.js")
    play = Playground(open_page())
    play.paste(play.token, proof())
    tab(play).click()
    expect(play.page.locator("#panel-dpop [role=alert]")).to_contain_text("could not be loaded")
    site.missing.clear()
    play.tab("checks")
    tab(play).click()
    expect_code(play, "jwk", "jwk-public")
