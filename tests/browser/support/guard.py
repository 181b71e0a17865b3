"""Fails a test for problems that visitors would not see, but that must not happen."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

# Chromium writes violations to the console as well; this text is clearer.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP violation: ${event.violatedDirective} blocked ${event.blockedURI}`
    + ` at ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});
"""

# The first is Chromium's text, the others are Firefox's.
ABORTED = re.compile("ERR_ABORTED|NS_BINDING_ABORTED|NS_BASE_STREAM_CLOSED")

# Playwright writes this itself where a context has `service_workers="block"`.
BLOCKED = "Service Worker registration blocked by Playwright"


class PageGuard:
    """Watches every page of a browser context.

    Recorded: console errors and warnings, uncaught errors and unhandled
    rejections (workers included), CSP violations, requests to another origin,
    requests that fail or are answered with an error.
    """

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.problems: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._allowed: list[re.Pattern[str]] = []
        self._origin = origin
        self._context = context
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def expect(self, pattern: str) -> None:
        """Declare that this test causes a problem that matches; the test fails if it does not."""
        self._expected.append(re.compile(pattern))

    def allow(self, pattern: str) -> None:
        """Declare that this test may cause problems that match."""
        self._allowed.append(re.compile(pattern))

    def check(self) -> None:
        """Raise AssertionError for every problem that was not declared; then forget them all."""
        flush(self._context)
        known = [*self._expected, *self._allowed]
        unknown = [p for p in self.problems if not any(e.search(p) for e in known)]
        absent = [e.pattern for e in self._expected if not any(e.search(p) for p in self.problems)]
        self.problems, self._expected, self._allowed = [], [], []
        complaints = [*unknown, *(f"expected, but did not happen: {p}" for p in absent)]
        assert not complaints, "the page had problems:\n" + "\n".join(complaints)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert") and message.text != BLOCKED:
            at = message.location
            self.problems.append(
                f"console {message.type}: {message.text} ({at['url']}:{at['lineNumber']})"
            )

    def _error(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error.stack or error.error.message}")

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and f"{url.scheme}://{url.netloc}" != self._origin:
            self.problems.append(f"request to another origin: {request.url}")

    def _failed(self, request: Request) -> None:
        # When a page is left or a worker ends, the browser stops its downloads. That is no fault.
        if not ABORTED.search(request.failure or ""):
            self.problems.append(f"request failed: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"request answered with {response.status}: {response.url}")


def flush(context: BrowserContext) -> None:
    """Let events arrive that are still on their way."""
    page: Page
    for page in context.pages:
        if not page.is_closed():
            page.evaluate("new Promise((done) => setTimeout(done))")
