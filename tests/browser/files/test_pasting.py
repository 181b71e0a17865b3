"""What is pasted outside of editors and fields goes where it belongs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.files import paste_files, toast
from tests.browser.support.many_tokens import GOOD, LATE, LOG, rows
from tests.browser.support.playground import (
    A1_JWK,
    A1_TOKEN,
    PASTE,
    SECRET,
    Playground,
    fresh,
)
from tests.unit.support.key_texts import PRIVATE

PEM = PRIVATE["PKCS#8 of EC"][1]


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def page_body(play: Playground) -> Locator:
    return play.page.locator("body")


def test_a_token_pasted_on_arrival_is_taken_apart(play: Playground) -> None:
    page_body(play).evaluate(PASTE, f"Authorization: Bearer {GOOD}")
    expect(play.token).to_have_text(f"Authorization: Bearer {GOOD}")
    expect(play.payload).to_contain_text("ada")
    expect(toast(play)).to_contain_text("The token is in the token field.")
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Paste a token")


def test_a_key_goes_to_the_key_and_the_token_stays(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.button("Open file").evaluate(PASTE, PEM)
    expect(play.key).to_contain_text("BEGIN PRIVATE KEY")
    expect(play.token).to_have_text(A1_TOKEN)
    expect(toast(play)).to_contain_text("The private key is in the key field.")


def test_a_log_goes_to_many_tokens(play: Playground) -> None:
    page_body(play).evaluate(PASTE, LOG)
    expect(play.page.locator("#many")).to_be_visible()
    expect(rows(play)).to_have_count(3)
    expect(toast(play)).to_contain_text("The log is in “Many tokens”.")


def test_a_token_pasted_beside_the_list_opens_inspect_and_a_key_does_not(play: Playground) -> None:
    play.go("many")
    page_body(play).evaluate(PASTE, A1_JWK)
    expect(toast(play)).to_contain_text("The secret key is in the key field of “Inspect”.")
    expect(play.page.locator("#many")).to_be_visible()
    page_body(play).evaluate(PASTE, A1_TOKEN)
    expect(play.page.locator("#inspect")).to_be_visible()
    play.expect_check("signature", "pass")


def test_what_is_not_known_goes_to_the_token(play: Playground) -> None:
    page_body(play).evaluate(PASTE, "Dear all, hello")
    expect(play.token).to_have_text("Dear all, hello")
    expect(toast(play)).to_contain_text("The text is in the token field.")


def test_a_text_that_is_too_large_is_not_read(play: Playground) -> None:
    page_body(play).evaluate(PASTE, "x" * (4 * 1024 * 1024 + 1))
    expect(toast(play)).to_have_text("The text is too large with 4.1 MB: up to 4 MB are read.✕")
    expect(play.verdict).to_have_text("Paste a token")


def test_fields_and_editors_take_what_is_pasted_into_them(play: Playground) -> None:
    play.paste(play.key, GOOD)
    play.open("Expectations")
    play.page.locator("#expect-iss").evaluate(PASTE, LATE)
    expect(play.key).to_have_text(GOOD)
    expect(play.verdict).to_have_text("Paste a token")


def test_with_an_open_dialog_nothing_is_pasted(play: Playground) -> None:
    play.share()
    page_body(play).evaluate(PASTE, SECRET)
    play.page.locator("#share-copy").evaluate(PASTE, GOOD)
    play.page.locator("#share").get_by_role("button", name="Close").click()
    expect(play.verdict).to_have_text("Paste a token")
    expect(play.token).not_to_contain_text(SECRET)


@one_browser
def test_the_keys_for_pasting_work_on_arrival(play: Playground) -> None:
    """Elsewhere the clipboard belongs to the whole machine."""
    play.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    play.page.evaluate("(text) => navigator.clipboard.writeText(text)", GOOD)
    play.page.locator("#inspect-title").focus()
    play.page.keyboard.press("ControlOrMeta+v")
    expect(play.token).to_have_text(GOOD)


@one_browser
def test_files_on_the_clipboard_are_taken_everywhere(play: Playground) -> None:
    """Only Chromium lets a script make such a clipboard."""
    paste_files(play.payload, {"copied.txt": GOOD})
    expect(toast(play)).to_contain_text("“copied.txt” is in the token field.")
    expect(play.token).to_have_text(GOOD)
    paste_files(play.key, {"copied.key": SECRET})
    expect(toast(play)).to_contain_text("“copied.key” is in the key field.")
    expect(play.key).to_have_text(SECRET)
