"""The form and the templates are loaded when somebody wants them, and are there for everyone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from buildtools.common import ROOT
from tests.browser.claims_form.test_editing import open_form
from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import modules_anew, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground, dress, fresh, hs256
from tests.site_server import SiteServer

FORM = "assets/form-*.js"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
PAYLOAD = '{"iss":"x","exp":1,"aud":["a"],"ok":true,"n":1.5,"deep":{"a":[1]},"a":1,"a":2}'


def requested(site: SiteServer) -> int:
    return sum(name.startswith("assets/form-") for name in site.requests)


@modules_anew
def test_the_form_comes_when_it_is_opened_and_says_when_it_cannot(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"form-\w+\.js")
    page = open_page()
    assert requested(site) == 0
    play = Playground(page)
    play.paste(play.payload, '{"sub":"ada"}')
    site.missing.add(FORM)
    play.button("Edit claims in a form").click()
    expect(page.locator("#toast")).to_contain_text("could not be loaded")
    site.missing.clear()
    open_form(play)
    expect(page.get_by_label("Value of “sub”")).to_have_value("ada")
    assert play.text(play.payload) == '{"sub":"ada"}'


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate(f"axe.run(document, {{ runOnly: {RULES} }})")
    assert result["passes"]  # so axe did check something
    return [f"{v['id']}: {[n['target'] for n in v['nodes'][:3]]}" for v in result["violations"]]


@one_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(ready_page: Page, scheme: str) -> None:
    play = fresh(ready_page)
    dress(ready_page, "dark" if scheme == "dark" else "light")
    play.paste(play.token, hs256(PAYLOAD))
    open_form(play)
    play.page.get_by_label("Value of “n”").fill("x")
    play.page.get_by_label("Value of “n”").blur()
    play.button("Add claim").click()
    expect(play.page.locator("#claims-form")).to_contain_text("The claim needs a name.")
    assert violations(play.page) == []
    play.button("Templates").click()
    expect(play.page.locator("#templates")).to_be_visible()
    assert violations(play.page) == []
