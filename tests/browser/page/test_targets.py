"""How large the things are that people press: with a mouse, and with a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_until_started
from tests.browser.disclosures.conftest import issued
from tests.browser.encryption.conftest import PRIVATE, sealed
from tests.browser.support.access import decision
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.browser.support.scenarios import edit, show_services
from tests.site_server import SiteServer

touch = pytest.mark.only("chromium", reason="other browsers' drivers have no touch screen")

# Names everything that can be pressed, and that is lower than so many pixels.
LOW = """(least) => {
  const pressed = "button, summary, a[href], select, input, .check, [role=option], [role=tab]";
  const shown = [...document.querySelectorAll(pressed)]
    .map((each) => (each.matches("[type=checkbox], [type=radio]") ? each.closest("label") : each))
    .filter((each) => each.checkVisibility({ visibilityProperty: true }));
  if (shown.length < 5) throw new Error("too little is shown");
  return shown
    .filter((each) => each.getBoundingClientRect().height < least)
    .map((each) => each.id || each.textContent.trim() || each.tagName);
}"""

TOKEN = hs256('{"aud":["a","b"],"exp":1,"sub":"ada","a":1,"a":2}', '{"alg":"HS256","typ":"at+jwt"}')


@pytest.fixture
def finger(browser: Browser, site: SiteServer) -> Iterator[Playground]:
    """Return a page on a small touch screen."""
    context = browser.new_context(
        service_workers="block",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 740},
    )
    guard = PageGuard(context, site.origin)
    page = context.new_page()
    page.goto(site.url)
    wait_until_started(page)
    yield Playground(page)
    guard.check()
    context.close()


def everything(play: Playground) -> Iterator[str]:
    """Show one part of the page after the other, with all that is folded open."""
    page = play.page
    play.paste(play.token, TOKEN)
    play.show("key")
    play.paste(play.key, SECRET)
    expect(play.page.locator("#checks .mend").first).to_be_attached()
    expect(play.recognized.get_by_role("button").first).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.get_by_label("Those the key allows, never the token's choice").set_checked(False)
    page.get_by_label("A fixed time").check()
    for part in ("token", "key", "data"):
        play.show(part)
        yield part
    play.button("Edit and sign").click()
    yield "editing"
    play.button("Edit claims in a form").click()
    expect(page.locator(".claim-row").first).to_be_visible()
    yield "claims form"
    play.button("Templates").click()
    expect(page.locator("#templates")).to_be_visible()
    yield "templates"
    page.keyboard.press("Escape")
    play.tab("claims")
    yield "claims"
    play.tab("size")
    expect(page.locator("#size-items li").first).to_be_visible()
    yield "size"
    play.paste(play.token, issued())
    play.tab("disclosures")
    play.page.get_by_label("Sign a key-binding JWT").check()
    yield "disclosures"
    play.paste(play.token, sealed(TOKEN, cty="JWT"))
    expect(page.locator("#decryption-card")).not_to_have_attribute("hidden", "")
    play.paste(play.editor("Decryption key"), PRIVATE)
    play.tab("layers")
    expect(page.locator(".layer")).to_have_count(2)
    play.show("key")
    yield "decryption key, layers"
    play.show("data")
    play.button("Edit and encrypt").click()
    play.button("Choose algorithms …").click()
    expect(page.locator("#encrypt-now")).to_be_visible()
    yield "encrypt"
    for name in ("samples", "share", "settings", "palette", "keys"):
        page.evaluate("(id) => document.getElementById(id).showModal()", name)
        yield name
        page.keyboard.press("Escape")
    play.go("many")
    yield "many"
    show_services(play)
    edit(play)
    yield "services"
    play.go("learn")
    yield "learn"
    page.locator("#lessons li[data-lesson=stateless] button").click()
    expect(page.locator("#lesson")).to_be_visible()
    yield "lesson"
    play.go("access")
    expect(decision(play, 1)).to_be_visible()
    yield "access"


def low(play: Playground, least: int) -> dict[str, list[str]]:
    """Return, per part of the page, what is lower than so many pixels."""
    found = {name: play.page.evaluate(LOW, least) for name in everything(play)}
    return {name: names for name, names in found.items() if names}


@touch
def test_a_finger_finds_everything_44_pixels_high(finger: Playground) -> None:
    assert finger.page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert low(finger, 44) == {}
    finger.go("inspect")
    assert not finger.scrolls_sideways()


@pytest.mark.only("chromium", reason="the sizes come from one style sheet")
@pytest.mark.parametrize("width", [360, 1280])
def test_a_mouse_finds_everything_28_pixels_high(ready_page: Page, width: int) -> None:
    play = fresh(ready_page)
    play.page.set_viewport_size({"width": width, "height": 900})
    assert low(play, 28) == {}
