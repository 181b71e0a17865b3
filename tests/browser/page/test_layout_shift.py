"""A start moves nothing that is already drawn, however late the parts of the page come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from buildtools.measure.goals import CALM
from buildtools.measure.sample import token
from buildtools.measure.shifts import WINDOWS, shifts
from tests.browser.support.abilities import on_the_way
from tests.site_server import SiteServer


@on_the_way
@pytest.mark.parametrize("link", ["", "#token="], ids=["empty", "link"])
@pytest.mark.parametrize("size", WINDOWS, ids=["360", "1440"])
def test_a_start_moves_nothing_while_files_are_held_back(
    page: Page, site: SiteServer, size: ViewportSize, link: str
) -> None:
    page.set_viewport_size(size)
    found = shifts(page, site.url + (link and link + token()))
    moved = [f"{shift.value:.3f} {', '.join(shift.nodes)}" for shift in found]
    assert CALM.at_most is not None
    assert sum(shift.value for shift in found) <= CALM.at_most, "\n".join(moved)
