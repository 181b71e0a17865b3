"""What is shown of “Many tokens” is found, counted and exported."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import downloads
from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import FORGED, LATE, rows, show_many_tokens
from tests.browser.support.playground import Playground, fresh


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def exported(play: Playground, name: str) -> tuple[str, str]:
    """Press a button that exports; return the file's name and its text."""
    with play.page.expect_download() as download:
        play.button(f"Export {name}").click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


def unsigned(token: str) -> str:
    return f"{token.rpartition('.')[0]}.…"


@downloads
def test_what_is_shown_is_exported(play: Playground) -> None:
    show_many_tokens(play)
    play.page.get_by_label("Show", exact=True).select_option("invalid")
    expect(rows(play)).to_have_count(2)
    play.page.get_by_label("Leave signatures out").uncheck()
    read: dict[str, Any] = {}
    for name, ending in (("CSV", "csv"), ("JSON", "json"), ("JSON Lines", "jsonl")):
        file, read[name] = exported(play, name)
        assert file == f"tokens-invalid-2-of-4.{ending}"
    as_csv = list(csv.DictReader(io.StringIO(read["CSV"], newline="")))
    as_json = json.loads(read["JSON"])
    as_lines = [json.loads(line) for line in read["JSON Lines"].splitlines()]
    assert as_lines == as_json
    for one in (as_csv, as_json):
        assert [each["token"] for each in one] == [LATE, FORGED]
        assert [each["verdict"] for each in one] == ["invalid", "invalid"]
    assert as_csv[0]["failed"] == "expired"
    assert as_json[1]["failed"] == ["signature-mismatch"]
    assert as_json[0]["line"] == 3


@downloads
def test_signatures_stay_here_unless_somebody_asks_for_them(play: Playground) -> None:
    show_many_tokens(play)
    leave = play.page.get_by_label("Leave signatures out")
    expect(leave).to_be_checked()
    play.page.get_by_label("Search", exact=True).fill("EXPIRED")
    expect(rows(play)).to_have_count(1)
    for name, ending in (("CSV", "csv"), ("JSON", "json"), ("JSON Lines", "jsonl")):
        file, text = exported(play, name)
        assert file == f"tokens-expired-1-of-4.{ending}"
        assert unsigned(LATE) in text
        assert LATE not in text
    leave.uncheck()
    play.button("Clear").click()
    expect(leave).to_be_checked()


def test_what_was_searched_for_is_marked_and_counted(play: Playground) -> None:
    show_many_tokens(play)
    shown = play.page.locator("#batch-shown")
    expect(shown).to_have_text("4 of 4")
    search = play.page.get_by_label("Search", exact=True)
    marks = rows(play).locator("mark")
    search.fill("Signature-MIS")
    expect(shown).to_have_text("1 of 4")
    expect(marks).to_have_text(["signature-mis"])
    search.fill(LATE.split(".")[1])  # a part that the list leaves out otherwise
    expect(marks).to_have_text([LATE.split(".")[1]])
    search.fill("the")  # in sentences
    expect(marks.nth(0)).to_have_text("The")
    assert marks.count() == rows(play).count() > 1
    search.fill("")
    expect(marks).to_have_count(0)
    expect(shown).to_have_text("4 of 4")


def test_the_export_says_what_it_leaves_out(play: Playground) -> None:
    show_many_tokens(play)
    leave = play.page.get_by_label("Leave signatures out")
    hint = play.page.locator(f"#{leave.get_attribute('aria-describedby')}")
    expect(hint).to_contain_text("Nobody can use the tokens")
