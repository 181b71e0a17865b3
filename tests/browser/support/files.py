"""Files as people drop, choose and paste them, made in the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from tests.browser.support.playground import Playground

MAKE = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  return transfer;
}"""
# In the order of a real drag. Whether the page has taken the event is returned.
DRAG = f"""(element, [types, files]) => {{
  const dataTransfer = ({MAKE})(files);
  const given = {{ dataTransfer, bubbles: true, cancelable: true, composed: true }};
  return types.map((type) => !element.dispatchEvent(new DragEvent(type, given)));
}}"""
CHOOSE = f"""(input, files) => {{
  input.files = ({MAKE})(files).files;
  input.dispatchEvent(new Event("change", {{ bubbles: true }}));
}}"""
PASTE_FILES = f"""(element, files) => {{
  const clipboardData = ({MAKE})(files);
  const given = {{ clipboardData, bubbles: true, cancelable: true, composed: true }};
  element.dispatchEvent(new ClipboardEvent("paste", given));
}}"""

Files = Mapping[str, str | bytes]


def given(files: Files) -> list[list[str]]:
    contents = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
    }
    return [[name, base64.b64encode(content).decode()] for name, content in contents.items()]


def drag(place: Locator, files: Files, *types: str) -> list[bool]:
    """Drag files over a place; return for each event whether the page has taken it."""
    taken: list[bool] = place.evaluate(DRAG, [list(types), given(files)])
    return taken


def drop(place: Locator, files: Files) -> None:
    """Drop files on a place. The browser is left with nothing to open."""
    assert drag(place, files, "dragenter", "dragover", "drop")[1:] == [True, True]


def choose(page: Page, files: Files) -> None:
    """Choose files as the dialog of “Open file” does."""
    page.locator("#file").evaluate(CHOOSE, given(files))


def paste_files(place: Locator, files: Files) -> None:
    place.evaluate(PASTE_FILES, given(files))


def toast(play: Playground) -> Locator:
    return play.page.locator("#toast")


def body(play: Playground) -> Locator:
    return play.page.locator("main")
