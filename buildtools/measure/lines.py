"""How long a first visit takes in Chromium on slower lines: of our page and of a plain Pyodide page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from .chromium import idle_page, started
from .line import SLOW, USUAL, Line
from .pages import served
from .row import Chapter, Row
from .sample import CLAIMS, token
from .server import BenchServer
from .start import visit

NOTES = (
    (
        "The line is simulated by the bench's server: all connections share it, and each request "
        "and each new connection waits one round trip."
    ),
    (
        "Decoded: header and payload of a token in the link are on the screen, whether or not the "
        "engine has started."
    ),
)

Seen = dict[str, list[float]]

# The promise `decoded` resolves when both editors show the token, after the frame that draws it.
WATCH = """window.decoded = new Promise((resolve) => {
  const shows = (id, text) => [...document.querySelectorAll(`#${id}, #${id} *`)].some(
    ({ shadowRoot }) => shadowRoot?.querySelector(".cm-content")?.textContent.includes(text));
  const look = () => {
    if (!shows("header", HEADER) || !shows("payload", PAYLOAD)) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
});""".replace("HEADER", json.dumps("HS256")).replace("PAYLOAD", json.dumps(CLAIMS["jti"]))


def lines(dist: Path, chromium: Path, runs: int, alone: bool) -> Chapter:
    """Measure first visits on slower lines, with and without compression.

    The slowest line takes minutes. It is measured once per five runs. With fewer runs it is
    measured once if this chapter is measured `alone`, and not at all with others.
    """
    rows = []
    slow = runs // 5 or (1 if alone else 0)
    with served(dist) as server, started(chromium) as browser:
        for line, short, times in ((USUAL, "10", runs), (SLOW, "1.6", slow)):
            for compress, kind in ((False, "as-is"), (True, "gzip")) if times else ():
                seen: Seen = defaultdict(list)
                for _ in range(times):
                    _visit(browser, server, line, compress, seen)
                rows += line_rows(line.name, short, kind, seen)
    return Chapter("lines", "First visit in Chromium on slower lines", rows, "plain Pyodide", NOTES)


def decoded(page: Page, server: BenchServer) -> float:
    """Open our page with a token in its link; return when header and payload were shown."""
    page.add_init_script(WATCH)
    page.goto(f"{server.url}ours/index.html#token={token()}", wait_until="commit")
    return float(page.evaluate("decoded"))


def line_rows(name: str, short: str, kind: str, seen: Seen) -> list[Row]:
    """Return the rows of one line: to the first verified token, and to a decoded one."""
    what = f"{name}, {'gzip' if kind == 'gzip' else 'files as they lie'}"
    note = "one run" if len(seen["ours"]) == 1 else ""
    row = f"lines/{short}/{kind}"
    return [
        Row(row, what, "ms", seen["ours"], seen["plain"], note=note),
        Row(f"{row}/decoded", "· a token in the link is decoded", "ms", seen["decoded"]),
    ]


def _visit(browser: Browser, server: BenchServer, line: Line, compress: bool, seen: Seen) -> None:
    for which in ("ours", "plain"):
        with _slowly(browser, server, line, compress) as page:
            seen[which].append(visit(page, server, which))
    with _slowly(browser, server, line, compress) as page:
        seen["decoded"].append(decoded(page, server))


@contextmanager
def _slowly(browser: Browser, server: BenchServer, line: Line, compress: bool) -> Iterator[Page]:
    """Give an empty page of a new profile, while the server answers over this line."""
    context = browser.new_context(service_workers="block")
    page = idle_page(context)
    with server.over(line, compress):
        yield page
        page.goto("about:blank")  # ends downloads that are still running
    context.close()
