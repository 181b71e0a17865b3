"""WebKitGTK's MiniBrowser, driven by WebDriver."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from ..common import BuildError
from . import find
from .base import SECONDS, Driver, DriverError, Profile, Seen, Tab, Until
from .display import Display

# WebKitWebDriver cannot wait for a promise, only for a callback.
CALLED_BACK = """
const [given, done] = arguments;
(FUNCTION)(given).then(done, (error) => done(JSON.stringify({ error: String(error) })));
"""
# Settings of the desktop for the toolkit: no motion.
GTK_SETTINGS = "[Settings]\ngtk-enable-animations=0\n"


class WebKit(Driver):
    """A screen for MiniBrowsers; each profile is its own process."""

    name = "webkit"
    tells = False

    def __init__(self, environment: Mapping[str, str]) -> None:
        if find.webkit() is None:
            find.ensure(self.name)
        self._environment = environment
        self._display = Display()
        self._home = Path(tempfile.mkdtemp(prefix="jwt-playground-webkit-"))
        for version in ("gtk-3.0", "gtk-4.0"):
            (self._home / version).mkdir()
            (self._home / version / "settings.ini").write_text(GTK_SETTINGS, "ascii")
        self._profiles: list[WebKitProfile] = []
        try:
            self._next = self._profile()
        except BaseException:
            self._end()
            raise
        self.version = str(self._next.session.capabilities["browserVersion"])
        self._unused = True

    def _profile(self) -> WebKitProfile:
        profile = WebKitProfile(
            {
                **os.environ,
                **self._environment,
                "DISPLAY": self._display.name,
                "GDK_BACKEND": "x11",
                "HOME": str(self._home),
                "XDG_CONFIG_HOME": str(self._home),
            }
        )
        self._profiles.append(profile)
        return profile

    def profile(self) -> WebKitProfile:
        if self._unused:  # the first process, which was started to learn the version
            self._unused = False
            return self._next
        return self._profile()

    def close(self) -> None:
        for profile in self._profiles:
            profile.close()
        self._end()

    def _end(self) -> None:
        self._display.close()
        shutil.rmtree(self._home, ignore_errors=True)


class WebKitProfile(Profile):
    """A MiniBrowser that keeps nothing on disk."""

    def __init__(self, environment: dict[str, str]) -> None:
        found = find.webkit()
        if found is None:
            raise BuildError("WebKitGTK is no longer there.")
        driver, browser = found
        options = Options()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        service = Service(str(driver), env=environment)
        with catch_warnings(category=DeprecationWarning, action="ignore"):  # of its own ways
            self.session = WebKitGTK(options=options, service=service)
        self.session.set_script_timeout(SECONDS)
        self.session.set_page_load_timeout(SECONDS)
        self.shown = ""
        self.spare = self.session.current_window_handle  # the browser starts with one tab
        self._open = True

    def tab(self) -> WebKitTab:
        if self.spare:
            self.shown, self.spare = self.spare, ""
            self.session.switch_to.window(self.shown)
        else:
            self.session.switch_to.new_window("window")  # a tab in the background draws nothing
            self.shown = self.session.current_window_handle
        return WebKitTab(self)

    def preload(self, function: str) -> bool:
        return False

    def seen(self) -> list[Seen]:
        return []

    def close(self) -> None:
        if self._open:
            self._open = False
            with suppress(WebDriverException, OSError):  # it may be gone already
                self.session.quit()


class WebKitTab(Tab):
    """A tab; it is brought to the front before every action in it."""

    def __init__(self, profile: WebKitProfile) -> None:
        self._profile = profile
        self._handle = profile.shown
        self._open = True

    def _shown(self) -> WebKitGTK:
        if self._profile.shown != self._handle:
            self._profile.session.switch_to.window(self._handle)
            self._profile.shown = self._handle
        return self._profile.session

    @property
    def url(self) -> str:
        return self._shown().current_url

    def front(self) -> None:
        session = self._shown()
        if not self.run("() => document.hasFocus()"):
            # The window of another profile has the focus. On a display without a window manager
            # only a window that is shown anew takes it.
            place = session.get_window_rect()
            session.minimize_window()
            session.set_window_rect(**place)

    def open(self, url: str) -> None:
        self._shown().get(url)

    def reload(self, until: Until = "load") -> None:
        self._shown().refresh()

    def _call(self, function: str, given: str) -> str:
        try:
            done = self._shown().execute_async_script(
                CALLED_BACK.replace("FUNCTION", function), given
            )
        except WebDriverException as error:
            raise DriverError(error.msg or type(error).__name__) from error
        return str(done)

    def _perform(self, source: dict[str, Any]) -> None:
        self._shown().execute("actions", {"actions": [source]})

    def resize(self, width: int, height: int) -> None:
        session = self._shown()
        # A window also has a frame and bars. Their size is only known when the window has a size.
        for _ in range(2):
            inner = session.execute_script("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            outer = session.get_window_size()
            # While a window still opens or grows, `outer` may be older than `inner`.
            session.set_window_size(
                max(width, outer["width"] + width - inner[0]),
                max(height, outer["height"] + height - inner[1]),
            )

    def screenshot(self) -> bytes:
        return self._shown().get_screenshot_as_png()

    def close(self) -> None:
        if self._open:
            self._open = False
            session = self._shown()
            if len(session.window_handles) == 1:  # without any tab, the browser would end
                session.get("about:blank")
                self._profile.spare = self._handle
            else:
                session.close()
                self._profile.shown = ""
