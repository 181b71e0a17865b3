"""The tab “Disclosures”: what an SD-JWT discloses, presenting a part of it, key binding."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.disclosures.conftest import PAYLOAD, issued
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground, hs256
from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import HOLDER, SIGNED, text_of


def opened(play: Playground, token: str) -> None:
    play.paste(play.token, token)
    play.paste(play.key, SECRET)
    play.tab("disclosures")


def processed(play: Playground) -> Any:
    return json.loads(play.page.locator("#processed").inner_text())


def test_an_example_of_the_rfc_is_taken_apart(play: Playground) -> None:
    [example] = [each for each in SIGNED if each["id"] == "rfc9901-5.2"]
    play.paste(play.token, text_of(example))
    play.paste(play.key, json.dumps(example["issuer_keys"][0]))
    play.tab("disclosures")
    page = play.page
    expect(page.locator("#disclosure-list > li[data-status=joined]")).to_have_count(4)
    expect(page.locator("#disclosure-hidden li")).to_have_count(6)
    assert processed(play) == example["processed_payload"]
    expect(page.locator("#binding-checks [data-check=sd_hash]")).to_have_attribute(
        "data-status", "pass"
    )
    expect(page.locator("#binding-checks [data-check=signature]")).to_have_attribute(
        "data-status", "pass"
    )
    page.get_by_label("Expected nonce").fill("another")
    expect(page.locator("#binding-facts")).to_contain_text("the token is invalid")
    page.get_by_label("Expected nonce").fill(example["key_binding"]["nonce"])
    expect(page.locator("#binding-facts")).to_contain_text("the token is valid")
    play.button("Clear").click()
    expect(page.locator("#binding-nonce")).to_have_value("")


@one_browser
def test_the_tab_is_there_for_sd_jwts_alone(play: Playground) -> None:
    tab = play.page.locator("#tab-disclosures")
    expect(tab).to_be_hidden()
    opened(play, issued())
    expect(play.page.locator("#disclosure-list > li")).to_have_count(3)
    play.paste(play.token, hs256("{}"))
    expect(tab).to_be_hidden()
    expect(play.page.locator("#panel-checks")).to_be_visible()


def test_ticked_disclosures_are_presented_and_that_is_undone(play: Playground) -> None:
    token = issued()
    opened(play, token)
    page = play.page
    boxes = page.locator("#disclosure-list input")
    expect(boxes).to_have_count(3)
    page.get_by_label("name", exact=True).uncheck()
    page.get_by_label("street", exact=True).uncheck()
    page.get_by_role("button", name="Present", exact=True).click()
    expect(boxes).to_have_count(1)
    expect(page.locator("#toast")).to_contain_text("Presented")
    claims = processed(play)
    assert "name" not in claims
    assert claims["address"] == {"zip": "1"}
    shown = play.text(play.token)
    assert call("inspect", token=shown, key={"text": SECRET}, now=1)["verdict"] == "valid"
    play.button("Undo").click()
    assert play.text(play.token) == token


def test_the_holder_signs_the_presentation(play: Playground) -> None:
    opened(play, issued())
    page = play.page
    page.get_by_label("Sign a key-binding JWT").check()
    page.get_by_label("Holder’s private key").fill(json.dumps(HOLDER))
    page.get_by_label("Nonce of the verifier").fill("n-1")
    page.get_by_label("Audience: the verifier").fill("shop")
    page.get_by_role("button", name="Present", exact=True).click()
    check = page.locator("#binding-checks [data-check=key_binding]")
    expect(check).to_have_attribute("data-status", "pass")
    assert '"nonce": "n-1"' in page.locator("#binding-payload").inner_text()
    play.button("Clear").click()
    expect(page.locator("#holder-private")).to_have_value("")


@one_browser
def test_what_is_refused_is_told(play: Playground) -> None:
    token = issued()
    opened(play, token + "WyJhIiwiYiIsImMiXQ~")
    page = play.page
    row = page.locator("#disclosure-list > li[data-status=orphan]")
    expect(row).to_contain_text("Its digest stands neither in the payload")
    expect(page.locator("#processed")).to_be_hidden()
    expect(play.verdict).to_have_text("Invalid")


@one_browser
def test_names_that_lie_are_escaped(play: Playground) -> None:
    opened(play, issued({"a\u202eb": "c\u200bd"}, ["a\u202eb"]))
    row = play.page.locator("#disclosure-list > li")
    expect(row).to_contain_text("a\\u{202E}b")
    expect(row.locator(".disclosure-value")).to_contain_text("c\\u200bd")


def test_claims_are_ticked_and_issued(play: Playground) -> None:
    opened(play, issued())
    page = play.page
    page.get_by_role("button", name="Edit and issue anew").click()
    claims = page.locator("#issue-claims > li")
    expect(claims.filter(has_text="in → [1]")).to_have_count(1)
    page.get_by_label("in → [1]").check()
    page.get_by_label("address → zip").check()
    page.get_by_label("Decoys").fill("2")
    page.get_by_role("button", name="Issue SD-JWT").click()
    expect(page.locator("#disclosure-list > li[data-status=joined]")).to_have_count(2)
    expect(page.locator("#disclosure-hidden li")).to_have_count(2)
    assert {**processed(play), "cnf": None} == {**PAYLOAD, "cnf": None}
    play.button("Undo").click()
    expect(page.locator("#issue-claims > li").first).to_be_visible()


@one_browser
def test_what_cannot_be_issued_is_told(play: Playground) -> None:
    play.paste(play.token, hs256('{"_sd":[]}'))
    play.paste(play.key, SECRET)
    play.button("Edit and sign").click()
    play.tab("disclosures")
    play.page.get_by_role("button", name="Issue SD-JWT").click()
    expect(play.page.locator("#issue-findings [data-code=digests-malformed]")).to_be_visible()
