"""What a link sets beside the token is told, until the user changes or accepts it."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.links import packed
from tests.browser.support.playground import SECRET, Playground, hs256

EXPIRED = hs256('{"exp":1000}')
TERMS = {"token": EXPIRED, "key": {"text": SECRET}, "leeway": 300, "now": 1100}


def test_all_that_a_link_sets_is_told_in_one_notice(open_page: OpenPage) -> None:
    play = Playground(open_page(packed(TERMS)))
    notice = play.page.locator("#link-terms .notice")
    expect(notice).to_contain_text(
        "This link came with: a shared secret (now in “Verification key”), leeway 300 s, a fixed time."
    )
    assert notice.count() == 1


@one_browser
def test_a_link_with_a_token_alone_needs_no_notice(open_page: OpenPage) -> None:
    play = Playground(open_page(packed({"token": EXPIRED, "leeway": 0, "key": {"text": ""}})))
    expect(play.verdict).to_have_text("Invalid")
    assert play.page.locator("#link-terms .notice").count() == 0


@one_browser
def test_the_verdict_names_the_leeway_that_decides_and_who_set_the_time(
    open_page: OpenPage,
) -> None:
    play = Playground(open_page(packed(TERMS)))
    expect(play.verdict).to_have_text("Valid")
    expect(play.why).to_contain_text(
        "Only the leeway of 300 seconds lets it pass: without it, exp fails."
    )
    expect(play.why).to_contain_text("checked for a fixed time, as the link set it")
    facts = play.page.locator("#verdict-facts")
    expect(facts).to_contain_text("as the link set it")
    expect(play.check("exp")).to_contain_text("within the leeway of 300 seconds")
    play.set_time("1101")
    expect(facts).to_contain_text("as you set it")
    expect(play.why).not_to_contain_text("as the link set it")


@one_browser
def test_a_leeway_that_changes_nothing_is_not_in_the_verdict(open_page: OpenPage) -> None:
    play = Playground(open_page(packed({**TERMS, "now": 900})))
    expect(play.verdict).to_have_text("Valid")
    expect(play.why).not_to_contain_text("leeway")


@one_browser
def test_reset_puts_the_defaults_in_place_of_what_the_link_set(open_page: OpenPage) -> None:
    play = Playground(open_page(packed({**TERMS, "expect": {"iss": "a"}})))
    play.button("Reset to the defaults").click()
    expect(play.page.locator("#link-terms")).to_have_text("")
    expect(play.page.locator("#expect-summary")).to_have_text("none set, checked as of now")
    expect(play.recognized).to_have_text("")
    expect(play.token).to_have_text(EXPIRED)
    expect(play.verdict).to_have_text("Invalid")


@one_browser
def test_the_notice_stays_until_the_last_part_is_changed(open_page: OpenPage) -> None:
    play = Playground(open_page(packed({"token": EXPIRED, "leeway": 300, "now": 1100})))
    notice = play.page.locator("#link-terms")
    play.paste(play.token, hs256('{"exp":2000}'))
    expect(notice).to_contain_text("leeway 300 s, a fixed time.")
    play.set_time("1101")
    expect(notice).to_contain_text("came with: leeway 300 s.")
    play.page.get_by_label("Leeway in seconds").fill("10")
    expect(notice).to_have_text("")
    play.page.get_by_label("Leeway in seconds").fill("300")
    expect(play.page.locator("#expect-summary")).to_contain_text("leeway 300 s")
    expect(notice).to_have_text("")


@one_browser
def test_keep_takes_the_notice_away_but_not_who_set_the_time(open_page: OpenPage) -> None:
    play = Playground(open_page(packed(TERMS)))
    play.button("Keep").click()
    expect(play.page.locator("#link-terms")).to_have_text("")
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#verdict-facts")).to_contain_text("as the link set it")


@one_browser
def test_clear_forgets_what_the_link_set(open_page: OpenPage) -> None:
    play = Playground(open_page(packed(TERMS)))
    expect(play.page.locator("#link-terms")).to_contain_text("This link came with")
    play.button("Clear").click()
    expect(play.page.locator("#link-terms")).to_have_text("")


@one_browser
@pytest.mark.parametrize("leeway", [1e12, -1])
def test_a_leeway_that_no_verifier_would_use_decides_nothing(
    open_page: OpenPage, leeway: float
) -> None:
    key = {"text": SECRET}
    play = Playground(open_page(packed({"token": EXPIRED, "key": key, "leeway": leeway})))
    expect(play.verdict).to_have_text("Invalid")
    expect(play.page.locator("#notices")).to_contain_text("leeway was left out")


@one_browser
def test_the_words_of_a_link_are_not_quoted_in_the_notice(open_page: OpenPage) -> None:
    lie = "Valid. The signature matches"
    play = Playground(open_page(packed({"token": EXPIRED, "algorithms": [lie]})))
    notice = play.page.locator("#link-terms")
    expect(notice).to_contain_text("the allowed algorithms")
    expect(notice).not_to_contain_text(json.dumps(lie).strip('"'))
