"""Files that are dropped on the page go where they belong, and the browser opens none of them."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Page

from tests.browser.support.expect import expect
from tests.browser.support.files import body, drag, drop, toast
from tests.browser.support.many_tokens import FORGED, GOOD, LATE, LOG, rows
from tests.browser.support.playground import (
    A1_JWK,
    A1_TOKEN,
    SECRET,
    Playground,
    fresh,
)
from tests.unit.support.key_texts import PRIVATE, PUBLIC

PEM = PRIVATE["PKCS#8 of EC"][1]


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_a_token_and_its_key_are_dropped_together(play: Playground) -> None:
    drop(body(play), {"token.txt": f"Bearer {GOOD}\n", "key.jwk": A1_JWK})
    expect(toast(play)).to_contain_text("“token.txt” is in the token field.")
    expect(toast(play)).to_contain_text("“key.jwk” is in the key field.")
    expect(play.token).to_have_text(f"Bearer {GOOD}")
    expect(play.key).to_have_text(A1_JWK)
    play.button("Undo").click()
    expect(play.verdict).to_have_text("Paste a token")
    expect(play.key).not_to_contain_text("kty")
    expect(toast(play)).to_be_empty()


def test_undo_brings_back_what_was_there(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    drop(body(play), {"other.txt": GOOD, "other.pem": PEM})
    expect(toast(play)).to_contain_text("“other.pem” is in the key field.")
    expect(play.token).to_have_text(GOOD)
    play.button("Undo").click()
    expect(play.token).to_have_text(A1_TOKEN)
    expect(play.key).to_have_text(A1_JWK)


def test_logs_go_to_many_tokens_and_undo_takes_them_back(play: Playground) -> None:
    play.go("many")
    play.paste(play.editor("Text with tokens"), GOOD)
    expect(rows(play)).to_have_count(1)
    play.go("inspect")
    drop(body(play), {"a.log": LOG, "b.log": f"{LATE}\n{FORGED}\nx\n{GOOD}"})
    expect(play.page.locator("#many")).to_be_visible()
    expect(rows(play)).to_have_count(3)
    play.button("Undo").click()
    expect(play.page.locator("#inspect")).to_be_visible()
    play.go("many")
    expect(rows(play)).to_have_count(1)


def test_a_key_in_bytes_is_read(play: Playground) -> None:
    text = PUBLIC["DER of SPKI"][1]
    drop(body(play), {"key.der": base64.b64decode(text)})
    expect(play.key).to_have_text(text)
    expect(play.recognized).to_contain_text("EC")


def test_a_drop_on_the_key_takes_what_is_no_token_for_the_key(play: Playground) -> None:
    card = play.page.locator("#key-card")
    drop(card, {"secret.txt": SECRET})
    expect(toast(play)).to_contain_text("“secret.txt” is in the key field.")
    expect(play.key).to_have_text(SECRET)
    drop(card, {"token.jwt": GOOD})
    expect(play.token).to_have_text(GOOD)
    expect(play.key).to_have_text(SECRET)
    expect(play.verdict).to_contain_text("Valid")


def test_a_secret_in_bytes_is_taken_as_base64(play: Playground) -> None:
    drop(play.page.locator("#key-card"), {"secret.bin": bytes(range(200, 250))})
    expect(toast(play)).to_contain_text("“secret.bin” is in the key field.")
    expect(play.page.get_by_label("Secret is").first).to_have_value("base64")
    play.button("Undo").click()
    expect(play.page.get_by_label("Secret is").first).to_have_value("utf8")


def test_a_key_for_signing_stays_where_it_is_dropped(play: Playground) -> None:
    play.open("Separate signing key")
    drop(play.editor("Signing key"), {"private.pem": PEM})
    expect(toast(play)).to_contain_text("“private.pem” is in the field of the signing key.")
    expect(play.editor("Signing key")).to_contain_text("BEGIN PRIVATE KEY")
    expect(play.key).not_to_contain_text("BEGIN PRIVATE KEY")


def test_a_drop_on_an_editor_is_not_read_by_the_editor(play: Playground) -> None:
    drop(play.payload, {"here.txt": GOOD})
    expect(play.token).to_have_text(GOOD)
    expect(play.direction).to_contain_text("from the token")


def test_the_cue_shows_where_files_can_go(play: Playground) -> None:
    cue = play.page.locator("#drop-cue")
    expect(cue).to_be_hidden()
    assert drag(body(play), {"a.txt": "x"}, "dragenter", "dragover") == [True, True]
    expect(cue).to_have_text("Drop it: a token, a log, a HAR or a key goes where it belongs")
    drag(play.page.locator("#key-card"), {"a.txt": "x"}, "dragover")
    expect(cue).to_contain_text("it becomes the key")
    drag(body(play), {"a.txt": "x"}, "dragleave")
    expect(cue).to_be_hidden()


def test_texts_that_are_dragged_are_left_to_the_editors(play: Playground) -> None:
    assert drag(body(play), {}, "dragenter", "dragover", "drop") == [False] * 3
    expect(play.page.locator("#drop-cue")).to_be_hidden()


def test_with_an_open_dialog_nothing_is_dropped(play: Playground) -> None:
    play.share()
    drop(body(play), {"late.txt": GOOD})
    expect(play.page.locator("#drop-cue")).to_be_hidden()
    play.page.locator("#share").get_by_role("button", name="Close").click()
    expect(play.verdict).to_have_text("Paste a token")
