"""The claims form and the JSON edit one text: what a field writes, and what it leaves alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground, fresh, hs256

NOW = 1_800_000_000
ODD = (
    '{ "sub" : "\\u0061da",\r\n\t"n": 1.0, "n":100002348117421473,'
    ' "exp":1800000900,"aud": "x" ,"ok":true,"deep":{"a" : [1.50]} }'
)


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.set_time(str(NOW))
    play.paste(play.token, hs256(ODD))
    open_form(play)
    return play


def open_form(play: Playground) -> None:
    play.show("data")
    play.button("Edit claims in a form").click()
    expect(play.page.locator("#claims-form")).to_be_visible()


def row(play: Playground, name: str) -> Locator:
    return play.page.locator(f".claim-row[data-name={json.dumps(name)}]")


def value(play: Playground, name: str) -> Locator:
    return play.page.get_by_label(f"Value of “{name}”")


def expect_payload(play: Playground, text: str) -> None:
    expect(play.direction).to_contain_text("You are editing")
    assert play.text(play.payload) == text


def test_a_field_changes_its_own_value_and_no_other_byte(play: Playground) -> None:
    token = play.text(play.token)
    expect(value(play, "sub")).to_have_value("ada")
    assert play.text(play.payload) == ODD
    value(play, "sub").fill('gr"ace')
    expect_payload(play, ODD.replace('"\\u0061da"', '"gr\\"ace"'))
    assert play.text(play.token) == token


@one_browser
def test_of_two_claims_with_one_name_the_one_that_is_edited_changes(play: Playground) -> None:
    expect(row(play, "n").locator(".badge")).to_have_text(["duplicate", "duplicate"])
    value(play, "n").nth(1).fill("2e1")
    expect_payload(play, ODD.replace("100002348117421473", "2e1"))
    value(play, "n").nth(0).fill("one")
    value(play, "n").nth(0).blur()
    expect(row(play, "n").first).to_contain_text("The claim is as it was.")
    expect(value(play, "n").first).to_have_attribute("aria-invalid", "true")
    expect_payload(play, ODD.replace("100002348117421473", "2e1"))


def test_a_time_is_written_in_words_and_stands_there_as_a_date(play: Playground) -> None:
    expect(value(play, "exp")).to_have_value("in 15 minutes")
    value(play, "exp").fill("in 2 hours 5 minutes")
    expect(row(play, "exp").locator("time")).to_have_attribute("datetime", "2027-01-15T10:05:00Z")
    expect_payload(play, ODD.replace("1800000900", "1800007500"))
    value(play, "exp").fill("some day")
    value(play, "exp").press("Tab")
    expect(row(play, "exp")).to_contain_text("Write a time as “in 15 minutes”")
    expect_payload(play, ODD.replace("1800000900", "1800007500"))


def test_an_audience_becomes_a_list_and_its_values_go_again(play: Playground) -> None:
    add = play.page.get_by_label("Another value of “aud”")
    add.fill("y")
    add.press("Enter")
    expect_payload(play, ODD.replace('"x"', '["x","y"]'))
    play.page.get_by_label("Value 2 of “aud”").fill("z")
    expect_payload(play, ODD.replace('"x"', '["x","z"]'))
    row(play, "aud").get_by_label("Remove this value").first.click()
    expect(play.page.get_by_label("Value 1 of “aud”")).to_be_focused()
    expect_payload(play, ODD.replace('"x"', '["z"]'))


@one_browser
def test_true_and_false_are_chosen(play: Playground) -> None:
    value(play, "ok").select_option("false")
    expect_payload(play, ODD.replace("true", "false"))


@one_browser
def test_a_nested_value_is_shown_as_it_is_and_edited_in_the_json(play: Playground) -> None:
    expect(row(play, "deep").locator(".value")).to_have_text('{"a" : [1.50]}')
    expect(row(play, "deep").locator("input, textarea, select")).to_have_count(0)
    row(play, "deep").get_by_role("button", name="Edit in the JSON: “deep”").click()
    expect(play.payload).to_be_focused()
    play.page.keyboard.type('"deep":2')
    expect_payload(play, ODD.replace('"deep":{"a" : [1.50]}', '"deep":2'))
    expect(value(play, "deep")).to_have_value("2")


@one_browser
def test_what_is_typed_in_the_json_stands_in_the_form(play: Playground) -> None:
    play.paste(play.payload, '{"sub":"eve","b":')
    expect(play.page.locator("#claims-form")).to_contain_text("not a JSON object yet")
    expect(row(play, "sub")).to_be_hidden()
    play.paste(play.payload, '{"b":"x\\ny","sub":"eve"}')
    expect(value(play, "sub")).to_have_value("eve")
    expect(row(play, "b").locator(".value")).to_have_text('"x\\ny"')


@one_browser
def test_a_field_keeps_the_focus_while_its_value_becomes_another_kind(play: Playground) -> None:
    play.paste(play.payload, '{"exp":1767229200000}')
    field = value(play, "exp")
    expect(field).to_have_value("1767229200000")
    field.press("End")
    for _ in "000":
        field.press("Backspace")
    expect(field).to_be_focused()
    expect_payload(play, '{"exp":1767229200}')


@one_browser
def test_clear_closes_the_form(play: Playground) -> None:
    play.button("Clear").click()
    expect(play.page.locator("#claims-form")).to_be_hidden()
    expect(play.button("Edit claims in a form")).to_have_attribute("aria-expanded", "false")


@one_browser
def test_a_payload_that_nobody_can_read_is_said(play: Playground) -> None:
    header = '{"alg":"dir","enc":"A256GCM"}'
    token = hs256("x", header).split(".")
    play.paste(play.token, f"{token[0]}..{'A' * 16}.AAAA.{'A' * 22}")
    expect(play.page.locator("#claims-form")).to_contain_text("cannot be read")
