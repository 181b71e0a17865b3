"""The interface that every driver offers."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Literal, Self

from .keys import chord, click, typed

Until = Literal["load", "domcontentloaded"]
"""The event of a page that somebody waits for."""

SECONDS = 90.0
"""How many seconds a page, or a function in it, may take."""

# What a driver runs in the page. Only text goes in and out, because each driver converts
# other values in its own way (big numbers, lone surrogates). `undefined` becomes null.
CALL = """async (given) => {
  try {
    return JSON.stringify({ value: (await (FUNCTION)(...JSON.parse(given))) ?? null });
  } catch (error) {
    const named = error instanceof Error || error instanceof DOMException;
    return JSON.stringify({ error: named ? `${error.name}: ${error.message}` : String(error) });
  }
}"""


class DriverError(Exception):
    """The browser did not do what it was told, or it has ended."""


class ScriptError(DriverError):
    """A function in the page threw this error; the message is “Name: message”."""


@dataclass(frozen=True)
class Seen:
    """An event of a page that the browser reported by itself."""

    kind: str
    """`console`, `uncaught`, `request`, `failed` or (with an error) `answered`."""
    text: str
    """The text that was written or thrown, or the address."""
    level: str = ""
    """For the console `error`, `warning`, `info` …; for a request its failure or its status."""


class _Closing(ABC):
    @abstractmethod
    def close(self) -> None:
        """End it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Tab(_Closing):
    """One page. Every method waits until what it does is done."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address that the browser shows for this tab."""

    @abstractmethod
    def front(self) -> None:
        """Bring the tab to the front, with the focus in the page and not in the browser's bars."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address and wait for the page's `load` event."""

    @abstractmethod
    def reload(self, until: Until = "load") -> None:
        """Load the page again and wait for an event of it; WebKitGTK always waits for `load`.

        Firefox puts `load` off until the script of a worker has come.
        """

    def run(self, function: str, *given: Any) -> Any:
        """Call a JavaScript function in the page; return its result, or that of its promise.

        `function` is the text of a function expression. It sees the page's globals, and
        the page's policy does not restrict it. Arguments and result are JSON. Raises
        `ScriptError` when it throws, when it rejects, or when it is not a function.
        """
        answer = json.loads(self._call(CALL.replace("FUNCTION", function), json.dumps(given)))
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer["value"]

    @abstractmethod
    def _call(self, function: str, given: str) -> str:
        """Call a function with one text, and return the text that its promise gives."""

    def press(self, *keys: str) -> None:
        """Hold each key while the next ones are pressed: `press("Control", "a")`.

        A key is a character or one of the names in `keys.KEYS`.
        """
        self._act("key", chord(keys))

    def type(self, text: str) -> None:
        """Press and release the key of each character."""
        self._act("key", typed(text))

    def click(self, x: float, y: float) -> None:
        """Click at a place of the viewport, in CSS pixels."""
        self._act("pointer", click(x, y))

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        self._perform({"type": kind, "id": kind, "actions": actions})

    @abstractmethod
    def _perform(self, source: dict[str, Any]) -> None:
        """Perform the actions of one input source (WebDriver, section “Actions”)."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the viewport this size in CSS pixels, or the nearest possible size."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return a picture of the viewport as PNG."""


class Profile(_Closing):
    """A fresh profile without cache and storage. Closing it closes its tabs and deletes its data."""

    @abstractmethod
    def tab(self) -> Tab:
        """Open an empty tab."""

    @abstractmethod
    def preload(self, function: str) -> bool:
        """Run a function in each page that is opened later, before the page's own scripts.

        Returns False, and does nothing, where the browser cannot do that.
        """

    @abstractmethod
    def seen(self) -> list[Seen]:
        """Return the events of this profile's pages since the last call.

        The list is empty if the browser does not report events (see `Driver.tells`).
        """


class Driver(_Closing):
    """A started browser."""

    name: str
    version: str
    tells: bool
    """Whether the browser reports events, so that `Profile.seen` can return some."""

    @abstractmethod
    def profile(self) -> Profile:
        """Make a fresh profile."""
