"""What a new user wants is found on the page, and with no more work than before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_until_quiet
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import DESKTOP
from tests.site_server import SiteServer
from tests.tasks.materials import Materials, materials
from tests.tasks.run import perform, tasks_for
from tests.tasks.steps import tasks

MOST = {
    # clicks, keys, scrolls
    "expiry": (1, 1, 0),
    "jwks": (1, 2, 0),
    "base64": (2, 2, 0),
    "sign": (4, 5, 0),
    "log": (4, 2, 0),
}
"""What each task takes; docs/tasks.md has what it took before the page had workspaces."""


@pytest.fixture(scope="module")
def given() -> Materials:
    return materials()


@pytest.fixture
def opened(browser: Browser, site: SiteServer) -> Iterator[Page]:
    """The page of a new user, in a time zone that is not UTC where a test can choose one."""
    context = browser.new_context(service_workers="block", timezone_id="Europe/Berlin")
    guard = PageGuard(context, site.origin)
    page = context.new_page()
    page.set_viewport_size(DESKTOP)
    page.goto(site.url)
    wait_until_quiet(page)
    yield page
    guard.check()
    context.close()


def test_every_task_has_its_bound() -> None:
    assert [task.name for task in tasks("")] == list(MOST)


@pytest.mark.parametrize("name", list(MOST))
def test_a_new_user_does_it_with_little_work(opened: Page, given: Materials, name: str) -> None:
    task = next(task for task in tasks_for(opened) if task.name == name)
    outcome = perform(task, opened, given)
    assert outcome.lost_at is None, f"found nothing for: {outcome.lost_at}, {outcome.count}"
    count = outcome.count
    over = [
        part
        for part, most in zip(("clicks", "keys", "scrolls"), MOST[name], strict=True)
        if getattr(count, part) > most
    ]
    assert over == [], count
