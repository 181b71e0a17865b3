"""Drive Firefox and WebKitGTK through one narrow interface.

`start("firefox")` or `start("webkit")` gives a `Driver`; its profiles have tabs, and a
tab opens addresses, runs functions in the page, and gets real keys and clicks:

    with start("firefox") as driver, driver.profile() as profile:
        tab = profile.tab()
        tab.open("http://127.0.0.1:8000/")
        tab.run("async (op) => jwtPlayground.call(op, {})", "meta")

Chromium is driven by Playwright, which can do more.
"""

from __future__ import annotations

from collections.abc import Mapping

from .base import Driver, DriverError, Profile, ScriptError, Tab

__all__ = ["Driver", "DriverError", "Profile", "ScriptError", "Tab", "start"]


def start(name: str, environment: Mapping[str, str] | None = None) -> Driver:
    """Start the browser of that name, `firefox` or `webkit`; it must be installed.

    `environment` is added to this process's own. Raises `BuildError` when it is not.
    """
    # Imported here: what drives the one needs packages that the other does not.
    if name == "firefox":
        from .firefox import Firefox

        return Firefox(environment or {})
    if name == "webkit":
        from .webkit import WebKit

        return WebKit(environment or {})
    raise ValueError(f"there is no driver for {name}")
