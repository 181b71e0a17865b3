"""The person of `tests/tasks` uses only what is in the window, and counts each notch to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.support.abilities import one_browser
from tests.tasks import person as module
from tests.tasks.person import Count, NotFoundError, Person
from tests.tasks.targets import Role, Text

STICKY = "<div style='position:sticky;top:0;height:100px;background:#fff'>Bar</div>"
FAR = "<div style='height:1450px'></div><button>Far</button><div style='height:2000px'></div>"
BOX = (
    "<div style='height:200px;overflow:auto'><p style='height:450px'>Top</p>"
    "<button>Deep</button></div>"
)


@pytest.fixture
def person(context: BrowserContext, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(module, "PATIENCE_S", 0)
    page: Page = context.new_page()
    page.set_viewport_size({"width": 800, "height": 600})
    return Person(page)


@one_browser
def test_what_is_in_the_window_takes_no_scroll(person: Person) -> None:
    person.page.set_content("<button>Near</button>")
    person.press(Role("button", "Near"))
    assert person.count == Count(clicks=1)


@one_browser
def test_what_is_far_takes_a_notch_per_hundred_pixels(person: Person) -> None:
    person.page.set_content(FAR)
    person.press(Role("button", "Far"))
    assert person.count == Count(clicks=1, scrolls=9)


@one_browser
def test_what_a_bar_covers_takes_a_notch_more(person: Person) -> None:
    person.page.set_content(STICKY + FAR)
    person.page.evaluate("scrollTo(0, 1500)")
    person.see(Role("button", "Far"))
    assert person.count == Count(scrolls=1)


@one_browser
def test_a_box_in_the_page_is_scrolled_too(person: Person) -> None:
    person.page.set_content(BOX)
    person.press(Role("button", "Deep"))
    assert person.count == Count(clicks=1, scrolls=3)


@one_browser
@pytest.mark.parametrize(
    "style",
    ["display:none", "visibility:hidden", "position:absolute;width:1px;height:1px;overflow:hidden"],
)
def test_what_is_not_shown_cannot_be_read(person: Person, style: str) -> None:
    person.page.set_content(f"<p style='{style}'>Secret</p>")
    with pytest.raises(NotFoundError):
        person.see(Text("Secret"))
    assert person.count == Count()
