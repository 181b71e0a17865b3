"""What a link carries is chosen part by part, and what it came with is named when it is opened."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import private_forms, public_forms
from tests.browser.support.links import decode, packed
from tests.browser.support.node import run_module
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

pytestmark = one_browser

TOKEN = hs256('{"sub":"ada"}')
PUBLIC = public_forms("ES384")["SPKI"]
PRIVATE = private_forms("ES384")["PKCS#8"]
JWK = '{"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB","d":"AQAB"}'
FULL = {
    "direction": "sign",
    "token": TOKEN,
    "header": "{}",
    "payload": "{}",
    "key": {"text": PUBLIC},
    "signingKey": {"text": PRIVATE, "passphrase": "open sesame"},
    "decryptionKey": {"text": SECRET},
    "leeway": 60,
    "engine": "webcrypto",
    "detachedPayload": "apart",
    "scenario": '{"name":"of a link"}',
}


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.page.evaluate("(link) => { location.hash = link; }", packed(FULL))
    expect(play.direction).to_contain_text("You are editing")
    play.button("Share").click()
    expect(play.page.locator("#share")).to_be_visible()
    return play


def box(play: Playground, part: str) -> Locator:
    return play.page.locator(f"[data-part-of-link={part}]")


def carried(play: Playground) -> dict[str, Any]:
    link = play.page.get_by_label("Link", exact=True).input_value()
    result: dict[str, Any] = decode(hash="#" + link.partition("#")[2])
    return result


def test_every_part_has_a_box_and_secrets_are_off(play: Playground) -> None:
    boxes = play.page.locator("#share-included input")
    parts = {each.get_attribute("data-part-of-link"): each.is_checked() for each in boxes.all()}
    on = dict.fromkeys(["token", "detached", "edits", "key", "terms", "engine", "scenario"], True)
    assert parts == {**on, "signingKey": False, "decryptionKey": False, "passphrase": False}


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("token", ["token"]),
        ("detached", ["detachedPayload"]),
        ("edits", ["direction", "header", "payload"]),
        ("terms", ["leeway"]),
        ("engine", ["engine"]),
        ("scenario", ["scenario"]),
    ],
)
def test_a_part_that_is_unticked_is_not_in_the_link(
    play: Playground, part: str, names: list[str]
) -> None:
    before = carried(play)["inputs"]
    box(play, part).uncheck()
    after = carried(play)["inputs"]
    assert set(before) - set(after) == set(names)
    assert after == {name: value for name, value in before.items() if name in after}


def test_a_key_that_is_unticked_is_told_where_the_link_is_opened(play: Playground) -> None:
    box(play, "key").uncheck()
    opened = carried(play)
    assert "key" not in opened["inputs"]
    assert any("made without its key" in notice for notice in opened["notices"])


def test_each_secret_has_its_own_box_and_the_warning(play: Playground) -> None:
    warning = play.page.locator("#share-warning")
    expect(warning).to_be_hidden()
    box(play, "signingKey").check()
    expect(warning).to_be_visible()
    assert carried(play)["inputs"]["signingKey"] == {"text": PRIVATE}
    every = play.page.get_by_label("Include secrets and private keys")
    expect(every).not_to_be_checked()
    box(play, "passphrase").check()
    expect(every).not_to_be_checked()
    box(play, "decryptionKey").check()
    expect(every).to_be_checked()
    assert carried(play)["inputs"]["signingKey"] == FULL["signingKey"]
    assert carried(play)["inputs"]["decryptionKey"] == FULL["decryptionKey"]
    every.uncheck()
    expect(warning).to_be_hidden()
    assert not {"signingKey", "decryptionKey"} & carried(play)["inputs"].keys()


def test_without_a_secret_none_is_offered(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    play.button("Share").click()
    expect(play.page.get_by_label("Include secrets and private keys")).to_be_hidden()


def test_the_open_workspace_is_a_part(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.go("many")
    play.button("Share").click()
    link = play.page.get_by_label("Link", exact=True)
    assert link.input_value().endswith("#view=many")
    box(play, "view").uncheck()
    assert "#" not in link.input_value()


KINDS = [
    (SECRET, "shared secret"),
    ('{"kty":"oct","k":"AQAB"}', "shared secret"),
    (PRIVATE, "private key"),
    (JWK, "private key"),
    (f'{{"keys":[{JWK}]}}', "private key"),
    (PUBLIC, "public key"),
    (JWK.replace('"d"', '"kid"'), "public key"),
    ("MFkwEwYHKoZIzj0CAQ", "key that may be secret"),
    ("{", "key that may be secret"),
]


def test_the_kind_of_a_key_is_told_by_its_text() -> None:
    told = run_module(
        'import { kindOfKey } from "./site/state/secrets.js"; tell(given.map(kindOfKey));',
        [text for text, _ in KINDS],
    )
    assert told == [kind for _, kind in KINDS]


@pytest.mark.parametrize("key", [SECRET, PRIVATE], ids=["secret", "private"])
def test_a_link_with_a_secret_says_that_everybody_has_it(open_page: OpenPage, key: str) -> None:
    page = open_page(packed({"token": TOKEN, "key": {"text": key}}), wait_ready=False)
    notice = page.locator("#link-terms .notice")
    kind = "shared secret" if key == SECRET else "private key"
    expect(notice).to_contain_text(f"came with: a {kind} (now in “Verification key”).")
    expect(notice).to_contain_text("Everybody who has the link has what is secret in it")


def test_a_signing_key_and_a_public_key_are_named_apart(open_page: OpenPage) -> None:
    given = {
        "token": TOKEN,
        "key": {"text": PUBLIC},
        "signingKey": {"text": PRIVATE, "passphrase": "x"},
        "decryptionKey": {"text": SECRET},
    }
    notice = open_page(packed(given), wait_ready=False).locator("#link-terms .notice")
    expect(notice).to_contain_text("a public key (now in “Verification key”)")
    expect(notice).to_contain_text(
        "a private key with its passphrase (now in “Separate signing key”)"
    )
    expect(notice).to_contain_text("a shared secret (now in “Decryption key”)")


def test_a_link_with_a_public_key_has_no_word_of_secrets(open_page: OpenPage) -> None:
    page = open_page(packed({"token": TOKEN, "key": {"text": PUBLIC}}), wait_ready=False)
    notice = page.locator("#link-terms .notice")
    expect(notice).to_contain_text("a public key")
    expect(notice).not_to_contain_text("everybody")
