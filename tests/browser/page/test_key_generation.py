"""New keys in the key pane: which keys are offered, and what a new key is good for."""

from __future__ import annotations

import json

import jwt
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import in_the_worker, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, fresh, unb64url


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def generate(play: Playground, alg: str) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    play.button("Generate").click()


@pytest.mark.parametrize("alg", ["RS256", "PS384", "ES256", "ES256K", "Ed25519"])
def test_a_token_is_signed_in_the_page_with_a_new_key_pair(play: Playground, alg: str) -> None:
    generate(play, alg)
    expect(play.page.locator("#generated")).to_contain_text("new key is in place")
    play.page.locator("#sign-alg").select_option(alg)
    play.page.locator("#sign").click()
    expect(play.verdict).to_have_text("Valid")
    button = play.recognized.get_by_role("button", name="Copy as JWK", exact=True)
    copied_key = json.loads(play.copied_by(button))
    assert "d" not in copied_key
    jwk = jwt.PyJWK(copied_key, algorithm="EdDSA" if alg == "Ed25519" else alg)
    # Another implementation than the page's verifies it. PyJWT calls Ed25519 “EdDSA”.
    signed, _, signature = play.text(play.token).rpartition(".")
    assert jwk.Algorithm.verify(signed.encode(), jwk.key, unb64url(signature))


def test_every_algorithm_but_none_can_be_generated(play: Playground) -> None:
    names: list[str] = play.page.evaluate(
        """jwtPlayground.call('meta', {}).then(({engines}) =>
          engines.flatMap((e) => [...e.algorithms, ...e.key_management]))"""
    )
    offered = play.page.locator("#generate-alg option").all_text_contents()
    assert sorted(offered) == sorted(set(names) - {"none", "RSA1_5"})


@one_browser
@pytest.mark.parametrize(
    ("alg", "sizes"),
    [
        ("HS256", ["256", "512", "1024"]),
        ("HS512", ["512", "1024"]),
        ("PS256", ["2048", "3072", "4096"]),
    ],
)
def test_sizes_are_offered_where_there_is_a_choice(
    play: Playground, alg: str, sizes: list[str]
) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    options = play.page.locator("#generate-bits option")
    assert [option.get_attribute("value") for option in options.all()] == sizes


@one_browser
def test_a_larger_secret_is_made_when_asked_for(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("HS256")
    play.page.locator("#generate-bits").select_option("1024")
    play.button("Generate").click()
    expect(play.recognized).to_contain_text("1,024 bits")


@one_browser
def test_a_curve_has_no_choice_of_size(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    expect(play.page.locator("#generate-bits")).to_be_hidden()
    play.button("Generate").click()
    expect(play.recognized).to_contain_text("EC P-256 public key")


@in_the_worker
def test_generation_can_be_cancelled_and_leaves_the_keys_alone(open_page: OpenPage) -> None:
    page = open_page()
    play = Playground(page)
    play.paste(play.key, SECRET)
    expect(play.recognized).to_contain_text("Shared secret")
    # This key is never finished, so it is certainly being made when it is cancelled.
    page.workers[0].evaluate(
        "() => { SubtleCrypto.prototype.generateKey = () => new Promise(() => {}); }"
    )
    generate(play, "RS256")
    play.button("Cancel").click()
    expect(page.locator("#generated")).to_contain_text("Cancelled")
    expect(play.key).to_have_text(SECRET)
    generate(play, "ES256")
    expect(play.recognized).to_contain_text("EC P-256 public key")


HOLD = """() => {
  const real = SubtleCrypto.prototype.generateKey;
  let release = () => {};
  globalThis.held = new Promise((resolve) => { release = resolve; });
  globalThis.release = release;
  SubtleCrypto.prototype.generateKey = async function (...given) {
    await globalThis.held;
    return real.apply(this, given);
  };
}"""


@in_the_worker
def test_clear_ends_a_generation_and_nothing_comes_after_it(open_page: OpenPage) -> None:
    page = open_page()
    play = Playground(page)
    page.workers[0].evaluate(HOLD)
    generate(play, "RS256")
    expect(page.locator("#generated")).to_contain_text("Making")
    play.button("Clear").click()
    expect(play.button("Generate")).to_be_visible()
    expect(page.locator("#generated")).to_be_empty()


@in_the_worker
def test_a_key_that_was_not_taken_is_not_called_in_place(open_page: OpenPage) -> None:
    page = open_page()
    play = Playground(page)
    page.workers[0].evaluate(HOLD)
    generate(play, "RS256")
    play.paste(play.key, SECRET)
    page.workers[0].evaluate("release()")
    expect(page.locator("#generated")).to_contain_text("not in place")
    expect(play.key).to_have_text(SECRET)
