"""The address names the open workspace, and everything stays when the user moves on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, wait_until_started
from tests.browser.support.abilities import keyboard_focus
from tests.browser.support.expect import expect
from tests.browser.support.links import share
from tests.browser.support.many_tokens import LOG, paste, rows
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"ada"}')
TITLES = {
    "inspect": "JWT Playground",
    "many": "Many tokens · JWT Playground",
    "access": "Access · JWT Playground",
    "services": "Services · JWT Playground",
    "learn": "Learn · JWT Playground",
}


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def expect_open(page: Page, name: str) -> None:
    """Check all by which a page tells which workspace is open."""
    for each, title in TITLES.items():
        link = page.locator(f"#views a[data-view={each}]")
        if each == name:
            expect(page.locator(f"#{each}")).to_be_visible()
            expect(link).to_have_attribute("aria-current", "page")
            expect(page).to_have_title(title)
        else:
            expect(page.locator(f"#{each}")).to_be_hidden()
            expect(link).not_to_have_attribute("aria-current", "page")


@keyboard_focus
def test_links_keys_back_and_forward_move_and_take_the_focus_along(play: Playground) -> None:
    page = play.page
    expect_open(page, "inspect")
    page.get_by_role("link", name="Many tokens", exact=True).click()
    expect_open(page, "many")
    expect(page.locator("#many-title")).to_be_focused()
    assert page.url.endswith("#view=many")
    page.evaluate("history.back()")
    expect_open(page, "inspect")
    expect(page.locator("#inspect-title")).to_be_focused()
    page.evaluate("history.forward()")
    expect_open(page, "many")
    expect(page.locator("#many-title")).to_be_focused()
    for number, name in enumerate(TITLES, 1):
        page.keyboard.press(str(number))
        expect_open(page, name)
        expect(page.locator(f"#{name}-title")).to_be_focused()


@keyboard_focus
def test_in_a_field_the_keys_are_letters(play: Playground) -> None:
    play.token.focus()
    play.page.keyboard.press("2")
    expect(play.token).to_have_text("2")
    expect_open(play.page, "inspect")


def test_what_is_typed_survives_moving_and_is_not_judged_twice(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.paste(play.key, SECRET)
    paste(play, LOG)
    expect(rows(play)).to_have_count(3)
    play.page.get_by_label("Search", exact=True).fill("expired")
    expect(rows(play)).to_have_count(1)
    play.go("inspect")
    expect(play.verdict).to_have_text("Valid")
    assert play.text(play.token) == TOKEN
    play.go("many")
    expect(play.page.get_by_label("Search", exact=True)).to_have_value("expired")
    expect(rows(play)).to_have_count(1)
    expect(rows(play).nth(0)).to_have_attribute("data-verdict", "invalid")


def test_each_workspace_is_as_far_scrolled_as_it_was(play: Playground) -> None:
    play.page.set_viewport_size({"width": 1280, "height": 400})
    play.paste(play.token, TOKEN)
    play.page.evaluate("window.scrollTo(0, 150)")
    play.go("many")
    expect(play.page.locator("#many")).to_be_visible()
    assert play.page.evaluate("window.scrollY") == 0
    play.go("inspect")
    assert play.page.evaluate("window.scrollY") == 150


def test_a_reload_keeps_the_workspace(open_page: OpenPage) -> None:
    page = open_page("#view=many", wait_ready=False)
    expect_open(page, "many")
    expect(Playground(page).editor("Text with tokens")).to_be_visible()
    page.reload()
    wait_until_started(page)
    expect_open(page, "many")
    expect(Playground(page).editor("Text with tokens")).to_be_visible()


def test_a_link_keeps_the_workspace_and_brings_its_token(open_page: OpenPage) -> None:
    [made] = share({"token": TOKEN})
    play = Playground(open_page(f"#{made['link']}&view=many", wait_ready=False))
    expect_open(play.page, "many")
    assert play.page.url.endswith("#view=many")  # what the link carried is taken out at once
    play.share()
    link = play.page.get_by_label("Link", exact=True).input_value()
    assert link.endswith("&view=many")
    assert "#v1=" in link
    play.page.keyboard.press("Escape")
    play.go("inspect")
    assert play.text(play.token) == TOKEN


@pytest.mark.parametrize("name", ["nothing", "Many", "many2", ""])
def test_an_unknown_name_opens_inspect(open_page: OpenPage, name: str) -> None:
    play = Playground(open_page(f"#view={name}", wait_ready=False))
    expect_open(play.page, "inspect")
    play.page.evaluate("location.hash = 'view=many'")
    expect_open(play.page, "many")
    play.page.evaluate("(name) => { location.hash = `view=${name}`; }", name)
    expect_open(play.page, "inspect")


@keyboard_focus
def test_on_a_small_screen_the_workspaces_are_in_a_menu(play: Playground) -> None:
    page = play.page
    page.set_viewport_size({"width": 360, "height": 740})
    menu = page.locator("#views-button")
    link = page.get_by_role("link", name="Many tokens", exact=True)
    expect(link).to_have_count(0)  # it is not there for anybody yet
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert not play.scrolls_sideways()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(link).to_have_count(0)
    menu.click()
    link.click()
    expect(page.locator("#many-title")).to_be_focused()
    expect(menu).to_have_text("Many tokens")
    expect(menu).to_have_attribute("aria-expanded", "false")
