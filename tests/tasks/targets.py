"""What a person looks for in the window: fields, buttons and texts, by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

ANY_CASE = "(?i)"


def expression(text: str) -> re.Pattern[str]:
    """Compile an expression; JavaScript does not know `(?i)`, so that becomes a flag."""
    flags = re.IGNORECASE if text.startswith(ANY_CASE) else re.NOFLAG
    return re.compile(text.removeprefix(ANY_CASE), flags)


@dataclass(frozen=True)
class Role:
    """Something that can be used, by its role and its accessible name."""

    role: str
    name: str
    """A regular expression for the name."""

    def found(self, page: Page) -> Locator:
        role: object = self.role
        return page.get_by_role(role, name=expression(self.name))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Summary:
    """The heading of a part that folds."""

    text: str

    def found(self, page: Page) -> Locator:
        return page.locator("summary", has_text=expression(self.text))


@dataclass(frozen=True)
class Text:
    """A text that can be read; a regular expression."""

    text: str

    def found(self, page: Page) -> Locator:
        return page.get_by_text(expression(self.text))


@dataclass(frozen=True)
class Inside:
    """A text in a part of the page, which is there by its role and name."""

    part: Role
    text: str

    def found(self, page: Page) -> Locator:
        return self.part.found(page).get_by_text(expression(self.text))


Target = Role | Summary | Text | Inside
