"""A log with tokens in it, and the panel that judges them."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, b64url, hs256

GOOD = hs256('{"sub":"ada"}')
LATE = hs256('{"exp":1300819380}')
FORGED = hs256('{"sub":"eve"}', secret="another-secret-that-nobody-here-has-ever-seen")
JWE = b64url(b'{"alg":"dir","enc":"A128GCM"}') + "..YWFhYWFhYWFhYWFh.Y3Q.YWFhYWFhYWFhYWFhYWFhYQ"
NAMED = hs256('{"sub":"ada","aud":"https://api.example"}')
"""A token that names its audience."""
LOG = f"""10:00 GET /?access_token={GOOD}&x=1 200
10:01 eyes.open they.are.not e.g. 1.2.3 www.example.com ey
10:02 Authorization: Bearer {LATE}.
10:03 {{"token":"{GOOD}","other":"{FORGED}"}}
"""


def rows(play: Playground) -> Locator:
    return play.page.locator("#batch-list [data-index]")


def status(play: Playground) -> Locator:
    return play.page.locator("#batch-status")


def paste(play: Playground, text: str) -> None:
    """Paste a text, over one that was pasted before and is folded."""
    play.go("many")
    change = play.button("Change text")
    if change.is_visible():
        change.click()
    play.paste(play.editor("Text with tokens"), text)


def detail(play: Playground) -> Locator:
    """Return what stands beside the list about its current row."""
    return play.page.locator("#batch-detail")


def show_many_tokens(play: Playground) -> None:
    """Show the tokens of a log, with at least one token per verdict."""
    play.paste(play.key, SECRET)
    paste(play, LOG + JWE)
    expect(status(play)).to_contain_text("1 valid, 2 invalid, 1 not verified")
    expect(rows(play)).to_have_count(4)
