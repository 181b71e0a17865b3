"""The workspace “Services”, as its users see it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator

from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground

SMALL: dict[str, Any] = {
    "name": "Small",
    "alg": "HS256",
    "duration": 600,
    "lifetime": 300,
    "services": [
        {"name": "orders", "cache": 900},
        {"name": "reports", "audience": "other", "cache": 900},
    ],
    "clients": [{"name": "anna", "every": 300, "audience": ["orders"]}],
}
"""Six requests: “orders” accepts its three, “reports” refuses its three."""


def show_services(play: Playground) -> None:
    """Open the workspace and wait for its first scenario."""
    play.go("services")
    settled(play)


def settled(play: Playground) -> None:
    """Wait for the run of the present scenario."""
    expect(play.page.locator("#services-run[aria-busy]")).to_have_count(0)
    expect(marks(play).first).to_be_attached()


def choose(play: Playground, name: str) -> None:
    """Choose one of the scenarios that are offered."""
    play.page.get_by_label("Scenario", exact=True).select_option(name)


def write(play: Playground, scenario: dict[str, Any]) -> None:
    """Put a scenario in as JSON."""
    edit(play)
    play.paste(play.editor("Scenario as JSON"), json.dumps(scenario))
    settled(play)


def edit(play: Playground) -> None:
    """Unfold the form and the JSON."""
    details = play.page.locator("#services-edit")
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def marks(play: Playground, kind: str = "") -> Locator:
    """Return the marks of the timeline; those that are `good`, `bad` or `careless`."""
    return play.page.locator(f"#services-timeline .mark{f'.{kind}' if kind else ''}")


def happenings(play: Playground) -> Locator:
    """Return what happens at the present moment."""
    return play.page.locator("#services-happenings li")


def refusals(play: Playground) -> Locator:
    return play.page.locator("#services-refusals li")


def problems(play: Playground) -> Locator:
    return play.page.locator("#services-problems li")
