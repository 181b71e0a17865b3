"""Playwright's `Locator`, for a page that a driver drives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright._impl._errors import Error
from playwright._impl.isomorphic import locator_utils
from playwright._impl.isomorphic.string_utils import escape_for_text_selector

if TYPE_CHECKING:
    from .page import WebDriverPage

CLICKS = 20

Text = str | re.Pattern[str]


def refined(
    selector: str, has: WebDriverLocator | None, has_text: Text | None, base: str = ""
) -> str:
    """Return a selector with the conditions that its elements must fulfil."""
    if has_text:
        selector += f" >> internal:has-text={escape_for_text_selector(has_text, False)}"
    if has:
        selector += f" >> internal:has={json.dumps(has.selector, ensure_ascii=False)}"
    return f"{base} >> {selector}" if base else selector


class Finding:
    """The ways to find elements; pages and locators have them both."""

    _found: Callable[[str], WebDriverLocator]
    _base: str

    def locator(
        self, selector: str, *, has: WebDriverLocator | None = None, has_text: Text | None = None
    ) -> WebDriverLocator:
        return self._found(refined(selector, has, has_text, self._base))

    def _by(self, selector: str) -> WebDriverLocator:
        return self._found(refined(selector, None, None, self._base))

    def get_by_role(
        self, role: Any, *, name: Text | None = None, exact: bool = False
    ) -> WebDriverLocator:
        selector = f"internal:role={role}"
        if name is not None:
            selector = locator_utils.get_by_role_selector(role, name=name, exact=exact)
        return self._by(selector)

    def get_by_label(self, text: Text, *, exact: bool = False) -> WebDriverLocator:
        return self._by(locator_utils.get_by_label_selector(text, exact=exact))

    def get_by_text(self, text: Text, *, exact: bool = False) -> WebDriverLocator:
        return self._by(locator_utils.get_by_text_selector(text, exact=exact))


BOX = """(element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}"""


@dataclass(frozen=True)
class WebDriverLocator(Finding):
    """Elements of a page; they are looked for again at every use."""

    page: WebDriverPage
    selector: str

    @property
    def _base(self) -> str:  # type: ignore[override]
        return self.selector

    def _found(self, selector: str) -> WebDriverLocator:
        return WebDriverLocator(self.page, selector)

    @property
    def first(self) -> WebDriverLocator:
        return self.nth(0)

    @property
    def last(self) -> WebDriverLocator:
        return self.nth(-1)

    def nth(self, index: int) -> WebDriverLocator:
        return self._found(f"{self.selector} >> nth={index}")

    def filter(
        self, *, has: WebDriverLocator | None = None, has_text: Text | None = None
    ) -> WebDriverLocator:
        return self._found(refined(self.selector, has, has_text))

    def all(self) -> list[WebDriverLocator]:
        return [self.nth(index) for index in range(self.count())]

    def count(self) -> int:
        return int(self._ask("all", apply="(all) => all.length"))

    def all_text_contents(self) -> list[str]:
        return list(self._ask("all", apply="(all) => all.map((each) => each.textContent)"))

    def _ask(self, op: str, arg: Any = None, apply: str = "null") -> Any:
        return self.page.inside(self.selector, op, arg, apply)

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        return self._ask("one", arg, expression)

    def evaluate_all(self, expression: str, arg: Any = None) -> Any:
        return self._ask("all", arg, expression)

    def get_attribute(self, name: str) -> str | None:
        value: str | None = self.evaluate("(element, name) => element.getAttribute(name)", name)
        return value

    def inner_text(self) -> str:
        return str(self.evaluate("(element) => element.innerText"))

    def text_content(self) -> str | None:
        value: str | None = self.evaluate("(element) => element.textContent")
        return value

    def input_value(self) -> str:
        return str(self.evaluate("(element) => element.value"))

    def bounding_box(self) -> dict[str, float] | None:
        box: dict[str, float] | None = self.evaluate(BOX)
        return box

    def is_visible(self) -> bool:
        return bool(self._ask("visible"))

    def is_hidden(self) -> bool:
        return not self.is_visible()

    def is_checked(self) -> bool:
        return bool(self._ask("checked"))

    def click(self) -> None:
        for _ in range(CLICKS):
            at = self._ask("point")
            self.page.tab.click(at["x"], at["y"])
            hit = self._ask("clicked")
            if hit == "done":
                return
        raise Error(f"click on {self.selector}: {hit['hitTargetDescription']} was in the way")

    def focus(self) -> None:
        self._ask("focus")

    def press(self, key: str) -> None:
        self.focus()
        self.page.keyboard.press(key)

    def fill(self, value: str) -> None:
        if self._ask("fill", value) == "needsinput":
            if value:
                self.page.keyboard.insert(value)
            else:
                self.page.keyboard.press("Delete")

    def select_option(self, value: str) -> list[str]:
        return list(self._ask("select", value))

    def check(self) -> None:
        self.set_checked(True)

    def uncheck(self) -> None:
        self.set_checked(False)

    def set_checked(self, checked: bool) -> None:
        if self.is_checked() == checked:
            return
        self.click()
        if self.is_checked() != checked:
            raise Error("Clicking the checkbox did not change its state")

    def wait_for(self) -> None:
        self._ask("point")
