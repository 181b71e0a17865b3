"""One connection of the development server: who may ask, for how long, and with which headers.

A page of another site can send requests to a server on this machine. With a name of its own that
leads here (DNS rebinding), it could even read the answers. So a request must name this server.
"""

from __future__ import annotations

import io
import re
import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from .headers import HEADERS, Header
from .site_handler import SiteHandler

SECONDS = 30.0
"""How long a request may take to arrive. A connection that waits for one is closed as well."""

NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9A-Za-z._-]+))(?::([0-9]{1,5}))?")


def host_and_port(header: str) -> tuple[str, int] | None:
    """Return what a `Host` header names, or `None` if it is none."""
    found = _HOST.fullmatch(header)
    if not found:
        return None
    return (found[1] or found[2]).lower(), int(found[3] or 80)


class Deadline(io.RawIOBase):
    """Reads from a socket until a moment, however slowly the other side sends."""

    def __init__(
        self, connection: socket.socket, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection, self._seconds, self._clock = connection, seconds, clock
        self.begin()

    def begin(self) -> None:
        """Let the time begin anew."""
        self._end = self._clock() + self._seconds

    def readable(self) -> bool:
        """Tell that it is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come. Raises `TimeoutError`."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError("the request takes too long")
        self._connection.settimeout(left)
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(self._seconds)  # for each piece of the answer


class DevHandler(SiteHandler):
    """Serves a folder to this machine's own pages."""

    timeout = SECONDS
    default_request_version = "HTTP/1.0"  # the one before it has no headers

    def setup(self) -> None:
        """Prepare the connection."""
        super().setup()
        self.rfile.close()
        self._deadline = Deadline(self.connection, SECONDS)
        self.rfile = io.BufferedReader(self._deadline)

    def handle_one_request(self) -> None:
        """Read one request and answer it."""
        self._deadline.begin()
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Read a request's head; tell whether it may be answered."""
        if not super().parse_request():
            return False
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # nobody reads the body, and it is no other request
        if not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST, explain="The target must begin with “/”.")
            return False
        named = self.headers.get_all("Host") or []
        asked = host_and_port(named[0]) if len(named) == 1 else None
        if asked is None:
            self.send_error(HTTPStatus.BAD_REQUEST, explain="One header “Host” is needed.")
            return False
        if not self._is_this_server(*asked):
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST,
                explain="This server answers only to localhost and to what --host names.",
            )
            return False
        return True

    def _is_this_server(self, name: str, port: int) -> bool:
        address = str(self.connection.getsockname()[0]).removeprefix("::ffff:")
        given = str(getattr(self.server, "host", "")).lower()
        return port == self.connection.getsockname()[1] and name in NAMES | {given, address}

    def end_headers(self) -> None:
        """Add the headers that a host should send."""
        headers: tuple[Header, ...] = getattr(self.server, "headers", HEADERS)
        for header in headers:
            self.send_header(header.name, header.value)
        super().end_headers()
