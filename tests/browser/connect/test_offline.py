"""The service worker has no part in it: it answers for no other origin, and keeps nothing of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.connect.conftest import Fetching
from tests.browser.connect.issuer import CERTS, OPENID, Issuer
from tests.browser.offline.visitor import Visitor
from tests.browser.support.expect import expect
from tests.site_server import serving

pytestmark = pytest.mark.only(
    "chromium", reason="caches and updates are followed by Playwright, across workers"
)

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) kept.push(url);
  return kept;
}"""

VIOLATED = """(url) => new Promise((tell) => {
  addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
  fetch(url, { mode: "no-cors" }).then(() => tell("it went out"), () => {});
})"""


@pytest.fixture
def visitor(browser: Browser, connecting: Path) -> Iterator[Visitor]:
    """Return a browser profile that keeps the service worker of a build that may connect."""
    with serving(connecting) as server:
        context = browser.new_context(service_workers="allow", accept_downloads=False)
        visitor = Visitor(context, server)
        yield visitor
        visitor.guard.check()
        context.close()


def test_on_a_second_visit_the_issuer_itself_is_asked(
    visitor: Visitor, issuers: tuple[Issuer, Issuer]
) -> None:
    issuer, stranger = issuers
    visitor.guard.allow("request to another origin|Content Security Policy|request failed")
    first = visitor.visit()
    visitor.settle(first)
    first.close()
    page = visitor.visit()
    play = Fetching(page)
    for times in (1, 2):  # no answer of the first time is used again
        play.paste(play.key, "")
        play.paste(play.token, issuer.token())
        expect(play.verdict).to_have_text("Not verified")
        play.fetch.click()
        expect(play.verdict).to_have_text("Valid")
        assert issuer.paths == [OPENID, CERTS] * times
    kept = page.evaluate(KEPT)
    assert kept
    assert not [url for url in kept if not url.startswith(visitor.server.url)]
    # The worker has the policy of the page, here from the service worker.
    assert not page.workers[0].url.startswith("blob:")
    assert page.workers[0].evaluate(VIOLATED, stranger.origin + CERTS) == "connect-src"
    assert stranger.requests == []
