"""A small static server for the built site."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from .common import BuildError, say
from .service_worker_files import NAME as SERVICE_WORKER

# They are listed here, because the system's own table differs between machines.
MIME_TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}

# This replaces the site's own service worker while pages are built again on reload. The
# real one would keep showing the old build. This one also removes one that was installed
# earlier under the same address.
NO_SERVICE_WORKER = b"""addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(registration.unregister()));
"""


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves one folder; the browser must ask before it uses its cache.

    `refresh` builds the folder again when it is stale. With it, pages get no service worker.
    """

    extensions_map = MIME_TYPES
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, refresh: Callable[[], object] | None = None, **kwargs: Any):
        self.refresh = refresh
        super().__init__(*args, **kwargs)

    def handle(self) -> None:
        """Serve one connection until it ends; a browser may drop it at any time."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer a request; before the page itself is sent, the site is built if it is stale."""
        if self.refresh and self.path.split("?")[0] in ("/", "/index.html"):
            try:
                self.refresh()
            except BuildError as error:
                say(f"\n{error}\n")
                self.send_error(500, "The build failed", str(error))
                return
        if self.refresh and self.path == f"/{SERVICE_WORKER}":
            self.send_response(200)
            self.send_header("Content-Type", MIME_TYPES[".js"])
            self.send_header("Content-Length", str(len(NO_SERVICE_WORKER)))
            self.end_headers()
            self.wfile.write(NO_SERVICE_WORKER)
            return
        super().do_GET()

    def end_headers(self) -> None:
        """Add the rule for caches to every answer."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the terminal is for the lines of the build."""


def listen(folder: Path, port: int | None, refresh: Callable[[], object]) -> ThreadingHTTPServer:
    """Open a server on the given port; if none is given, on 8000 or the next free one."""
    handler = partial(SiteHandler, directory=str(folder), refresh=refresh)
    for candidate in [port] if port is not None else range(8000, 8100):
        try:
            return ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            if port is not None:
                raise BuildError(
                    f"Port {port} cannot be used ({error.strerror}): choose another with --port."
                ) from None
    raise BuildError("No port from 8000 to 8099 is free: choose one with --port.")


def serve(folder: Path, port: int | None, refresh: Callable[[], object]) -> None:
    """Serve until interrupted. When the page is reloaded, changes are built first."""
    with listen(folder, port, refresh) as server:
        say("Serving; reload the page after a change, Ctrl+C ends.")
        say(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("")
