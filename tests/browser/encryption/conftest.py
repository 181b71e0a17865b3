"""The page for tests of encrypted tokens: its fields, and tokens to open."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.support.expect import expect
from tests.browser.support.jwe import RSA, encrypted
from tests.browser.support.playground import Playground, fresh, hs256

PRIVATE = json.dumps({**RSA.as_dict(private=True), "kid": "enc-1", "use": "enc"})
PUBLIC = json.dumps({**RSA.as_dict(private=False), "kid": "enc-1", "use": "enc"})
CLAIMS = '{"iss":"joe","exp":4102444800}'
SIGNED = hs256(CLAIMS)


def sealed(plaintext: str, **header: str) -> str:
    """Return a JWE for the key `enc-1`."""
    more = {"kid": "enc-1", **header}
    return encrypted("RSA-OAEP-256", "A256GCM", RSA, plaintext.encode(), **more)


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def open_with(play: Playground, token: str, key: str) -> None:
    """Paste a token, and the key that opens it into its own field."""
    play.paste(play.token, token)
    expect(play.page.locator("#decryption-card")).not_to_have_attribute("hidden", "")
    play.paste(play.editor("Decryption key"), key)
