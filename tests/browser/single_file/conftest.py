"""Fixtures for the page as one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from buildtools.engine_parts import engine_parts
from buildtools.single_file import make_page
from tests.browser.single_file.opened import Open, Opened


@pytest.fixture(scope="session")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # People do give their files such names.
    file = tmp_path_factory.mktemp("single") / "jwt playground #1.html"
    file.write_bytes(make_page(engine_parts()))
    return file


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Return a function that prepares a page from any file. The page is not checked at the end."""
    made: list[Opened] = []

    def opened(file: Path) -> Opened:
        made.append(Opened(browser, file))
        return made[-1]

    yield opened
    for each in made:
        each.context.close()
