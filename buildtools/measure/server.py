"""The bench's own server: it serves one folder over a line of any speed, compressed or not.

The line is simulated here and not in the browser. So it is the same for every browser, and
also for requests of workers and service workers.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from buildtools.site_handler import MIME_TYPES

from .line import LOOPBACK, Line

# Files that hosts compress. The others (zip, wheels, snapshot, pictures) already are.
TEXTS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest"}


@dataclass(frozen=True)
class File:
    """One file as it is sent."""

    kind: str
    plain: bytes
    packed: bytes | None


def read(path: Path) -> File:
    """Read a file, and also compress it as a host would."""
    data = path.read_bytes()
    packed = gzip.compress(data, 6, mtime=0) if path.suffix in TEXTS else None
    return File(MIME_TYPES.get(path.suffix, MIME_TYPES[""]), data, packed)


class BenchServer:
    """Serves a folder on a free port of this machine; line and compression can be changed."""

    def __init__(self, folder: Path) -> None:
        self.line: Line = LOOPBACK
        self.compress = False
        self.down = False
        """Whether every connection is closed without an answer."""
        self.sent: list[str] = []
        """The names of the files that were sent completely, in order."""
        self.files = {
            path.relative_to(folder).as_posix(): read(path)
            for path in folder.rglob("*")
            if path.is_file()
        }
        self._server = _Quiet(("127.0.0.1", 0), partial(_Handler, site=self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def over(self, line: Line, compress: bool) -> Iterator[None]:
        """Use another line while the `with` block runs."""
        self.line, self.compress = line, compress
        try:
            yield
        finally:
            self.line, self.compress = LOOPBACK, False


class _Quiet(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: a browser that is closed leaves connections in the middle of a request."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, site: BenchServer) -> None:
        self.site = site
        super().__init__(*args)

    def setup(self) -> None:
        super().setup()
        self.site.line.wait()  # for the new connection

    def do_GET(self) -> None:
        site, line = self.site, self.site.line
        if site.down:
            self.close_connection = True
            return
        line.wait()
        name = self.path.split("?")[0].lstrip("/")
        if name == "" or name.endswith("/"):
            name += "index.html"
        file = site.files.get(name)
        if file is None:
            self.send_error(404)
            return
        packed = file.packed if site.compress else None
        body = packed or file.plain
        self.send_response(200)
        self.send_header("Content-Type", file.kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        # Browsers need not ask again for ten minutes, as with the best known host of static pages.
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        through: float | None = None
        for piece in line.pieces(body):
            through = line.carry(len(piece), through)
            self.wfile.write(piece)
        site.sent.append(name)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""
