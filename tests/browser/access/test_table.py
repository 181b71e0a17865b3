"""Requests as a table: what each token allows, why, and what was expected."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import keyboard_focus
from tests.browser.support.access import choose, decision, field, open_access, why
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh, hs256


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_each_decision_says_what_decided(play: Playground) -> None:
    open_access(play)
    expect(decision(play, 1)).to_contain_text("Allow")
    expect(decision(play, 1)).to_contain_text("line 1")
    expect(decision(play, 2)).to_contain_text("Deny")
    expect(decision(play, 2)).to_contain_text("no rule matches")
    expect(play.page.locator("#access-status")).to_have_text("1 of 2 decisions allow")
    expect(why(play)).to_contain_text("Line 1 of the policy allows it: “p, reader, report, read”.")
    expect(why(play)).to_contain_text("editor → reader line 6")
    expect(why(play)).to_contain_text('roles = ["editor"]')
    lit = why(play).locator(".graph-node[data-lit=true] text")
    expect(lit).to_have_text(["token", "editor", "reader", "1: p, reader, repo…"])
    decision(play, 2).click()
    expect(decision(play, 2)).to_have_attribute("aria-pressed", "true")
    expect(decision(play, 1)).to_have_attribute("aria-pressed", "false")
    expect(why(play)).to_contain_text("No rule of the policy matches it, so it is denied.")
    expect(why(play).locator(".graph-node[data-lit=true]")).to_have_count(0)


def test_without_a_valid_token_nothing_is_allowed_and_it_says_so(play: Playground) -> None:
    open_access(play, None)
    notice = play.page.locator("#access-notice")
    expect(notice).to_contain_text("No verdict, no access: there is no token")
    expect(decision(play, 1)).to_contain_text("no verdict, no access")
    play.button("Use a sample token").click()
    expect(decision(play, 1)).to_contain_text("Allow")
    expect(notice).to_be_hidden()
    play.paste(play.key, "another secret than the one that has signed it")
    play.go("access")
    expect(notice).to_contain_text("this token allows nothing, whatever the policy says")
    for row in (1, 2):
        expect(decision(play, row)).to_have_attribute("data-code", "token-not-valid")
    expect(play.page.locator("#access-columns")).to_contain_text("Invalid")
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(notice).to_contain_text("there is no token")


def test_an_expectation_makes_a_test_of_a_request(play: Playground) -> None:
    open_access(play)
    field(play, "Expected", 1).select_option("allow")
    field(play, "Expected", 2).select_option("allow")
    expect(decision(play, 1)).to_contain_text("as expected")
    expect(decision(play, 2)).to_contain_text("not as expected")
    expect(play.page.locator("#access-status")).to_have_text(
        "1 of 2 decisions allow; 1 of 2 tests as expected"
    )


@keyboard_focus
def test_requests_are_added_changed_and_removed(play: Playground) -> None:
    open_access(play)
    play.button("Add a request").click()
    expect(field(play, "Values", 3)).to_be_focused()
    play.page.keyboard.type("report, write")
    expect(decision(play, 3)).to_contain_text("line 2")
    field(play, "Values", 3).fill("report")
    expect(decision(play, 3)).to_contain_text("the request does not fit")
    field(play, "Values", 3).fill("[1")
    expect(play.page.locator("#access-rows")).to_contain_text("This begins like JSON, but is none.")
    expect(decision(play, 3)).to_have_count(0)
    expect(decision(play, 2)).to_contain_text("Deny")
    play.button("Remove request 3").click()
    expect(field(play, "Values", 3)).to_have_count(0)
    expect(field(play, "Values", 2)).to_be_focused()


def test_further_tokens_are_columns(play: Playground) -> None:
    open_access(play)
    other = play.page.get_by_label("Another token")
    other.fill(hs256(json.dumps({"sub": "bob", "roles": ["admin"]})))
    play.button("Add").click()
    expect(decision(play, 2, 1)).to_contain_text("Deny")
    expect(decision(play, 2, 2)).to_contain_text("line 3")
    other.fill(hs256('{"roles": ["admin"]}', secret="a secret that is not the one of the others"))
    play.button("Add").click()
    expect(decision(play, 2, 3)).to_contain_text("no verdict, no access")
    decision(play, 2, 2).click()
    expect(play.page.locator("#access-grants-title")).to_have_text("Grants of token 2")
    expect(play.page.locator("#access-grants")).to_contain_text("admin")
    play.button("Remove token 2").click()
    expect(decision(play, 2, 2)).to_contain_text("no verdict, no access")
    expect(decision(play, 2, 3)).to_have_count(0)


def test_a_token_as_an_issuer_writes_it_is_a_column_that_is_signed_with_the_key(
    play: Playground,
) -> None:
    open_access(play)
    play.page.locator("#access-template").select_option("keycloak")
    expect(play.page.locator("#access-columns")).to_contain_text("Token 2")
    decision(play, 1, 2).click()
    expect(play.page.locator("#access-grants-title")).to_have_text("Grants of token 2")
    expect(play.page.locator("#access-grants")).to_contain_text("realm_access.roles")
    expect(decision(play, 1, 2)).to_contain_text("Allow")


def test_without_a_key_that_signs_no_template_becomes_a_token(play: Playground) -> None:
    open_access(play, None)
    play.page.locator("#access-template").select_option("keycloak")
    expect(play.page.locator("#toast")).to_contain_text("Enter a secret or a private key there")
    expect(play.page.locator("#access-columns")).not_to_contain_text("Token 2")


def test_a_context_is_asked_for_where_the_model_reads_one(play: Playground) -> None:
    open_access(play)
    expect(field(play, "Context", 1)).to_have_count(0)
    choose(play, "attributes")
    expect(decision(play, 2)).to_contain_text("line 4")
    field(play, "Context", 2).fill('{"ip": "192.0.2.1"}')
    expect(decision(play, 2)).to_contain_text("no rule matches")
    field(play, "Context", 2).fill("{}")
    expect(decision(play, 2)).to_contain_text("the matcher fails")
    decision(play, 2).click()
    expect(why(play)).to_contain_text("has no member “ip”")


def test_clear_brings_the_beginning_back(play: Playground) -> None:
    open_access(play)
    choose(play, "scopes")
    play.button("Add a request").click()
    play.page.get_by_label("Another token").fill("half a token")
    play.page.locator("#clear").click()
    expect(play.page.locator("#access-preset")).to_have_value("roles")
    expect(field(play, "Values", 3)).to_have_count(0)
    expect(play.page.get_by_label("Another token")).to_have_value("")
    play.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(play.page.locator("#access-preset")).to_have_value("scopes")
    expect(field(play, "Values", 3)).to_be_visible()
