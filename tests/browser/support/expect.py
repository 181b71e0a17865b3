"""`expect`, as Playwright has it, for the pages of every browser."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from playwright._impl import assertions
from playwright.sync_api import expect as playwright_expect

from tests.browser.support.webdriver import WebDriverLocator, WebDriverPage

DEFAULT_MS = 5_000


class _Judged:
    """The part of a locator or a page that Playwright's assertions need."""

    _loop = _dispatcher_fiber = None

    def __init__(self, page: WebDriverPage, selector: str) -> None:
        self._page = page
        self._selector = selector
        self.main_frame = self

    def locator(self, **_: object) -> _Judged:
        return self

    async def _expect(self, *given: Any) -> dict[str, Any]:
        expression, options, _title = given[-3:]
        timeout = options.pop("timeout") / 1000
        request = {**options, "expression": expression}
        answer = self._page.attempt(self._selector, "expect", request, "null", timeout)
        if "value" in answer:
            return {"matches": not options["isNot"]}
        why = f"Error: {answer['why']}" if answer["why"] else None
        return {
            "matches": options["isNot"],
            "received": answer.get("received"),
            "errorMessage": why,
            "log": [],
        }


class _Assertions:
    """Playwright's own assertions, called without `await`: here they never wait for anything."""

    def __init__(self, impl: assertions.AssertionsBase) -> None:
        self._impl = impl

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._impl, name)
        names = list(inspect.signature(method).parameters)

        def judge(*given: Any, **named: Any) -> None:
            __tracebackhide__ = True
            all_given = {**dict.fromkeys(names), **dict(zip(names, given, strict=False)), **named}
            _complete(method(**all_given))

        return judge


def _complete(coroutine: Coroutine[Any, Any, None]) -> None:
    __tracebackhide__ = True
    try:
        coroutine.send(None)
    except StopIteration:
        return
    raise RuntimeError("nothing here waits for anything")


class _Expect:
    def __init__(self) -> None:
        self._timeout = DEFAULT_MS

    def set_options(self, timeout: int) -> None:
        self._timeout = timeout
        playwright_expect.set_options(timeout=timeout)

    def __call__(self, actual: Any, message: str | None = None) -> Any:
        if isinstance(actual, WebDriverLocator):
            judged: Any = _Judged(actual.page, actual.selector)
            return _Assertions(assertions.LocatorAssertions(judged, self._timeout, message=message))
        if isinstance(actual, WebDriverPage):
            judged = _Judged(actual, ":root")
            return _Assertions(assertions.PageAssertions(judged, self._timeout, message=message))
        return playwright_expect(actual, message)


if TYPE_CHECKING:
    # Tests are written for Playwright's API and checked with its types.
    expect = playwright_expect
else:
    expect = _Expect()
