"""The tab “Status” of a status list token."""

from __future__ import annotations

import json

from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground
from tests.unit.status.test_read_status import REFERENCED, TOKEN


def test_a_status_list_token_is_read(play: Playground) -> None:
    page = play.page
    play.paste(play.token, TOKEN["value"])
    play.paste(play.key, json.dumps(TOKEN["key"]))
    expect(page.locator("#tab-disclosures")).to_have_text("Status")
    play.tab("disclosures")
    expect(page.locator("#status-facts")).to_have_text("16 statuses of 1 bit each.")
    expect(page.locator("#status-counts li")).to_have_count(2)
    page.get_by_label("Index").fill("1")
    expect(page.locator("#status-value")).to_have_text("At 1: VALID (0).")
    page.get_by_label("Index").fill("16")
    expect(page.locator("#status-checks [data-status=fail]")).to_contain_text("none at 16")
    page.get_by_label("Index").fill("")
    page.get_by_label("Or the token whose status is asked for").fill(REFERENCED["value"])
    expect(page.locator("#status-value")).to_have_text("At 0: INVALID (1).")
    expect(page.locator("#status-checks [data-check=uri]")).to_have_attribute("data-status", "pass")
    play.button("Clear").click()
    expect(page.locator("#status-other")).to_have_value("")
    expect(page.locator("#tab-disclosures")).to_be_hidden()
