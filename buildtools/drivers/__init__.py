"""Drive Firefox and WebKitGTK through one narrow interface.

`start("firefox")` or `start("webkit")` gives a `Driver`. Its profiles have tabs. A tab
opens addresses, runs functions in the page, and receives real keys and clicks:

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
    """Start the browser of that name, `firefox` or `webkit`.

    `environment` is added to the environment of this process. Raises `BuildError` when the
    browser is not installed.
    """
    # Imported here, because each driver needs packages that the other does not need.
    if name == "firefox":
        from .firefox import Firefox

        return Firefox(environment or {})
    if name == "webkit":
        from .webkit import WebKit

        return WebKit(environment or {})
    raise ValueError(f"there is no driver for {name}")
