"""What “Access” asks of the engine when it is opened."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect

WATCH = """(() => {
  window.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...given) {
    asked.push(JSON.stringify(given[0]));
    return post.apply(this, given);
  };
})()"""
COUNT = "(op) => asked.filter((message) => message.includes(op)).length"


@one_browser
def test_the_presets_are_asked_for_once(page: Page, open_page: OpenPage) -> None:
    page.add_init_script(WATCH)
    open_page("#view=access")
    expect(page.locator("#access-preset")).to_have_value("roles")
    expect(page.locator("#access-rows .access-cell button").first).to_be_visible()
    page.evaluate("jwtPlayground.call('meta', {})")  # answered after the page's own requests
    # Once for them, and once more so that what decides is loaded.
    assert page.evaluate(COUNT, "access_presets") == 2
