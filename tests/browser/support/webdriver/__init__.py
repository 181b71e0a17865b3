"""The part of Playwright's API that the tests use, for browsers that a `Driver` drives.

Playwright's own script runs in the page, as in Chromium. It decides what an element is
called, whether it can be clicked, what it shows and whether an expectation holds. So the
tests are written only once. Only keys, clicks and navigation go through the driver.
"""

from __future__ import annotations

from .browser import WebDriverBrowser, WebDriverContext
from .locator import WebDriverLocator
from .page import WebDriverPage

__all__ = ["WebDriverBrowser", "WebDriverContext", "WebDriverLocator", "WebDriverPage"]
