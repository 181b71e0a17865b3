"""Times in one form: where the reader is first, and UTC beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage, wait_until_ready, wait_until_started
from tests.browser.support.abilities import media
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.keys import public_forms
from tests.browser.support.playground import A1_JWK, A1_TOKEN, Playground, fresh, hs256
from tests.site_server import SiteServer

UTC = "2011-03-22T18:43:00Z"
BERLIN = "22 Mar 2011, 19:43:00 CET"

pytestmark = media  # the same drivers set no time zone either


@pytest.fixture
def berlin(browser: Browser, site: SiteServer) -> Iterator[Playground]:
    """Return the page of a reader in Berlin."""
    context = browser.new_context(
        service_workers="block", timezone_id="Europe/Berlin", locale="en-GB"
    )
    guard = PageGuard(context, site.origin)
    page = context.new_page()
    page.goto(site.url)
    wait_until_started(page)
    wait_until_ready(page)
    yield Playground(page)
    guard.check()
    context.close()


def test_every_time_of_the_page_is_local_with_utc_beside(berlin: Playground) -> None:
    berlin.paste(berlin.token, A1_TOKEN)
    berlin.paste(berlin.key, A1_JWK)
    told = f"ago, at {BERLIN} ({UTC})."
    expect(berlin.why).to_contain_text(told)
    expect(berlin.why.locator("time")).to_have_attribute("datetime", UTC)
    expect(berlin.check("exp")).to_contain_text(told)
    expect(berlin.claim("exp").locator("time")).to_have_text(BERLIN)
    expect(berlin.claim("exp").locator(".utc")).to_have_text(UTC)
    berlin.set_time("1300819380")
    expect(berlin.page.locator("#as-of-time")).to_have_text(BERLIN)
    fact = berlin.page.locator("[data-fact=as-of] dd")
    expect(fact).to_have_text(f"{BERLIN} {UTC}, as you set it")
    expect(berlin.page.locator("#announce")).to_contain_text(BERLIN)
    berlin.open("Engine")
    summary = berlin.page.locator("#expect-summary")
    expect(summary).to_contain_text(f"as of {BERLIN}")


def test_a_day_of_a_certificate_has_its_moment_as_a_title(berlin: Playground) -> None:
    berlin.paste(berlin.key, public_forms("ES384")["X.509"])
    day = berlin.recognized.locator(".validity time").first
    expect(day).to_have_attribute("title", re.compile(r"\d+ \w+ \d+, \d\d:\d\d:\d\d CES?T \(.*Z\)"))


def test_what_looks_like_a_time_in_foreign_text_stays_as_it_is(berlin: Playground) -> None:
    berlin.paste(berlin.token, hs256(f'{{"iss":"{UTC}"}}'))
    expect(berlin.check("iss")).to_contain_text(f"iss is “{UTC}”")
    expect(berlin.check("iss").locator("time")).to_have_count(0)


def test_a_reader_in_utc_reads_each_time_once(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, A1_TOKEN)
    play.paste(play.key, A1_JWK)
    expect(play.check("exp")).to_contain_text(f"at {UTC}.")
    assert (play.check("exp").text_content() or "").count("2011") == 1


@pytest.mark.parametrize(
    ("exp", "told"), [(1300819380, f"days ago, at {UTC}."), (4102444800, "Expires in")]
)
def test_the_preview_says_when_the_token_expires(
    open_page: OpenPage, site: SiteServer, exp: int, told: str
) -> None:
    site.hold("*/pyodide.asm.wasm.bin")  # without this file the engine cannot start
    token = hs256(f'{{"exp":{exp}}}')
    play = Playground(open_page(f"#token={token}", wait_ready=False))
    expect(play.verdict).to_have_text("Preview")
    expect(play.why).to_contain_text("Decoded only: the verification engine is still loading.")
    expect(play.why).to_contain_text(told)
