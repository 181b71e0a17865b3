"""What is on the disk when the page has been used: no secret, and no more of a link than must be."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_until_quiet
from tests.browser.support.abilities import chromium_and_firefox
from tests.browser.support.disk import (
    files_with,
    kept_chromium,
    kept_firefox,
    wait_until_saved,
)
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, hs256
from tests.site_server import SiteServer

Kept = AbstractContextManager[Page]

SECRET = "only-made-for-this-test-and-long-enough-for-every-hmac-algorithm-of-jws"
TOKEN = hs256('{"sub":"somebody whom no other test knows"}', secret=SECRET)
SAVED = "this field was saved"

# What no page can undo. SECURITY.md names these files, too.
HISTORY = {
    "chromium": (
        "Default/History*",
        "Default/Favicons*",
        "Default/Sessions/*",
        "segmentation_platform/*",
    ),
    "firefox": ("places.sqlite*", "favicons.sqlite*"),
}


@pytest.fixture
def kept(browser_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Return what starts a browser whose files stay in `tmp_path`."""
    if browser_name == "firefox":
        return kept_firefox(tmp_path)
    return kept_chromium(request.getfixturevalue("playwright"), tmp_path)


def share_with_secrets(play: Playground) -> str:
    """Open the dialog, tick secrets, and return the last part of the link."""
    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    return play.page.get_by_label("Link", exact=True).input_value()[-100:]


@chromium_and_firefox
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "left open"])
def test_a_link_with_a_secret_is_not_saved_with_the_tab(
    kept: Kept, closed: bool, site: SiteServer, tmp_path: Path
) -> None:
    with kept as page:
        page.goto(site.url)
        wait_until_quiet(page)
        play = Playground(page)
        play.paste(play.token, TOKEN)
        play.paste(play.key, SECRET)
        expect(play.verdict).to_have_text("Valid")
        play.share()
        play.page.get_by_role("button", name="Close", exact=True).click()
        link = share_with_secrets(play)
        if closed:
            page.keyboard.press("Escape")
            expect(page.locator("#share")).to_be_hidden()
        wait_until_saved(page, tmp_path, SAVED)
    assert files_with(tmp_path, SAVED)
    for text in (link, SECRET, TOKEN):
        assert files_with(tmp_path, text) == set()


@chromium_and_firefox
def test_a_token_in_the_address_stays_only_where_no_page_can_reach(
    kept: Kept, browser_name: str, site: SiteServer, tmp_path: Path
) -> None:
    with kept as page:
        page.goto(f"{site.url}#token={TOKEN}")
        wait_until_quiet(page)
        assert page.url == site.url
        wait_until_saved(page, tmp_path, SAVED)
    for path in files_with(tmp_path, TOKEN):
        assert any(path.match(pattern) for pattern in HISTORY[browser_name]), path
