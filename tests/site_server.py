"""A server for the built site that a test can sabotage."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from buildtools.site_handler import SiteHandler

# The site is not at the root, so that an address without this path does not work.
SUB_PATH = "/some/sub/path/"


WITNESS = Path(__file__).parent / "browser/support/webdriver/witness.js"
WITNESS_NAME = "witness.js"


@contextmanager
def serving(folder: Path, address: str = "127.0.0.1") -> Iterator[SiteServer]:
    """Serve a folder under `SUB_PATH` of a free port of this machine, and stop at the end."""
    site = SiteServer(folder)
    with ThreadingHTTPServer((address, 0), partial(_SabotagedHandler, site=site)) as server:
        host, port = server.server_address[:2]
        site.origin = f"http://{host!s}:{port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            site.reset()
            server.shutdown()


class SiteServer:
    """The folder that is served (see `serving`), and what a test changes about it.

    Patterns are those of `fnmatch`. They are compared with a file's name below the site's
    folder (`assets/*.zip`, `*/pyodide.asm.wasm.bin`).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = ""
        """Scheme, address and port, without a slash at the end."""
        self.missing: set[str] = set()
        """Patterns of the files that are answered with 404."""
        self.replace: dict[str, bytes | Callable[[bytes], bytes]] = {}
        """Patterns with other contents: bytes, or a function that changes the real bytes."""
        self.held: dict[str, threading.Event] = {}
        """Patterns of the files that are sent only when the event is set (see `hold`)."""
        self.halved: dict[str, threading.Event] = {}
        """Patterns of the files whose second half is sent only then (see `hold_half`)."""
        self.witnesses = True
        """Whether pages in WebKit get `witness.js`, which tells the guard what they do."""
        self.compresses = False
        """Whether every file is sent with gzip, whatever it is."""
        self.silent = False
        """Whether every connection is closed without an answer."""
        self.requests: list[str] = []
        """The names of the requested files, in order."""

    @property
    def url(self) -> str:
        """Address of the page, with a slash at the end."""
        return self.origin + SUB_PATH

    def hold(self, pattern: str) -> threading.Event:
        """Let requests for `pattern` wait until the returned event is set."""
        return self.held.setdefault(pattern, threading.Event())

    def hold_half(self, pattern: str) -> threading.Event:
        """Let the second half of each file of `pattern` wait until the returned event is set."""
        return self.halved.setdefault(pattern, threading.Event())

    def reset(self) -> None:
        """Undo every sabotage."""
        self.missing.clear()
        self.replace.clear()
        for holding in (self.held, self.halved):
            for event in holding.values():
                event.set()
            holding.clear()
        self.compresses = False
        self.silent = False
        self.requests.clear()


class _SabotagedHandler(SiteHandler):
    def __init__(self, *args: Any, site: SiteServer) -> None:
        self.site = site
        super().__init__(*args, directory=str(site.folder))

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if not path.startswith(SUB_PATH):
            self.send_error(404)
            return
        name = path.removeprefix(SUB_PATH) or "index.html"
        site = self.site
        site.requests.append(name)
        if site.silent:
            self.close_connection = True
            return
        for pattern, event in list(site.held.items()):
            if fnmatch(name, pattern):
                event.wait(60)
        if any(fnmatch(name, pattern) for pattern in site.missing):
            self.send_error(404)
            return
        if name == WITNESS_NAME:
            self._send(name, WITNESS.read_bytes())
            return
        witnessed = site.witnesses and self._is_webkit()
        file = site.folder / name
        for pattern, change in site.replace.items():
            if fnmatch(name, pattern):
                body = change(file.read_bytes()) if callable(change) else change
                self._send(name, with_witness(name, body) if witnessed else body)
                return
        if file.is_file() and self._second_half(name):
            self._send(name, file.read_bytes())
            return
        if witnessed and file.is_file() and with_witness(name, b""):
            self._send(name, with_witness(name, file.read_bytes()))
            return
        if site.compresses and file.is_file():
            self._send(name, gzip.compress(file.read_bytes(), 1), ("Content-Encoding", "gzip"))
            return
        # The connection may have begun when another folder was served.
        self.directory = str(site.folder)
        self.path = "/" + self.path.removeprefix(SUB_PATH)
        super().do_GET()

    def _is_webkit(self) -> bool:
        agent = self.headers.get("User-Agent", "")
        return "AppleWebKit" in agent and "Chrome" not in agent

    def _send(self, name: str, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for header in headers:
            self.send_header(*header)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if awaited := self._second_half(name):
            half = len(body) // 2
            self.wfile.write(body[:half])
            awaited.wait(60)
            body = body[half:]
        self.wfile.write(body)

    def _second_half(self, name: str) -> threading.Event | None:
        """Return what the second half of a file has to wait for."""
        halved = list(self.site.halved.items())
        return next((event for pattern, event in halved if fnmatch(name, pattern)), None)


def with_witness(name: str, body: bytes) -> bytes:
    """Add the witness to a page or to the engine's worker, so that it runs there first."""
    if name == "index.html":
        doctype, tag, rest = body.partition(b">")
        return doctype + tag + f"<script src={WITNESS_NAME}></script>".encode() + rest
    if fnmatch(name, "assets/worker-*.js"):
        return WITNESS.read_bytes() + body
    return body
