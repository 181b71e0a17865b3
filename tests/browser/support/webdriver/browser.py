"""Playwright's `Browser` and `BrowserContext`, for a browser that a driver drives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from buildtools.drivers import Driver, DriverError, Profile

from .page import WebDriverPage

WITNESS = (Path(__file__).parent / "witness.js").read_text("utf-8")
BLOCK_WORKERS = """() => {
  if (navigator.serviceWorker) navigator.serviceWorker.register = async () => undefined;
}"""
# What witness.js recorded since the last time.
TOLD = "globalThis[Symbol.for('witness')]?.seen.splice(0) ?? []"
WITH_TOLD = f"async (...given) => ({{ value: (await (FUNCTION)(...given)) ?? null, told: {TOLD} }})"


class WebDriverBrowser:
    """A started browser; it is started again when it has died."""

    def __init__(self, start: Callable[[], Driver]) -> None:
        self._start = start
        self.driver = start()
        self.name = self.driver.name
        self.browser_type = SimpleNamespace(name=self.name)

    def new_context(self, service_workers: str = "block", **_: Any) -> WebDriverContext:
        try:
            profile = self.driver.profile()
        except DriverError:  # the earlier test, in which it died, has failed
            self.driver.close()
            self.driver = self._start()
            profile = self.driver.profile()
        return WebDriverContext(self, profile, service_workers == "block")

    def close(self) -> None:
        self.driver.close()


class WebDriverContext:
    """A fresh profile; passes on what the browser, or witness.js in the page, has seen."""

    def __init__(self, browser: WebDriverBrowser, profile: Profile, block: bool) -> None:
        self.browser = browser
        self.pages: list[WebDriverPage] = []
        self._profile = profile
        self._handlers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)
        if block:  # if the driver cannot do this, witness.js does
            profile.preload(BLOCK_WORKERS)

    def new_page(self) -> WebDriverPage:
        page = WebDriverPage(self, self._profile.tab())
        page.set_viewport_size({"width": 1280, "height": 720})
        self.pages.append(page)
        return page

    def on(self, event: str, handler: Callable[[Any], None]) -> None:
        self._handlers[event].append(handler)

    def add_init_script(self, script: str) -> None:
        self._profile.preload(f"() => {{\n{script}\n}}")

    def grant_permissions(self, permissions: list[str]) -> None:
        """Do nothing: these browsers grant it without asking."""

    def set_offline(self, offline: bool) -> None:
        """Do nothing: the test also stops the server, which is enough for the site."""

    def run(self, page: WebDriverPage, function: str, *given: Any) -> Any:
        """Call a function in a page; pass on what was seen until then, also if it fails."""
        if self.browser.driver.tells:
            try:
                return page.tab.run(function, *given)
            finally:
                self.pull(page)
        # One call for both: a call takes longer than most of what it does.
        answer = page.tab.run(WITH_TOLD.replace("FUNCTION", function), *given)
        self._tell_all(answer["told"])
        return answer["value"]

    def pull(self, page: WebDriverPage) -> None:
        """Pass on what was seen since the last call; where the browser tells nothing, the page does."""
        for seen in self._profile.seen():
            self._tell(seen.kind, seen.text, seen.level)
        if not self.browser.driver.tells:
            with suppress(DriverError):  # the page is just being replaced
                self._tell_all(page.tab.run(f"() => {TOLD}"))

    def _tell_all(self, told: list[tuple[str, str, str]]) -> None:
        for kind, text, level in told:
            self._tell(kind, text, level)

    def _tell(self, kind: str, text: str, level: str) -> None:
        at = {"url": "", "lineNumber": 0}
        event, told = {
            "console": ("console", SimpleNamespace(type=level, text=text, location=at)),
            "uncaught": ("weberror", SimpleNamespace(error=SimpleNamespace(stack=text))),
            "request": ("request", SimpleNamespace(url=text, service_worker=None)),
            "failed": ("requestfailed", SimpleNamespace(url=text, failure=level)),
            "answered": (
                "response",
                SimpleNamespace(url=text, status=int(level or 0) if kind == "answered" else 0),
            ),
        }[kind]
        for handler in self._handlers[event]:
            handler(told)

    def close(self) -> None:
        self.pages.clear()
        self._profile.close()
