"""`jwtPlayground.state`: a script of the page's own origin reads and sets what the page shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.links import share
from tests.browser.support.playground import A1_BEFORE_EXPIRY, A1_JWK, A1_TOKEN, Playground
from tests.site_server import SiteServer

SET_A1 = f"""jwtPlayground.state.set({{
  token: "{A1_TOKEN}", key: {{ text: '{A1_JWK}' }}, now: {A1_BEFORE_EXPIRY},
}})"""
REFUSED = """(patch) => jwtPlayground.state.set(patch).then(
  () => "taken", ({ name, code, message }) => `${name} ${code}: ${message}`)"""


def test_what_is_set_is_shown_and_judged(open_page: OpenPage) -> None:
    play = Playground(open_page())
    shown = play.page.evaluate(SET_A1)
    assert shown["report"]["verdict"] == "valid"
    expect(play.token).to_have_text(A1_TOKEN)
    expect(play.verdict).to_contain_text("Valid")
    expect(play.page.locator("#notices")).to_be_empty()
    assert play.page.evaluate("jwtPlayground.state.get()") == shown


@one_browser
def test_what_a_person_does_is_read(open_page: OpenPage) -> None:
    play = Playground(open_page())
    play.paste(play.token, A1_TOKEN)
    play.expect_check("signature", "skip")
    shown = play.page.evaluate("jwtPlayground.state.get()")
    assert shown["inputs"]["token"] == A1_TOKEN
    assert shown["report"]["verdict"] == "invalid"  # it has expired


@one_browser
def test_a_bad_part_changes_nothing(open_page: OpenPage) -> None:
    play = Playground(open_page(wait_ready=False))
    refused = play.page.evaluate(REFUSED, {"token": A1_TOKEN, "leeway": -1})
    assert refused == ("JwtPlaygroundError bad-request: The part leeway must be from 0 to 86400.")
    expect(play.verdict).to_have_text("Paste a token")
    assert play.page.evaluate("jwtPlayground.state.get()")["inputs"]["token"] == ""


@one_browser
def test_a_call_before_the_page_stands_waits_and_comes_after_the_link(
    page: Page, site: SiteServer
) -> None:
    [made] = share({"token": "from the link", "leeway": 7})
    script = site.hold("assets/page-*.js")
    page.goto(f"{site.url}#{made['link']}")
    page.evaluate(f"window.waiting = [jwtPlayground.state.get(), {SET_A1}], 0")
    script.set()
    got, shown = page.evaluate("Promise.all(window.waiting)")
    assert (got["inputs"]["token"], got["inputs"]["leeway"]) == ("from the link", 7)
    assert (shown["inputs"]["token"], shown["inputs"]["leeway"]) == (A1_TOKEN, 7)
    assert shown["report"]["verdict"] == "valid"


@one_browser
@pytest.mark.parametrize("early", [True, False], ids=["early", "late"])
def test_a_page_that_cannot_start_has_no_state(
    page: Page, page_guard: PageGuard, site: SiteServer, early: bool
) -> None:
    page_guard.expect("broken")
    site.replace["assets/page-*.js"] = (
        b"export async function startPage() { throw new Error('broken'); }"
    )
    script = site.hold("assets/page-*.js")
    page.goto(site.url)
    asked = "jwtPlayground.state.get().catch(({ code }) => code)"
    if early:
        page.evaluate(f"window.waiting = {asked}, 0")
    script.set()
    expect(page.locator("#error")).to_contain_text("could not be started")
    assert page.evaluate("window.waiting" if early else asked) == "page-failed"


@one_browser
def test_nobody_can_replace_it(open_page: OpenPage) -> None:
    page = open_page(wait_ready=False)
    assert page.evaluate(
        "[jwtPlayground, jwtPlayground.state].every((each) => Object.isFrozen(each))"
    )
