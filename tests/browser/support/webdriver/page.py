"""Playwright's `Page`, for a browser that a driver drives."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playwright._impl._errors import Error
from playwright._impl._errors import TimeoutError as WaitedInVainError

from buildtools.drivers import DriverError, ScriptError, Tab
from buildtools.drivers.base import Until

from . import injected
from .locator import Finding, WebDriverLocator

if TYPE_CHECKING:
    from .browser import WebDriverContext

TIMEOUT_S = 30.0
# If the cursor goes to the start of the text sooner than this after the focus, CodeMirror
# thinks that the browser did it, and puts the cursor back. No person is so fast.
AFTER_FOCUS_MS = 250
# How long the page itself waits before it gives up.
SLICE_MS = 1000

# Either an expression, or a function to be called, as in Playwright's own `evaluate`.
EXPRESSION = """async (arg) => {
  const it = (SOURCE
  );
  return typeof it === "function" ? it(arg) : it;
}"""
STATEMENTS = "async () => {\nSOURCE\n}"

# WebKit drops a selection that is made while CodeMirror answers to the focus. Then there is no
# place for the text.
INSERT = """(text) => {
  if (getSelection().rangeCount === 0) throw new Error("Nothing is selected: paste the text instead");
  document.execCommand("insertText", false, text);
}"""


class WebDriverPage(Finding):
    """A tab of a browser, with the methods that the tests use."""

    _base = ""

    def __init__(self, context: WebDriverContext, tab: Tab) -> None:
        self.context = context
        self.tab = tab
        self.keyboard = Keyboard(self)
        self._closed = False

    def _found(self, selector: str) -> WebDriverLocator:
        return WebDriverLocator(self, selector)

    @property
    def url(self) -> str:
        return self.tab.url

    def goto(self, url: str) -> None:
        self.pull()  # what the page that is left still has to say
        self.tab.open(url)
        self.pull()

    def reload(self, wait_until: Until = "load") -> None:
        self.pull()  # what the page that is left still has to say
        self.tab.reload(wait_until)
        self.pull()

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        try:
            return self._run(EXPRESSION.replace("SOURCE", expression.strip().rstrip(";")), arg)
        except ScriptError as error:
            raise Error(str(error)) from error
        except DriverError as error:
            if "SyntaxError" not in str(error) and "Unexpected" not in str(error):
                raise
            return self._run(STATEMENTS.replace("SOURCE", expression))

    def _run(self, function: str, *given: Any) -> Any:
        return self.context.run(self, function, *given)

    def inside(
        self, selector: str, op: str, arg: Any, apply: str = "null", timeout: float | None = None
    ) -> Any:
        """Do something with elements as soon as it is possible; return the result.

        Raises Playwright's TimeoutError when it does not become possible.
        """
        answer = self.attempt(selector, op, arg, apply, timeout or TIMEOUT_S)
        if "value" not in answer:
            raise WaitedInVainError(f"{op} of {selector}: {answer['why']}")
        return answer["value"]

    def attempt(
        self, selector: str, op: str, arg: Any, apply: str, timeout: float
    ) -> dict[str, Any]:
        """Do the same; return `value`, or `why` it was not possible, and what was `received`."""
        until = time.monotonic() + timeout
        answer: dict[str, Any] = {"why": "the page did not answer"}
        while True:
            left = (until - time.monotonic()) * 1000
            request = {"selector": selector, "op": op, "slice": max(0, min(SLICE_MS, left))}
            request["arg"] = injected.given(arg) if op == "expect" else arg
            try:
                answer = self._run(injected.inside(apply), request)
                if answer.get("missing"):
                    self.tab.run(injected.install(), injected.options(self.context.browser.name))
                    continue
            except ScriptError as error:
                raise Error(str(error)) from error
            except DriverError as error:
                # The page was replaced while it was asked.
                answer = {"why": str(error)}
            if "value" in answer or time.monotonic() > until:
                return answer

    def pull(self) -> None:
        """Pass on what the page has said since the last call."""
        self.context.pull(self)

    def bring_to_front(self) -> None:
        self.tab.front()

    def set_viewport_size(self, size: Mapping[str, int]) -> None:
        self.tab.resize(size["width"], size["height"])

    def emulate_media(
        self, *, color_scheme: str | None = None, reduced_motion: str | None = None
    ) -> None:
        """Do nothing: the driver starts the browser light and without motion."""
        if color_scheme not in (None, "light"):
            raise NotImplementedError("only Chromium can be told a colour scheme")

    def screenshot(self) -> bytes:
        return self.tab.screenshot()

    def wait_for_timeout(self, milliseconds: float) -> None:
        time.sleep(milliseconds / 1000)
        self.pull()

    def on(self, event: str, handler: Callable[[Any], None]) -> None:
        self.context.on(event, handler)

    def is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        if not self._closed:
            self.pull()
            self._closed = True
            self.context.pages.remove(self)
            self.tab.close()


class Keyboard:
    """Real keys."""

    def __init__(self, page: WebDriverPage) -> None:
        self._page = page
        self._tabbed = False
        self._selected = False

    def press(self, key: str) -> None:
        if self._tabbed and key != "Tab":
            self._page.wait_for_timeout(AFTER_FOCUS_MS)
        self._tabbed = key == "Tab"
        self._selected = key in ("Control+a", "ControlOrMeta+a")
        self._page.tab.press(*key.replace("ControlOrMeta", "Control").split("+"))
        self._page.pull()

    def type(self, text: str) -> None:
        self._page.wait_for_timeout(AFTER_FOCUS_MS)
        self._page.tab.type(text)
        self._page.pull()

    def insert_text(self, text: str) -> None:
        self._page.wait_for_timeout(AFTER_FOCUS_MS)
        if self._selected:  # otherwise Firefox's command would insert before it
            self.press("Delete")
        self.insert(text)

    def insert(self, text: str) -> None:
        """Insert at once, where no editor of code is written into."""
        self._page.context.run(self._page, INSERT, text)
