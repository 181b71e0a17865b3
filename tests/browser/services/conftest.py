"""The page with “Services” open, as all tests of this folder begin."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.playground import Playground, fresh
from tests.browser.support.scenarios import show_services


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    show_services(play)
    return play
