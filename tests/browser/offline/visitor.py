"""A browser profile that keeps service workers from one visit to the next."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.conftest import wait_until_ready
from tests.browser.support.guard import PageGuard
from tests.site_server import SiteServer

# Not `wait_for_function`: it polls with eval, which the page's CSP forbids.
UNTIL = """async ([condition, what]) => {
  const conditions = {
    controlled: async () => navigator.serviceWorker.controller !== null,
    builds: async () => (await caches.keys()).length === what,
    settled: async () => {
      const it = await navigator.serviceWorker.getRegistration();
      return it.active?.state === "activated" && !it.installing && !it.waiting;
    },
  };
  const until = performance.now() + 30_000;
  while (!(await conditions[condition]())) {
    if (performance.now() > until) {
      const it = await navigator.serviceWorker.getRegistration();
      const states = [it?.installing, it?.waiting, it?.active].map((each) => each?.state ?? "none");
      throw new Error(`waited in vain: ${condition} ${what}; workers: ${states.join(", ")}`);
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}"""

STATUS_OF = "(url) => fetch(url).then((response) => response.status)"
"""Gives the status with which the site, or its service worker, answers a request for a file."""


def until(page: Page, condition: str, what: int | None = None) -> None:
    """Wait for one of the conditions in `UNTIL`."""
    page.evaluate(UNTIL, [condition, what])


class Visitor:
    """A browser profile that keeps service workers, and the addresses that its pages requested."""

    def __init__(self, context: BrowserContext, server: SiteServer) -> None:
        self.context = context
        self.server = server
        self.guard = PageGuard(context, server.origin)
        self.asked: list[str] = []
        context.on("request", self._request)

    def _request(self, request: Request) -> None:
        if not request.service_worker:  # a service worker requests files of the next build
            self.asked.append(request.url)

    def visit(self, url: str = "") -> Page:
        """Open the site and wait until its engine has started."""
        self.asked.clear()
        page = self.context.new_page()
        page.goto(self.server.url + url)
        wait_until_ready(page)
        return page

    def settle(self, page: Page) -> None:
        """Wait until the site can be opened without a network."""
        until(page, "controlled")
        until(page, "settled")
        self.server.requests.clear()

    def go_offline(self) -> None:
        """Switch off the browser's network, and the server."""
        self.context.set_offline(True)
        self.server.silent = True

    def loaded(self) -> set[str]:
        """Return the names of the files that pages and workers requested."""
        urls = [url.split("#")[0].split("?")[0] for url in self.asked if url.startswith("http")]
        return {url.removeprefix(self.server.url) or "index.html" for url in urls}
