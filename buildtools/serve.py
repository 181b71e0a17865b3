"""`build.py serve`: a small static server for the built site, on this machine."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from .common import BuildError, say
from .dev_handler import DevHandler
from .headers import headers_for

LOOPBACK = "127.0.0.1"
CONNECTIONS = 64
"""How many may be open at once. A browser opens six; each one takes a thread."""


class DevServer(ThreadingHTTPServer):
    """Serves each connection in a thread of its own, up to a number of them."""

    request_queue_size = CONNECTIONS

    def __init__(
        self,
        host: str,
        port: int,
        folder: Path,
        refresh: Callable[[], object] | None,
        embed_in: tuple[str, ...] = (),
    ) -> None:
        self.host = host
        self.headers = headers_for(embed_in)
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), partial(DevHandler, directory=str(folder), refresh=refresh))

    @property
    def url(self) -> str:
        """Return the address of the page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}/"

    def verify_request(self, request: object, client_address: object) -> bool:
        """Tell whether there is a thread for one more connection; if not, it is closed."""
        return self._free.acquire(blocking=False)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Serve one connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


def listen(
    folder: Path,
    port: int | None,
    refresh: Callable[[], object],
    host: str = LOOPBACK,
    embed_in: tuple[str, ...] = (),
) -> DevServer:
    """Open a server on the given port; if none is given, on 8000 or the next free one.

    Pages of the origins `embed_in` may show its page in a frame.
    """
    for candidate in [port] if port is not None else range(8000, 8100):
        try:
            return DevServer(host, candidate, folder, refresh, embed_in)
        except OverflowError:
            raise BuildError(f"Port {port} cannot be used: ports end at 65535.") from None
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise BuildError(
                    f"{host} cannot be listened at ({error.strerror}): name an address of this "
                    "machine with --host."
                ) from None
            if port is not None:
                raise BuildError(
                    f"Port {port} cannot be used ({error.strerror}): choose another with --port."
                ) from None
    raise BuildError("No port from 8000 to 8099 is free: choose one with --port.")


def serve(
    folder: Path,
    port: int | None,
    refresh: Callable[[], object],
    host: str = LOOPBACK,
    embed_in: tuple[str, ...] = (),
) -> None:
    """Serve until interrupted. When the page is reloaded, changes are built first."""
    with listen(folder, port, refresh, host, embed_in) as server:
        say("Serving; reload the page after a change, Ctrl+C ends.")
        say(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("")
