"""The page for everyone: keyboard, small screens, themes, screen readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Page

from buildtools.common import ROOT
from tests.browser.conftest import OpenPage, wait_until_started
from tests.browser.disclosures.conftest import issued
from tests.browser.support.abilities import (
    first_in_every_browser,
    keyboard_focus,
    media,
    one_browser,
)
from tests.browser.support.access import decision, field, open_access
from tests.browser.support.expect import expect
from tests.browser.support.keys import ENCRYPTED, key_set
from tests.browser.support.many_tokens import show_many_tokens
from tests.browser.support.playground import (
    A1_JWK,
    A1_TOKEN,
    SECRET,
    Playground,
    change_theme,
    dress,
    fresh,
    hs256,
)
from tests.browser.support.scenarios import choose, edit, marks, show_services
from tests.unit.support.certificates import CHAIN, LEAF, X5C

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FOCUSED = """(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute("aria-label") || element?.id || element?.textContent?.trim() || "";
})()"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def tab_stops(page: Page, most: int = 80) -> list[str]:
    """Press Tab until the focus is back where it began; fail if that does not happen."""
    page.evaluate("document.activeElement?.blur()")
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop: str = page.evaluate(FOCUSED)
        if stops and stop == stops[0]:
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab does not come round: {stops}")


def test_tab_reaches_everything_and_is_never_trapped(play: Playground) -> None:
    play.page.reload()
    wait_until_started(play.page)
    stops = tab_stops(play.page)
    wanted = ["skip", "open-samples", "clear", "open-share", "Token", "Copy token", "encoding"]
    wanted += ["Verification key", "Separate signing key", "Generate a key", "sign-alg", "edit"]
    wanted += ["Header", "Copy header", "Payload", "Copy payload"]
    missing = [name for name in wanted if name not in stops]
    assert not missing, f"Tab does not reach {missing}; it reaches {stops}"


@keyboard_focus
def test_a_token_is_verified_edited_and_signed_by_keyboard_alone(play: Playground) -> None:
    page = play.page
    page.reload()
    wait_until_started(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(play.token).to_be_focused()
    page.keyboard.insert_text(hs256('{"sub":"ada"}'))
    walk_to(page, "Verification key")
    page.keyboard.insert_text(SECRET)
    expect(play.verdict).to_have_text("Valid")
    walk_to(page, "Payload")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text('{"sub":"grace"}')
    page.keyboard.press("Control+Enter")
    expect(play.direction).to_contain_text("come from the token")
    expect(play.verdict).to_have_text("Valid")
    expect(play.value("sub")).to_have_text('"grace"')


def walk_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


@keyboard_focus
def test_the_focus_is_visible_on_every_stop(play: Playground) -> None:
    for name in ("Samples", "Clear", "Share"):
        button = play.button(name)
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "none"
        play.page.keyboard.press("Tab")
        button.focus()
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    play.token.focus()
    assert play.page.locator("#token").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_no_width_needs_horizontal_scrolling(play: Playground) -> None:
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    expect(play.verdict).to_have_text("Invalid")
    for summary in ("Expectations", "Generate a key", "Separate signing key"):
        play.open(summary)
    play.page.get_by_label("A fixed time").check()
    for width in (1920, 1440, 1024, 768, 360, 320):  # WebKitGTK's window stops before the last ones
        play.page.set_viewport_size({"width": width, "height": 780})
        for part in ("token", "key", "data"):
            play.show(part)
            assert not play.scrolls_sideways(), (width, part)
        play.share()
        assert not play.scrolls_sideways(), width
        play.page.keyboard.press("Escape")
        expect(play.page.locator("#share")).to_be_hidden()


def show_key_set(play: Playground) -> None:
    """Show a key set with its table and details, the engine panel, and a detached payload."""
    jwks, token = key_set()
    play.paste(play.key, jwks)
    header, _, signature = token.split(".")
    play.paste(play.token, f"{header}..{signature}")
    expect(play.page.locator("#key-set [data-status=tried]")).to_contain_text("two")
    expect(play.editor("Detached payload")).to_be_visible()
    play.open("Details of the 3 keys")
    play.open("Engine")


def show_certificates(play: Playground) -> None:
    """Show a certificate chain at the key, another one in the header, and a passphrase field."""
    play.paste(play.key, "".join(one.public_bytes(Encoding.PEM).decode() for one in CHAIN))
    play.paste(play.token, jwt.encode({"sub": "ada"}, LEAF, "ES256", headers={"x5c": X5C}))
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator(".chain li")).to_have_count(6)
    play.open("Separate signing key")
    play.paste(play.editor("Signing key"), ENCRYPTED)
    expect(play.page.get_by_label("Passphrase of the encrypted signing key")).to_be_visible()


@pytest.mark.parametrize("show", [show_key_set, show_certificates, show_many_tokens, open_access])
def test_keys_certificates_and_many_tokens_need_no_horizontal_scrolling(
    play: Playground, show: Callable[[Playground], None]
) -> None:
    show(play)
    for width in (1024, 360, 320):
        play.page.set_viewport_size({"width": width, "height": 780})
        assert not play.scrolls_sideways(), width


@media
def test_the_theme_follows_the_system_and_the_choice_is_kept(open_page: OpenPage) -> None:
    page = open_page(wait_ready=False)
    light = "rgb(244, 245, 247)"
    dark = "rgb(16, 18, 24)"
    body = page.locator("body")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_css("background-color", dark)
    page.emulate_media(color_scheme="light")
    expect(body).to_have_css("background-color", light)
    wait_until_started(page)
    change_theme(page)
    change_theme(page)
    expect(body).to_have_css("background-color", dark)
    page.reload()
    expect(body).to_have_css("background-color", dark)
    wait_until_started(page)
    assert page.evaluate("Object.keys(localStorage)") == ["theme"]
    change_theme(page)
    expect(body).to_have_css("background-color", light)


@pytest.mark.parametrize(
    "scheme",
    [
        "light",
        # Only the colours differ from “light”, and every browser has the same colours.
        pytest.param("dark", marks=one_browser),
    ],
)
@pytest.mark.parametrize(
    "case",
    # The rules are those of axe. What they see differs little between browsers.
    first_in_every_browser(
        [
            "invalid",
            "empty",
            "valid",
            "unset",
            "editing",
            "share",
            "samples",
            "key set",
            "certificates",
            "many tokens",
            "many tokens, empty",
            "services",
            "size",
            "disclosures",
            "issuing",
            "lessons",
            "lesson",
            "access",
            "access, empty",
            "claims",
            "settings",
            "keys",
            "finder",
            "phone",
            "phone, workspaces",
            "phone, lesson",
        ]
    ),
)
def test_axe_finds_nothing_to_object_to(play: Playground, scheme: Any, case: str) -> None:
    page = play.page
    dress(page, scheme)
    page.emulate_media(reduced_motion="reduce")
    if case in ("invalid", "share"):
        play.paste(play.token, A1_TOKEN)
        play.paste(play.key, A1_JWK)
        expect(play.verdict).to_have_text("Invalid")
        for summary in ("Expectations", "Generate a key", "Separate signing key"):
            play.open(summary)
        page.get_by_label("Those the key allows, never the token's choice").uncheck()
    if case in ("valid", "editing"):
        play.paste(play.token, hs256('{"a":1,"a":2,"exp":4102444800,"iat":1}'))
        play.paste(play.key, SECRET)
        expect(play.verdict).to_have_text("Valid")
    if case == "unset":
        play.paste(play.token, hs256('{"aud":"api"}'))
        play.paste(play.key, SECRET)
        expect(play.button("Expect aud “api”")).to_be_visible()
        page.locator("#as-of-button").click()
        page.get_by_label("Pick a time").check()
        page.locator("#as-of-seconds").fill("soon")
    if case == "editing":
        play.button("Edit and sign").click()
    if case == "share":
        play.share()
        page.get_by_label("Include secrets and private keys").check()
    if case == "samples":
        play.button("Samples").click()
    if case == "key set":
        show_key_set(play)
    if case == "certificates":
        show_certificates(play)
    if case == "many tokens":
        show_many_tokens(play)
    if case == "size":
        play.paste(play.token, hs256('{"sub":"ada","https://example.com/a/long/name":1}'))
        play.tab("size")
        expect(page.locator("#size-advice li")).to_have_count(1)
    if case in ("disclosures", "issuing"):
        play.paste(play.token, issued())
        play.tab("disclosures")
        page.get_by_label("Sign a key-binding JWT").check()
    if case == "issuing":
        page.get_by_role("button", name="Edit and issue anew").click()
        expect(page.locator("#issue-claims li").first).to_be_visible()
    if case in ("lessons", "lesson", "phone, lesson"):
        play.go("learn")
        expect(page.locator("#lessons li")).to_have_count(11)
    if case in ("lesson", "phone, lesson"):
        page.locator("#lessons li[data-lesson=stateless] button").click()
        expect(page.locator("#lesson")).to_have_attribute("data-state", "open")
    if case == "many tokens, empty":
        play.go("many")
    if case == "services":
        show_services(play)
        choose(play, "A careless service next to strict ones")
        expect(marks(play, "careless").first).to_be_visible()
        edit(play)
    if case == "access":
        open_access(play)
        field(play, "Expected", 1).select_option("deny")
        expect(decision(play, 1)).to_contain_text("not as expected")
    if case == "access, empty":
        open_access(play, None)
    if case == "claims":
        play.paste(play.token, hs256('{"a":1,"a":2,"exp":4102444800,"iat":1}'))
        expect(play.value("iat")).to_have_text("1")
        play.tab("claims")
    if case in ("settings", "keys"):
        play.button("Settings").click()
    if case == "keys":
        play.button("Keyboard").click()
    if case == "finder":
        page.keyboard.press("ControlOrMeta+k")
    if case.startswith("phone"):
        page.set_viewport_size({"width": 360, "height": 740})
        if case != "phone, lesson":
            play.paste(play.token, A1_TOKEN)
    if case == "phone, workspaces":
        page.locator("#views-button").click()
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    assert result["passes"]  # so axe did check something
    found = [
        f"{v['id']}: {v['help']}\n    "
        + "\n    ".join(f"{n['target']} {n['failureSummary']}" for n in v["nodes"][:3])
        for v in result["violations"]
    ]
    assert not found, "\n".join(found)
