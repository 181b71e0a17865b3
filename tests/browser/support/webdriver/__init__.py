"""Playwright's API, as far as the tests use it, for browsers that a `Driver` drives.

What an element is called, whether it can be clicked, what it shows and when an
expectation holds is decided in the page by Playwright's own script, as in Chromium; so
the tests are written once. Only keys, clicks and navigation go through the driver.
"""

from __future__ import annotations

from .browser import WebDriverBrowser, WebDriverContext
from .locator import WebDriverLocator
from .page import WebDriverPage

__all__ = ["WebDriverBrowser", "WebDriverContext", "WebDriverLocator", "WebDriverPage"]
