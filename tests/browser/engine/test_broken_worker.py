"""A worker that dies or hangs: the page says so clearly, stays alive and keeps the text."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, wait_until_quiet
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.survival import TOKEN, assert_kept, assert_works, failed_message, inspect

# What the worker does instead of its next answer. (Its warm-up sends no answers.)
AT_WORK = """
(then) => {
  self.postMessage = () => {
    if (then === "throw") throw new Error("sabotage");
    if (then === "close") self.close();
    if (then === "hang") for (;;);
  };
}
"""


def open_and_judge(open_page: OpenPage) -> Page:
    """Open the page with TOKEN, and return when it sends no more requests to the engine."""
    page = open_page("#token=" + TOKEN)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible(timeout=30_000)
    wait_until_quiet(page)
    return page


@in_the_worker
def test_a_worker_that_dies_at_work_is_replaced(open_page: OpenPage, page_guard: PageGuard) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    dead = page.workers[0]
    dead.evaluate(AT_WORK, "throw")
    lost = inspect(page, "a.b.c")
    assert lost["code"] == "engine-lost"
    assert "stopped" in lost["message"]
    assert_kept(page)
    assert_works(page)
    assert dead not in page.workers


@in_the_worker
def test_a_worker_that_dies_while_the_page_waits_for_it_leaves_the_text_and_a_message(
    open_page: OpenPage, page_guard: PageGuard
) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    page.workers[0].evaluate(AT_WORK, "throw")
    page.locator("#token .cm-content").press("ControlOrMeta+End")
    page.keyboard.type("x")
    expect(page.locator("#error")).to_contain_text("stopped")
    expect(page.locator("#token .cm-content")).to_have_text(TOKEN + "x")
    page.keyboard.press("Backspace")
    expect(page.locator("#error")).to_be_empty(timeout=30_000)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible()
    assert_kept(page)


@in_the_worker
@pytest.mark.parametrize("then", ["close", "hang"])
def test_a_worker_that_never_answers_is_replaced(open_page: OpenPage, then: str) -> None:
    page = open_and_judge(open_page)
    silent = page.workers[0]
    silent.evaluate(AT_WORK, then)
    lost = inspect(page, "a.b.c", timeout=800)
    assert lost["code"] == "engine-timeout"
    assert "0.8 s" in lost["message"]
    assert_kept(page)
    assert_works(page)
    # Chromium needs a moment to end a worker that is busy.
    limit = time.monotonic() + 20
    while silent in page.workers and time.monotonic() < limit:
        page.evaluate("null")
    assert silent not in page.workers


@in_the_worker
def test_a_worker_that_keeps_dying_is_given_up_until_retry(
    open_page: OpenPage, page_guard: PageGuard
) -> None:
    page_guard.allow("sabotage")
    page = open_and_judge(open_page)
    for code in ("engine-lost", "engine-lost", "engine-failed"):
        page.evaluate("jwtPlayground.ready")
        page.workers[-1].evaluate(AT_WORK, "throw")
        assert inspect(page, "a.b.c")["code"] == code
    assert "3 times in a row" in failed_message(page)
    assert_kept(page)
    page.locator("#load-retry").click()
    page.evaluate("jwtPlayground.ready")
    assert_works(page)
    assert_kept(page)
