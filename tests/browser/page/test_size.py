"""The tab “Size”: the bytes of the token by claim, its limits, and a month of requests."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import modules_anew
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground, fresh, hs256
from tests.site_server import SiteServer

TOKEN = hs256('{"sub":"ada","https://example.com/claims/groups":["a","b"]}')


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def rows(play: Playground) -> Locator:
    return play.page.locator("#size-items li")


def bytes_of(play: Playground) -> int:
    texts = play.page.locator("#size-items .size-bytes").all_text_contents()
    return sum(int(text.split(" ")[0].replace(",", "")) for text in texts)


def test_the_bars_are_the_bytes_of_the_token(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.tab("size")
    expect(rows(play)).to_have_count(7)
    assert bytes_of(play) == len(TOKEN)
    expect(play.page.locator("#size-total")).to_contain_text(f"{len(TOKEN)} B in every request")
    first = rows(play).nth(0)
    expect(first).to_have_attribute("data-name", "https://example.com/claims/groups")
    widths = first.locator("rect").evaluate_all("(all) => all.map((r) => r.width.baseVal.value)")
    assert widths[0] == 100
    assert abs(widths[1] + widths[2] - 100) < 0.01  # the largest one: its name and its value
    assert widths[1] > widths[2]


def test_they_follow_the_token_and_go_with_it(play: Playground) -> None:
    play.tab("size")
    expect(play.page.locator("#size-empty")).to_contain_text("are counted here")
    play.paste(play.token, TOKEN)
    expect(rows(play)).to_have_count(7)
    play.paste(play.token, hs256("{}"))
    expect(rows(play)).to_have_count(5)
    assert bytes_of(play) == len(hs256("{}"))
    play.tab("checks")
    play.paste(play.token, TOKEN)  # not shown, so not asked
    play.tab("size")
    expect(rows(play)).to_have_count(7)
    play.paste(play.token, "no token")
    expect(play.page.locator("#size-items li[data-kind=around]")).to_have_count(1)
    play.button("Clear").click()
    play.tab("size")
    expect(play.page.locator("#size")).to_be_hidden()


def test_limits_say_what_does_not_fit(play: Playground) -> None:
    play.paste(play.token, hs256(f'{{"groups":"{"x" * 4000}"}}'))
    play.tab("size")
    limits = play.page.locator("#size-limits li")
    expect(limits).to_have_count(4)
    told = {name: play.page.locator(f"[data-limit={name}]") for name in ("cookie", "header-8k")}
    expect(told["cookie"]).to_have_attribute("data-fits", "false")
    expect(told["cookie"]).to_contain_text(re.compile(r"1,[0-9]{3} B too many"))
    expect(told["header-8k"]).to_have_attribute("data-fits", "true")


def test_a_suggestion_quotes_the_claim_and_leads_to_it(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.tab("size")
    advice = play.page.locator("#size-advice [data-code=size-long-name]")
    expect(advice).to_contain_text("“https://example.com/claims/groups” alone takes 48 bytes")
    advice.get_by_role("button").click()
    expect(play.payload).to_be_focused()


def test_requests_become_bytes_per_month(play: Playground) -> None:
    play.paste(play.token, TOKEN)
    play.tab("size")
    requests = play.page.get_by_label("Requests per day")
    requests.fill("1000")
    expect(play.page.locator("#size-of-token")).to_have_text(f"{len(TOKEN) * 30 / 1000:.2f} MB")
    expect(play.page.locator("#size-of-session")).to_have_text("660 kB")
    for wrong in ("", "-1", "1.5", "1000000001", "many"):
        requests.fill(wrong)
        expect(requests).to_have_attribute("aria-invalid", "true")
        expect(play.page.locator("#size-problem")).to_contain_text("from 0 to 1,000,000,000")
    requests.fill("1000000000")
    expect(play.page.locator("#size-of-session")).to_have_text("660 GB")
    expect(play.page.locator("#size-problem")).to_have_text("")
    play.button("Clear").click()
    expect(requests).to_have_value("1000000")


def test_nothing_is_wider_than_a_small_screen(play: Playground) -> None:
    play.paste(play.token, hs256(f'{{"{"n" * 300}":1}}'))
    play.tab("size")
    expect(rows(play)).to_have_count(6)
    play.page.set_viewport_size({"width": 360, "height": 740})
    assert not play.scrolls_sideways()


@modules_anew
def test_a_tab_that_cannot_be_loaded_says_so_and_can_be_chosen_again(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect(r"size-\w+\.js")
    site.missing.add("assets/size-*.js")
    play = Playground(open_page())
    play.paste(play.token, TOKEN)
    play.tab("size")
    expect(play.page.locator("#panel-size [role=alert]")).to_contain_text("could not be loaded")
    site.missing.clear()
    play.tab("checks")
    play.tab("size")
    expect(rows(play)).to_have_count(7)
