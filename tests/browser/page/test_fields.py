"""Browsers save what fields hold, to bring a closed tab back. None of the page's fields is saved."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.links import share
from tests.browser.support.many_tokens import LOG, paste
from tests.browser.support.playground import SECRET, Playground, followed, fresh, hs256

# Every field in which text can stand, and every menu, also those in shadow roots. A password is
# never saved; a field that is hidden and empty tells password managers that there is no name.
SAVED = """() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((each) =>
    each.shadowRoot ? [each, ...all(each.shadowRoot)] : [each]);
  const fields = all(document).filter((each) => each.matches("input, textarea, select")
    && !["checkbox", "radio", "button", "submit"].includes(each.type));
  return { fields: fields.length, saved: fields.filter((field) =>
    field.autocomplete !== "off"
    && !(field.type === "password" && field.autocomplete === "new-password")
    && !(field.type === "file" && field.value === "") // it is emptied when its files are read
    && !(field.hidden && field.autocomplete === "username" && field.value === "")
  ).map((field) => field.id || field.outerHTML) };
}"""

# Watches for fields that come and go, as the one through which the page copies in the old way.
WATCH = """() => {
  window.came = [];
  navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes)
      if (node.matches?.("input, textarea")) window.came.push(node.autocomplete);
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    return play


def test_no_field_of_the_page_is_saved(play: Playground) -> None:
    page = play.page
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.get_by_label("A fixed time").check()
    page.get_by_label("Those the key allows").uncheck()
    play.button("Generate").click()
    expect(page.locator("#generated")).to_contain_text("A new key is in place")
    paste(play, LOG)
    expect(page.locator("#batch-status")).to_contain_text("different tokens")
    for name in ("Samples", "Share"):
        play.button(name).click()
        dialog = page.locator(f"#{name.lower()}")
        expect(dialog).to_be_visible()
        found: dict[str, Any] = page.evaluate(SAVED)
        assert found["fields"] > 20
        assert found["saved"] == []
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_the_link_is_gone_when_the_dialog_is_closed(play: Playground, way: str) -> None:
    play.share()
    link = play.page.get_by_label("Link", exact=True)
    play.page.get_by_label("Include secrets and private keys").check()
    assert "#v1=" in link.input_value()
    if way == "Escape":
        play.page.keyboard.press("Escape")
    else:
        play.page.get_by_role("button", name="Close", exact=True).click()
    expect(play.page.locator("#share")).to_be_hidden()
    # The browser tells of the closed dialog a moment later.
    expect(play.page.locator("#share-link")).to_have_value("")
    assert play.page.evaluate("document.getElementById('share-secrets').checked") is False


def test_the_field_through_which_a_text_is_copied_is_not_saved(open_page: OpenPage) -> None:
    play = Playground(open_page())
    play.page.evaluate(WATCH)
    play.paste(play.key, SECRET)
    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    play.button("Copy link").click()
    expect(play.page.locator("#share-copy")).not_to_have_text("Copy link")
    assert play.page.evaluate("window.came") == ["off"]


@one_browser
def test_a_passphrase_goes_with_its_key(ready_page: Page) -> None:
    key = {"text": "hidden", "passphrase": "open sesame"}
    [made] = share({"key": key}, include_secrets=True)
    play = followed(ready_page, f"#{made['link']}")
    expect(play.page.locator("#passphrase")).to_have_value("open sesame")
    play.paste(play.key, "")
    expect(play.page.locator("#passphrase-form")).to_be_hidden()
    expect(play.page.locator("#passphrase")).to_have_value("")


@one_browser
def test_clear_takes_a_generated_key_away(play: Playground) -> None:
    play.open("Generate a key")
    play.button("Generate").click()
    made = play.page.locator("#generated")
    expect(made).to_contain_text("A new key is in place")
    play.button("Clear").click()
    expect(made).to_be_empty()
