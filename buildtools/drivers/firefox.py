"""Firefox, driven by WebDriver BiDi, which Firefox has built in."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from . import find
from .base import SECONDS, Driver, DriverError, Profile, Seen, Tab, Until
from .bidi import Connection, Event

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")

PREFERENCES: dict[str, bool | int | str] = {
    # A test may read what it copied. Without this, Firefox would ask a person.
    "dom.events.testing.asyncClipboard": True,
    # Pages are light and without motion, whatever the desktop's settings are.
    "layout.css.prefers-color-scheme.content-override": 1,
    "ui.prefersReducedMotion": 1,
    # A tab in the background works as fast as one in front.
    "dom.min_background_timeout_value": 4,
    "dom.timeout.enable_budget_timer_throttling": False,
    # Firefox sends no requests of its own.
    "app.normandy.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}

DEFAULT_CONTEXT = "default"  # WebDriver BiDi's name for what is in no container

EVENTS = [
    "log.entryAdded",
    "network.beforeRequestSent",
    "network.fetchError",
    "network.responseCompleted",
]


class Firefox(Driver):
    """One Firefox without a window. Each profile is its own container (“user context”)."""

    name = "firefox"
    tells = True

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: Path | None = None,
        preferences: Mapping[str, bool | int | str] | None = None,
    ) -> None:
        """Start it. Its files go into `folder`, which stays; without one, they are deleted at the end."""
        program = find.firefox()
        if program is None:
            find.ensure(self.name)
            program = find.firefox()
        self._keeps = folder is not None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="jwt-playground-firefox-"))
        set_ = {**PREFERENCES, **(preferences or {})}
        (self._folder / "user.js").write_text(
            "".join(f"user_pref({_js(name)}, {_js(value)});\n" for name, value in set_.items()),
            "utf-8",
        )
        self._process = subprocess.Popen(
            [
                str(program),
                "--headless",
                "--no-remote",
                "--profile",
                str(self._folder),
                "--remote-debugging-port=0",
            ],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        self._reader: Thread | None = None
        self._owners: dict[str, FirefoxProfile] = {}
        try:
            self.connection = Connection(self._address() + "/session", self._hear)
            session = self.connection.send("session.new", capabilities={})
            self.version: str = session["capabilities"]["browserVersion"]
            self.connection.send("session.subscribe", events=EVENTS)
        except BaseException:
            self._end()
            raise
        self.shown = ""

    def _address(self) -> str:
        """Return the address where Firefox listens. Go on reading its output, or it would stop."""
        told = self._process.stderr or ()
        until = time.monotonic() + SECONDS
        for line in told:
            if found := LISTENING.search(line):
                self._reader = Thread(target=lambda: deque(told, maxlen=0), daemon=True)
                self._reader.start()
                return found[1]
            if time.monotonic() > until:
                break
        raise DriverError("Firefox did not start.")

    def _hear(self, method: str, params: Event) -> None:
        context = params.get("context") or params.get("source", {}).get("context")
        if owner := self._owners.get(context or ""):
            owner.hear(method, params)

    def profile(self) -> FirefoxProfile:
        made = self.connection.send("browser.createUserContext")["userContext"]
        return FirefoxProfile(self, made)

    def everyday_profile(self) -> FirefoxProfile:
        """Return the profile in which a person's tabs are, without a container."""
        return FirefoxProfile(self, DEFAULT_CONTEXT)

    def own(self, context: str, profile: FirefoxProfile) -> None:
        """Pass an event of a tab on to the tab's profile."""
        self._owners[context] = profile

    def close(self) -> None:
        with suppress(DriverError):  # it may be gone already
            self.connection.send("browser.close")
        with suppress(OSError):
            self.connection.close()
        self._end()

    def _end(self) -> None:
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._reader:
            self._reader.join(10)
        if self._process.stderr:
            self._process.stderr.close()
        if not self._keeps:
            shutil.rmtree(self._folder, ignore_errors=True)


class FirefoxProfile(Profile):
    """Tabs that share cookies, storage and cache only with each other."""

    def __init__(self, driver: Firefox, context: str) -> None:
        self.driver = driver
        self._context = context
        self._seen: list[Seen] = []
        self._tabs: list[FirefoxTab] = []

    def tab(self) -> FirefoxTab:
        made = self.driver.connection.send(
            "browsingContext.create", type="tab", userContext=self._context
        )
        tab = FirefoxTab(self.driver, made["context"])
        self.driver.own(made["context"], self)
        self._tabs.append(tab)
        return tab

    def preload(self, function: str) -> bool:
        self.driver.connection.send(
            "script.addPreloadScript", functionDeclaration=function, userContexts=[self._context]
        )
        return True

    def seen(self) -> list[Seen]:
        self.driver.connection.send("session.status")  # lets events arrive
        seen, self._seen = self._seen, []
        return seen

    def hear(self, method: str, params: Event) -> None:
        """Store an event."""
        if method == "log.entryAdded":
            text = params["text"] or ""
            if params["type"] == "console":
                level = {"warn": "warning"}.get(str(params["method"]), str(params["method"]))
                self._seen.append(Seen("console", text, level))
            else:
                self._seen.append(Seen("uncaught", text, str(params["level"])))
            return
        url = params["request"]["url"]
        if method == "network.beforeRequestSent":
            self._seen.append(Seen("request", url))
        elif method == "network.fetchError":
            self._seen.append(Seen("failed", url, str(params["errorText"])))
        elif params["response"]["status"] >= 400:
            self._seen.append(Seen("answered", url, str(params["response"]["status"])))

    def close(self) -> None:
        for tab in self._tabs:
            tab.close()
        if self._context != DEFAULT_CONTEXT:
            self.driver.connection.send("browser.removeUserContext", userContext=self._context)


class FirefoxTab(Tab):
    """A tab; it is brought to the front before every action in it."""

    def __init__(self, driver: Firefox, context: str) -> None:
        self._driver = driver
        self._context = context
        self._open = True

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        if self._driver.shown != self._context:
            self._driver.connection.send("browsingContext.activate", context=self._context)
            self._driver.shown = self._context
        return self._driver.connection.send(method, **params)

    @property
    def url(self) -> str:
        tree = self._send("browsingContext.getTree", root=self._context, maxDepth=0)
        return str(tree["contexts"][0]["url"])

    def front(self) -> None:
        if not self.run("() => document.hasFocus()"):
            # The focus has moved on to the browser's own buttons. A change of tabs brings it back.
            send = self._driver.connection.send
            other = send("browsingContext.create", type="tab")["context"]
            send("browsingContext.activate", context=other)
            send("browsingContext.close", context=other)
            send("browsingContext.activate", context=self._context)

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self, until: Until = "load") -> None:
        wait = "complete" if until == "load" else "interactive"
        self._send("browsingContext.reload", context=self._context, wait=wait)

    def _call(self, function: str, given: str) -> str:
        done = self._send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            target={"context": self._context},
            awaitPromise=True,
            userActivation=False,
        )
        if done["type"] == "exception":  # a syntax error, which the page itself cannot catch
            raise DriverError(done["exceptionDetails"]["text"])
        return str(done["result"]["value"])

    def _perform(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._context, actions=[source])

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._context, viewport=size)

    def screenshot(self) -> bytes:
        shot = self._send("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        if self._open:
            self._open = False
            self._driver.connection.send("browsingContext.close", context=self._context)
            self._driver.shown = ""


def _js(value: bool | int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
