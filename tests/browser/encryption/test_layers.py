"""The tab “Layers”: a token in a token, taken apart layer by layer."""

from __future__ import annotations

from tests.browser.encryption.conftest import PRIVATE, SIGNED, open_with, sealed
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, hs256

NESTED = sealed(SIGNED, cty="JWT")


def test_each_layer_has_its_form_its_algorithms_and_its_verdict(play: Playground) -> None:
    open_with(play, NESTED, PRIVATE)
    play.paste(play.key, SECRET)
    play.tab("layers")
    outer, inner = (play.page.get_by_label(name) for name in ("Layer 1: JWE", "Layer 2: JWS"))
    expect(outer).to_contain_text("RSA-OAEP-256")
    expect(outer).to_contain_text("A256GCM")
    expect(outer.locator("[data-part-of-jwe]")).to_have_count(5)
    expect(outer.locator("[data-part-of-jwe=encrypted_key]")).to_contain_text("256 bytes")
    expect(outer).to_contain_text("private RSA key decrypts the encrypted key")
    expect(inner).to_contain_text("HS256")
    expect(inner.locator(".layer-facts strong")).to_have_text("Valid")
    trail = play.page.get_by_label("Layers of the token").get_by_role("button")
    assert trail.all_text_contents() == ["JWE", "JWS", "Claims"]
    trail.nth(1).click()
    expect(inner.locator("h3")).to_be_focused()
    trail.nth(2).click()
    expect(play.page.locator("#panel-claims")).to_be_visible()


@one_browser
def test_a_layer_is_opened_alone_and_copied_and_that_is_undone(play: Playground) -> None:
    open_with(play, NESTED, PRIVATE)
    play.tab("layers")
    inner = play.page.get_by_label("Layer 2: JWS")
    copy = inner.get_by_role("button", name="Copy token of this layer")
    assert play.copied_by(copy) == SIGNED
    inner.get_by_role("button", name="Open alone").click()
    assert play.text(play.token) == SIGNED
    expect(play.page.locator("#tab-layers")).to_be_hidden()
    play.button("Undo").click()
    assert play.text(play.token) == NESTED


@one_browser
def test_failed_checks_stand_in_their_layer(play: Playground) -> None:
    open_with(play, sealed(hs256('{"exp":1}'), cty="JWT"), PRIVATE)
    play.tab("layers")
    inner = play.page.get_by_label("Layer 2: JWS")
    expect(inner.get_by_label("Failed checks")).to_contain_text("Expiry")
    outer = play.page.get_by_label("Layer 1: JWE").get_by_label("Failed checks")
    expect(outer).to_contain_text("Token inside")


@one_browser
def test_a_token_that_is_not_opened_shows_its_parts_all_the_same(play: Playground) -> None:
    play.paste(play.token, NESTED)
    play.tab("layers")
    only = play.page.get_by_label("JWE", exact=True)
    expect(only).to_contain_text("Not opened yet")
    expect(only).to_contain_text("How it is opened")
    play.page.locator("#clear").click()
    expect(play.page.locator("#tab-checks")).to_have_attribute("aria-selected", "true")


@one_browser
def test_arrow_keys_leave_out_a_tab_that_is_not_there(play: Playground) -> None:
    play.paste(play.token, SIGNED)
    play.page.locator("#tab-checks").focus()
    play.page.keyboard.press("ArrowLeft")
    expect(play.page.locator("#tab-size")).to_be_focused()
    play.paste(play.token, NESTED)
    expect(play.page.locator("#tab-layers")).to_be_visible()
    play.page.locator("#tab-checks").focus()
    play.page.keyboard.press("ArrowLeft")
    expect(play.page.locator("#tab-layers")).to_be_focused()
