"""Answers requests for the files of one folder, and for nothing outside of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

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


def file_below(folder: Path, target: str) -> Path | None:
    """Return the file that a request's target names, if it really lies in the folder.

    Nothing is found behind a link, in a name that walks upwards, or in one that no file can have.
    """
    try:
        name = unquote(target.partition("?")[0].partition("#")[0], errors="strict")
        parts = (name.removeprefix("/") or "index.html").split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            return None
        root = folder.resolve()
        path = root.joinpath(*parts)
        # Resolved, it differs if there is a link on the way.
        return path if path.resolve(strict=True) == path and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long, a zero byte, a circle of links
        return None


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
        with suppress(ConnectionError, TimeoutError):
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

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Begin the answer with a file's headers. No folder is listed."""
        if file_below(Path(self.directory), self.path) is None:
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """Return the path of the file that a request names (see `file_below`)."""
        return str(file_below(Path(self.directory), path) or Path(self.directory, "index.html"))

    def end_headers(self) -> None:
        """Add the rule for caches to every answer."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the terminal is for the lines of the build."""
