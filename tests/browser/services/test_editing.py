"""Changing a scenario: the form, its JSON, what is wrong, links, and the way back."""

from __future__ import annotations

import json

from tests.browser.conftest import OpenPage
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground
from tests.browser.support.scenarios import (
    SMALL,
    choose,
    edit,
    marks,
    problems,
    refusals,
    settled,
    write,
)


def scenario(play: Playground) -> str:
    text: str = play.page.evaluate("async () => (await jwtPlayground.state.get()).inputs.scenario")
    return text


def test_a_run_is_marked_as_soon_as_it_is_not_that_of_the_scenario(play: Playground) -> None:
    busy = play.page.get_by_label("Scenario", exact=True).evaluate(
        """(choice) => {
          choice.selectedIndex = 1;
          choice.dispatchEvent(new Event("change"));
          return document.querySelector("#services-run").getAttribute("aria-busy");
        }"""
    )
    assert busy == "true"
    settled(play)


def test_the_form_edits_the_json_and_plays_it(play: Playground) -> None:
    write(play, SMALL)
    expect(refusals(play)).to_have_count(1)
    second = play.page.get_by_role("group", name="Service 2")
    second.get_by_label("Expects aud").fill("orders")
    expect(refusals(play)).to_have_count(0)
    second.get_by_label("Clock ahead by, s").fill("-60")
    expect(refusals(play)).to_contain_text(["reports refuses anna from 0 s"])
    assert json.loads(scenario(play))["services"][1] == {
        "name": "reports",
        "audience": "orders",
        "cache": 900,
        "drift": -60,
    }
    expect(second.get_by_label("Clock ahead by, s")).to_be_focused()
    second.get_by_label("times").check()
    expect(marks(play, "careless")).to_have_count(3)


def test_rows_are_added_and_removed(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    play.button("Add a service").click()
    expect(marks(play)).to_have_count(9)
    expect(play.button("Add a service")).to_be_focused()
    play.button("Remove service 2").click()
    expect(refusals(play)).to_have_count(1)
    names = [one["name"] for one in json.loads(scenario(play))["services"]]
    assert names == ["orders", "service 3"]
    play.button("Add a rotation").click()
    expect(play.page.get_by_role("group", name="Rotation 1")).to_be_visible()
    play.page.get_by_label("Issuer, deny-list and session store are away").check()
    assert json.loads(scenario(play))["outage"] == {"from": 0, "until": 600}


def test_what_is_wrong_is_told_at_its_path_and_field(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    field = play.page.get_by_role("group", name="Service 1").get_by_label("Keeps a key set, s")
    field.fill("-1")
    expect(problems(play)).to_have_text(
        ["services[0].cache: This must be a number from 0 to 604,800."]
    )
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("10")
    expect(problems(play)).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_json_that_cannot_be_read_is_told_and_the_form_waits(play: Playground) -> None:
    edit(play)
    play.paste(play.editor("Scenario as JSON"), "{")
    expect(problems(play)).to_have_count(1)
    expect(play.page.locator("#services-form")).to_have_attribute("inert", "")
    play.paste(play.editor("Scenario as JSON"), json.dumps(SMALL))
    expect(problems(play)).to_have_count(0)
    expect(play.page.locator("#services-form")).not_to_have_attribute("inert", "")


def test_another_scenario_replaces_ones_own_and_undo_brings_it_back(play: Playground) -> None:
    write(play, SMALL)
    expect(play.page.get_by_label("Scenario", exact=True)).to_have_value("")
    choose(play, "A drifting clock")
    expect(play.page.locator("#services-about")).to_contain_text("wrong clock")
    play.button("Undo").click()
    expect(marks(play)).to_have_count(6)
    assert json.loads(scenario(play)) == SMALL


def test_clear_brings_the_first_scenario_back(play: Playground) -> None:
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    play.button("Clear").click()
    expect(marks(play)).to_have_count(75)
    expect(play.page.get_by_label("Scenario", exact=True)).to_have_value("one-key")


def test_a_link_carries_the_scenario(play: Playground, open_page: OpenPage) -> None:
    write(play, {**SMALL, "name": "Of a link"})
    expect(marks(play)).to_have_count(6)
    play.share()
    expect(play.page.locator("#share-included")).to_contain_text("the scenario of “Services”")
    link = play.page.get_by_label("Link", exact=True).input_value()
    play.page.keyboard.press("Escape")
    other = Playground(open_page(link))
    settled(other)
    expect(other.page.locator("#services")).to_be_visible()
    expect(marks(other)).to_have_count(6)
    assert json.loads(scenario(other))["name"] == "Of a link"


def test_names_of_a_link_cannot_lie(play: Playground) -> None:
    services = [{"name": "or\u202eders"}, {"name": "<b>x</b>"}]
    write(play, {**SMALL, "services": services})
    expect(refusals(play).first).to_contain_text("or\\u{202E}ders refuses anna")
    expect(refusals(play).nth(1)).to_contain_text("<b>x</b>")


def test_own_keys_sign(play: Playground) -> None:
    play.paste(play.key, "an own secret of more than thirty-two bytes")
    play.go("services")
    write(play, SMALL)
    expect(marks(play)).to_have_count(6)
    box = play.page.get_by_label("Sign with the private key of “Inspect”")
    box.check()
    expect(play.page.locator("#services-keys")).to_contain_text("your own key")
    write(play, {**SMALL, "alg": "RS256"})
    expect(problems(play)).to_contain_text(["key: This scenario needs 1 private key for RS256"])
    play.button("Clear").click()
    expect(box).not_to_be_checked()
    expect(play.page.locator("#services-keys")).to_contain_text("laboratory")
