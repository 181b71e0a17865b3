"""A page from the disk, with a record of its requests and console messages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import wait_until_ready
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground

WORKER = re.compile(r"blob:null/[\w-]+")
"""The address of the worker's script, which is in memory and not on the disk."""


class Opened:
    """A page from the disk, in a profile without a network, with its requests and messages."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.context = browser.new_context(offline=True)
        self.url = file.as_uri()
        self.guard = PageGuard(self.context, "file://")
        self.asked: list[str] = []
        self.said: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("console", lambda message: self.said.append(message.text))
        self.page = self.context.new_page()

    def open(self, fragment: str = "", wait_ready: bool = True) -> Playground:
        self.page.goto(self.url + fragment)
        if wait_ready:
            wait_until_ready(self.page)
        return Playground(self.page)

    def check(self) -> None:
        """Fail if the page requested anything but itself, or wrote anything to the console."""
        self.guard.check()
        asked = {re.split("[?#]", url)[0] for url in self.asked if not WORKER.fullmatch(url)}
        assert asked <= {self.url}
        assert self.said == []


Open = Callable[[Path], Opened]
