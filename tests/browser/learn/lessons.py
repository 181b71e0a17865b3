"""The lessons as data, and the panel of a running one as users see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground

CONTENT = Path(__file__).parents[3] / "site" / "content" / "lessons"
LESSONS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.json"))
}

FIELDS = {"iss": "expect-iss", "aud": "expect-aud", "require": "expect-require"}


def panel(play: Playground) -> Locator:
    return play.page.locator("#lesson")


def press(play: Playground, name: str) -> None:
    """Press a button of the panel."""
    panel(play).get_by_role("button", name=name, exact=True).click()


def start(play: Playground, lesson: str) -> None:
    """Begin a lesson from the list."""
    play.go("learn")
    play.page.locator(f"#lessons li[data-lesson={lesson}]").get_by_role("button").first.click()
    expect(play.page.locator("#inspect")).to_be_visible()
    expect(panel(play)).to_have_attribute("data-lesson", lesson)


def expect_state(play: Playground, state: str) -> None:
    expect(panel(play)).to_have_attribute("data-state", state)


def do(play: Playground, answer: dict[str, Any]) -> None:
    """Do by hand what a step asks for."""
    for name, value in answer.items():
        if name == "token":
            play.paste(play.token, value)
        elif name == "key":
            play.paste(play.key, value["text"])
        elif name == "now":
            play.set_time(str(value))
        elif name == "leeway":
            play.open("Expectations")
            play.page.locator("#expect-leeway").fill(str(value))
        elif name == "expect":
            play.open("Expectations")
            for claim, text in value.items():
                field = play.page.locator(f"#{FIELDS[claim]}")
                field.fill(", ".join(text) if isinstance(text, list) else text)
        else:
            assert name == "sign"
            play.show("data")
            play.button("Edit and sign").click()
            play.paste(play.header, value["header"])
            play.paste(play.payload, value["payload"])
            play.button("Sign Ctrl Enter").click()
