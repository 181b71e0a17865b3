"""What a link set is told for as long as it counts, also when it comes back by Undo."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import public_forms
from tests.browser.support.links import packed
from tests.browser.support.playground import PASTE, SECRET, Playground, hs256

pytestmark = one_browser

PUBLIC = public_forms("ES384")["SPKI"]
KEY = "This link came with: a shared secret (now in “Verification key”)"


@pytest.fixture
def play(open_page: OpenPage) -> Playground:
    play = Playground(open_page(packed({"token": hs256("{}"), "key": {"text": SECRET}})))
    expect(play.page.locator("#link-terms")).to_contain_text(KEY)
    return play


def test_a_key_stays_the_links_when_it_is_only_read_in_another_way(play: Playground) -> None:
    play.page.locator("#encoding").select_option("hex")
    expect(play.verdict).not_to_have_text("Valid")
    expect(play.page.locator("#link-terms")).to_contain_text(KEY)
    play.paste(play.key, "another secret")
    expect(play.page.locator("#link-terms")).to_be_empty()


def test_a_key_of_a_link_that_comes_back_after_pasting_is_told_again(play: Playground) -> None:
    play.page.locator("#inspect-title").evaluate(PASTE, PUBLIC)
    expect(play.page.locator("#toast")).to_contain_text("in the key field")
    expect(play.page.locator("#link-terms")).to_be_empty()
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#link-terms")).to_contain_text(KEY)


def test_a_key_of_a_link_that_comes_back_after_a_new_one_is_told_again(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    play.button("Generate").click()
    expect(play.page.locator("#toast")).to_contain_text("is in place")
    expect(play.page.locator("#link-terms")).to_be_empty()
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#link-terms")).to_contain_text(KEY)
