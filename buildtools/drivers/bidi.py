"""A connection to a browser by WebDriver BiDi (W3C): JSON through a WebSocket."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import websocket

from .base import SECONDS, DriverError

Event = dict[str, Any]


class Connection:
    """Sends commands and waits for their results; passes events on when they arrive.

    `hear(method, params)` is called per event, while a command waits for its result.
    """

    def __init__(self, url: str, hear: Callable[[str, Event], None]) -> None:
        self._socket = websocket.create_connection(url, timeout=SECONDS, suppress_origin=True)
        self._hear = hear
        self._number = 0

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Return a command's result; raise `DriverError` when the browser refuses it."""
        self._number += 1
        number = self._number
        try:
            self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
            while True:
                message = json.loads(self._socket.recv())
                if message["type"] == "event":
                    self._hear(message["method"], message["params"])
                elif message["id"] == number:
                    break
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise DriverError(f"{method}: {error!r}") from error
        if message["type"] == "error":
            raise DriverError(f"{method}: {message['error']}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
