"""Encrypted tokens on small screens, in both themes, and for screen readers."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.encryption.conftest import PRIVATE, SIGNED, open_with, sealed
from tests.browser.page.test_accessibility import AXE
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, dress


# Colours that are still changing would be measured on their way.
SETTLED = "Promise.all(document.getAnimations().map((each) => each.finished)).then(() => null)"


def open_all(play: Playground) -> None:
    """Show the decryption key, the form to encrypt, and the layers."""
    open_with(play, sealed(SIGNED, cty="JWT"), PRIVATE)
    play.show("data")
    play.button("Edit and encrypt").click()
    play.button("Choose algorithms …").click()
    play.tab("layers")
    expect(play.page.locator(".layer")).to_have_count(2)
    expect(play.page.locator("#encrypt-key")).to_contain_text("RSA key")


@one_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(play: Playground, theme: Literal["light", "dark"]) -> None:
    dress(play.page, theme)
    open_all(play)
    play.page.evaluate(SETTLED)
    play.page.evaluate(AXE.read_text("utf-8"))
    result = play.page.evaluate("axe.run('#inspect')")
    assert result["passes"]
    assert [f"{each['id']}: {each['nodes'][0]['target']}" for each in result["violations"]] == []


@one_browser
@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_scrolls_sideways(play: Playground, width: int) -> None:
    play.page.set_viewport_size({"width": width, "height": 900})
    open_all(play)
    for part in ("token", "key", "data"):
        play.show(part)
        assert not play.scrolls_sideways()


@one_browser
def test_the_verdict_of_an_opened_token_is_read_out(play: Playground) -> None:
    open_with(play, sealed('{"sub":"ada"}'), PRIVATE)
    said = play.page.locator("#announce")
    expect(said).to_contain_text("Opened, not signed. Decrypted is not signed")
