"""A copy of the page that is cut off or damaged says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.single_file.opened import Open
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, hs256

pytestmark = pytest.mark.only(
    "chromium", reason="other browsers' drivers do not watch what a page from a disk asks for"
)


def damaged(single_file: Path, tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    file = tmp_path / "damaged.html"
    page = single_file.read_bytes()
    file.write_bytes(change(page))
    assert file.read_bytes() != page
    return file


def spoil(name: bytes) -> Callable[[bytes], bytes]:
    """Return a change of one character in the middle of a file inside the page."""

    def change(page: bytes) -> bytes:
        found = re.search(rb'data-file="[^"]*' + name + rb'[^"]*">([^<]*)<', page)
        assert found
        middle = (found.start(1) + found.end(1)) // 2
        other = b"A" if page[middle : middle + 1] != b"A" else b"B"
        return page[:middle] + other + page[middle + 1 :]

    return change


CUT_OFF = "This copy of the page is incomplete or damaged: get the file again."


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_file_that_is_cut_off_says_so(
    opened: Open, single_file: Path, tmp_path: Path, part: float
) -> None:
    def cut(page: bytes) -> bytes:
        return page[: int(len(page) * part)]

    play = opened(damaged(single_file, tmp_path, cut)).open(f"#token={hs256('{}')}", False)
    expect(play.page.locator("#cut-off")).to_have_attribute("role", "alert")
    expect(play.page.locator("#cut-off")).to_have_text(CUT_OFF)
    expect(play.page.locator("#cut-off")).to_be_visible()
    if part == 0.5:
        expect(play.page.locator("#error")).to_contain_text("this file is cut off")
        expect(play.page.locator("#error")).to_contain_text(CUT_OFF)


@pytest.mark.parametrize("where", [b'id="worker">', b'<script type="module" async>'])
def test_a_file_that_is_cut_off_before_its_script_ends_says_so(
    opened: Open, single_file: Path, tmp_path: Path, where: bytes
) -> None:
    cut = damaged(single_file, tmp_path, lambda page: page[: page.index(where) + 999])
    play = opened(cut).open(wait_ready=False)
    expect(play.page.locator("#cut-off")).to_be_visible()
    expect(play.page.locator("#cut-off")).to_have_text(CUT_OFF)


def test_a_damaged_file_says_so(opened: Open, single_file: Path, tmp_path: Path) -> None:
    play = opened(damaged(single_file, tmp_path, spoil(b"asm.wasm"))).open(wait_ready=False)
    expect(play.page.locator("#error")).to_contain_text("get the file again")


def test_a_damaged_snapshot_is_done_without(
    opened: Open, single_file: Path, tmp_path: Path
) -> None:
    single = opened(damaged(single_file, tmp_path, spoil(b"snapshot-")))
    play = single.open(f"#token={hs256('{}')}")
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    [said] = single.said
    assert said.startswith("Starting without the snapshot")
