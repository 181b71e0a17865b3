"""Files of the disk, chosen and dragged by the browser itself: Chromium alone lets a test do that."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.files import toast
from tests.browser.support.many_tokens import GOOD, LOG, rows
from tests.browser.support.playground import SECRET, Playground, fresh

pytestmark = one_browser


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def drag_from_disk(play: Playground, *paths: Path) -> None:
    """Drag files over the window and drop them on the payload, as the system tells the browser."""
    box = play.payload.bounding_box()
    assert box
    session = play.page.context.new_cdp_session(play.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + 5, "y": box["y"] + 5}
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    session.detach()


def test_the_button_opens_the_dialog_and_takes_several_files(
    play: Playground, tmp_path: Path
) -> None:
    (tmp_path / "a.log").write_text(LOG)
    (tmp_path / "key.pem").write_text("-----BEGIN PUBLIC KEY-----")
    with play.page.expect_file_chooser() as opened:
        play.button("Open file").click()
    assert opened.value.is_multiple()
    opened.value.set_files([tmp_path / "a.log", tmp_path / "key.pem"])
    expect(toast(play)).to_contain_text("“a.log” is in “Many tokens”.")
    expect(toast(play)).to_contain_text("“key.pem” is in the key field of “Inspect”.")
    expect(rows(play)).to_have_count(3)


def test_the_same_file_can_be_opened_again(play: Playground, tmp_path: Path) -> None:
    path = tmp_path / "token.txt"
    for text in (GOOD, f"Bearer {GOOD}"):
        path.write_text(text)
        with play.page.expect_file_chooser() as opened:
            play.button("Open file").click()
        opened.value.set_files(path)
        expect(play.token).to_have_text(text)


def test_the_browser_opens_no_file_that_is_dragged_here(play: Playground, tmp_path: Path) -> None:
    path = tmp_path / "token.txt"
    path.write_text(GOOD)
    url = play.page.url
    drag_from_disk(play, path)
    expect(toast(play)).to_contain_text("“token.txt” is in the token field.")
    expect(play.token).to_have_text(GOOD)
    assert play.page.url == url
    expect(play.page.locator("#drop-cue")).to_be_hidden()


def test_a_folder_and_a_file_that_is_gone_are_told(play: Playground, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "secret.txt").write_text(SECRET)
    drag_from_disk(play, folder, tmp_path / "gone.txt")
    expect(toast(play)).to_contain_text("“logs” could not be read. It may be a folder")
    expect(toast(play)).to_contain_text("“gone.txt” could not be read.")
