"""A person at the window of a browser, whose clicks, keys and scrolls are counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.support.playground import PASTE

from .targets import Target

LOOK = Path(__file__).with_name("look.js").read_text("utf-8").rstrip().removesuffix(";")
NOTCH = 100
"""How many pixels the page moves at one notch of a usual wheel."""
MOST_NOTCHES = 200
PATIENCE_S = 20.0
"""How long a person waits for something to appear. Only what never comes takes so long."""

HAS_FOCUS = "(element) => element.contains(element.getRootNode().activeElement)"
IS_EMPTY = "(element) => !(element.value ?? element.textContent).trim() || !!element.querySelector('.cm-placeholder')"
FOCUSED = """(text) => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  (PASTE)(focused, text);
}""".replace("PASTE", PASTE.strip().removesuffix(";"))
CHOSEN = "(element) => element.selectedOptions?.[0]?.textContent.trim() ?? null"
# The page has answered to all that was done before, and has drawn it.
SETTLED = """async () => {
  await globalThis.jwtPlayground?.call("meta", {});
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""


class NotFoundError(Exception):
    """The page never offered what the person was looking for."""


@dataclass
class Count:
    """What a person had to do."""

    clicks: int = 0
    keys: int = 0
    scrolls: int = 0

    @property
    def all(self) -> int:
        """Return the number of all actions."""
        return self.clicks + self.keys + self.scrolls


class Person:
    """Uses only what is inside the window and not covered; otherwise turns the wheel first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = Count()

    def is_there(self, *targets: Target) -> bool:
        """Tell whether one of them is drawn anywhere on the page, in the window or not."""
        return any(self._look(each, anew=True)["state"] != "away" for each in targets)

    def wait(self, condition: Callable[[], bool]) -> bool:
        """Wait until something holds; tell whether it came to that."""
        until = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until:
                return False
            self.page.evaluate(SETTLED)
        return True

    def settle(self) -> None:
        """Wait until the page has answered."""
        self.page.evaluate(SETTLED)

    def see(self, target: Target) -> Locator:
        """Scroll to the nearest of the elements that are meant; return it."""
        self.wait(lambda: self.is_there(target))
        notches = 0
        while notches < MOST_NOTCHES:
            look = self._look(target, go=True)
            if look["state"] == "seen":
                self.count.scrolls += notches
                return target.found(self.page).nth(look["index"])
            if look["state"] == "away":
                break
            notches += look["moved"]
            self.settle()
        raise NotFoundError(str(target))

    def press(self, target: Target) -> None:
        """Click on it."""
        self.see(target).click()
        self.count.clicks += 1

    def paste(self, target: Target | None, text: str) -> None:
        """Paste into a field, or (without one) wherever the focus happens to be."""
        if target is None:
            self.page.evaluate(FOCUSED, text)
        else:
            field = self.see(target)
            if not field.evaluate(HAS_FOCUS):
                field.click()
                self.count.clicks += 1
            if not field.evaluate(IS_EMPTY):
                self.key("ControlOrMeta+a")
            field.evaluate(PASTE, text)
        self.count.keys += 1

    def choose(self, target: Target, option: str) -> None:
        """Choose from a list, which takes two clicks, unless it is chosen already."""
        field = self.see(target)
        if field.evaluate(CHOSEN) != option:
            field.select_option(option)
            self.count.clicks += 2

    def key(self, key: str) -> None:
        """Press a key, or several at once."""
        self.page.keyboard.press(key)
        self.count.keys += 1

    def _look(self, target: Target, go: bool = False, anew: bool = False) -> dict[str, Any]:
        given = {"notch": NOTCH, "go": go, "anew": anew}
        found: dict[str, Any] = target.found(self.page).evaluate_all(LOOK, given)
        return found
