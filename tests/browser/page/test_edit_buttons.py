"""The buttons that come while editing cover nothing, at any width."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.support.playground import fresh

# What lies at the middle of each button that is shown beside the title of a pane.
COVERED = """
() => [...document.querySelectorAll(".pane .card-head button")]
  .filter((button) => button.getClientRects().length)
  .map((button) => {
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const label = button.textContent.replace("Copied", "Copy"); // a test before may have copied
    return `${label}: ${button.contains(top)}`;
  })
"""


def test_format_minify_and_copy_can_be_pressed(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.button("Write a new token").click()
    for name in ("Header", "Payload"):
        play.paste(play.editor(name), '{"a":1}')
    free = ["Format: true", "Minify: true", "Copy: true"]
    for width in (1024, 1280, 1440, 1920):
        ready_page.set_viewport_size({"width": width, "height": 900})
        assert ready_page.evaluate(COVERED) == free + free, width
