"""What every driver can do."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Self

from .keys import chord, click, typed

SECONDS = 90.0
"""How long a page, or a function in it, may take."""

# What a driver runs in the page: text in, text out, so that no driver's own idea of
# values gets in between (big numbers, lone surrogates). `undefined` becomes null.
CALL = """async (given) => {
  try {
    return JSON.stringify({ value: (await (FUNCTION)(...JSON.parse(given))) ?? null });
  } catch (error) {
    const named = error instanceof Error || error instanceof DOMException;
    return JSON.stringify({ error: named ? `${error.name}: ${error.message}` : String(error) });
  }
}"""


class DriverError(Exception):
    """The browser did not do what it was told, or is gone."""


class ScriptError(DriverError):
    """What a function in the page threw, as “Name: message”."""


@dataclass(frozen=True)
class Seen:
    """Something that the browser said about a page, beside what it was asked."""

    kind: str
    """`console`, `uncaught`, `request`, `failed` or (with an error) `answered`."""
    text: str
    """What was written, thrown, or the address."""
    level: str = ""
    """Of the console: `error`, `warning`, `info` …; of a request: why it failed, or its status."""


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
        """The address that the browser shows."""

    @abstractmethod
    def front(self) -> None:
        """Bring it to the front, with the focus in the page and not in the browser's own bars."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address and wait for the page's `load` event."""

    @abstractmethod
    def reload(self) -> None:
        """Load the page again and wait for its `load` event."""

    def run(self, function: str, *given: Any) -> Any:
        """Call a JavaScript function in the page; return what it, or its promise, gives.

        `function` is the text of a function expression. It sees the page's own globals
        and is not bound by the page's policy. Arguments and result are JSON. Raises
        `ScriptError` when it throws or rejects, or is no function.
        """
        answer = json.loads(self._call(CALL.replace("FUNCTION", function), json.dumps(given)))
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer["value"]

    @abstractmethod
    def _call(self, function: str, given: str) -> str:
        """Call a function of one text, and return the text that its promise gives."""

    def press(self, *keys: str) -> None:
        """Press keys while those named before each are held: `press("Control", "a")`.

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
        """Let one input source act (WebDriver, section “Actions”)."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the viewport this size in CSS pixels, or the nearest that the browser can."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return a PNG of what is shown."""


class Profile(_Closing):
    """A fresh profile: no cache, no storage. Closing it closes its tabs and forgets it."""

    @abstractmethod
    def tab(self) -> Tab:
        """Open an empty tab."""

    @abstractmethod
    def preload(self, function: str) -> bool:
        """Run a function in each page opened later, before its own scripts.

        Returns False, and does nothing, where the browser cannot do that.
        """

    @abstractmethod
    def seen(self) -> list[Seen]:
        """Return what the browser said of this profile's pages since the last time.

        Empty where the browser cannot tell (see `Driver.tells`).
        """


class Driver(_Closing):
    """A started browser."""

    name: str
    version: str
    tells: bool
    """Whether `Profile.seen` has anything to say."""

    @abstractmethod
    def profile(self) -> Profile:
        """Make a fresh profile."""
