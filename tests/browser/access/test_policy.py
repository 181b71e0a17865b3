"""Model and rules: errors at their line, lines that are not reached, completion, grants."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.access import choose, decision, field, open_access, why
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def rules(play: Playground) -> Locator:
    return play.editor("Rules")


def findings(play: Playground) -> Locator:
    return play.page.locator("#access-findings li")


def test_an_error_stands_at_its_line_and_denies(play: Playground) -> None:
    open_access(play)
    play.paste(rules(play), "p, reader, report, read\np, editor, report\n")
    expect(findings(play)).to_have_count(1)
    expect(findings(play)).to_contain_text("Line 2 of the policy: It has 2 values")
    expect(rules(play).locator(".cm-lintRange-error")).to_have_text("p, editor, report")
    expect(decision(play, 1)).to_contain_text("the policy has an error")
    findings(play).get_by_role("button").click()
    expect(rules(play)).to_be_focused()
    play.paste(rules(play), "p, editor, report, read\n")
    expect(findings(play)).to_have_count(0)
    expect(decision(play, 1)).to_contain_text("Allow")


def test_a_matcher_that_is_refused_is_underlined(play: Playground) -> None:
    open_access(play)
    play.paste(
        play.editor("Model"),
        "[request_definition]\nr = sub\n[policy_definition]\np = sub\n"
        "[policy_effect]\ne = some(where (p.eft == allow))\n"
        "[matchers]\nm = r.sub.__class__ == p.sub && secret(r.sub)\n",
    )
    expect(findings(play).first).to_contain_text("Line 8 of the model: The matcher is refused")
    expect(play.editor("Model").locator(".cm-lintRange-error")).not_to_have_count(0)
    expect(decision(play, 1)).to_have_attribute("data-allowed", "false")


def test_lines_that_no_request_reaches_are_marked(play: Playground) -> None:
    open_access(play)
    hint = play.page.locator("#access-unreached")
    expect(hint).to_contain_text("No request reached lines 2, 3, 7 of the rules.")
    expect(rules(play).locator(".cm-unreached")).to_have_count(3)
    field(play, "Values", 2).fill("report, write")
    expect(hint).to_contain_text("No request reached lines 3, 7 of the rules.")
    expect(rules(play).locator(".cm-unreached")).to_have_count(2)
    expect(rules(play).locator(".cm-lit")).to_have_text(
        ["p, reader, report, read", "g, editor, reader"]
    )


def test_the_line_of_the_reason_leads_to_the_rule(play: Playground) -> None:
    open_access(play)
    why(play).get_by_role("button", name="line 6").click()
    expect(rules(play)).to_be_focused()


def test_claims_of_the_token_are_completed(play: Playground) -> None:
    open_access(play, {"sub": "alice", "roles": ["editor"], "dept": {"name": "x"}})
    play.paste(rules(play), "p, reader, report, read\n")
    rules(play).press("ControlOrMeta+End")
    play.page.keyboard.type("r.token.dept")
    choices = play.page.locator("[role=listbox] [role=option]")
    expect(choices.first).to_contain_text("r.token.dept")
    expect(choices.nth(1)).to_contain_text("r.token.dept.name")


def test_grants_stand_with_their_path_and_a_place_can_be_added(play: Playground) -> None:
    open_access(
        play, {"sub": "alice", "realm_access": {"roles": ["reader"]}, "app": {"teams": ["admin"]}}
    )
    grants = play.page.locator("#access-grants li")
    expect(grants).to_have_count(1)
    expect(grants).to_contain_text("realm_access.roles, a value of a list")
    expect(grants).to_have_attribute("data-read", "")
    expect(decision(play, 2)).to_contain_text("Deny")
    path = play.page.get_by_label("also from")
    path.fill("a..b")
    path.press("Enter")
    expect(play.page.locator("#access-path-problem")).to_contain_text("such as app.teams")
    path.fill("app.teams")
    path.press("Enter")
    expect(decision(play, 2)).to_contain_text("Allow")
    expect(grants).to_have_count(2)
    play.button("Remove the place app.teams").click()
    expect(decision(play, 2)).to_contain_text("Deny")


@pytest.mark.parametrize(
    "name",
    ["scopes", "tenants", "paths", "attributes", "deny-override", "priority"],
)
def test_every_preset_is_decided_for_the_sample_token(play: Playground, name: str) -> None:
    open_access(play, None)
    play.button("Use a sample token").click()
    choose(play, name)
    expect(decision(play, 1)).to_have_attribute("data-allowed", "true")
    expect(findings(play)).to_have_count(0)
