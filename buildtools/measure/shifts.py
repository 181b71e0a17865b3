"""How far a start moves what is already drawn: Chromium's layout shifts, all added up.

On a fast line everything comes at once, and little is seen to move. So the files are held
back here and come in three portions, each when what came before is drawn. This shows every
state that a slow line shows. Only the texts of the progress bar still depend on the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, ViewportSize

from .chromium import started
from .pages import served
from .row import Row
from .sample import token
from .server import BenchServer

SCRIPT = Path(__file__).with_name("shifts.js")
WINDOWS: Sequence[ViewportSize] = ({"width": 360, "height": 740}, {"width": 1440, "height": 900})

# These come at once: the document, the first script, the style sheet, pictures.
FIRST = ("*/", "*/index.html", "*/assets/main-*", "*.png", "*.svg", "*.webmanifest")
WORKER = (
    "*/assets/worker-*",
    "*/assets/snapshot-*",
    "*/assets/python-*",
    "*/pyodide-*",
    "*.whl",
)
"""The files of the worker come last; everything else, which are the page's parts, before them."""

# The skeleton, the views, and the first answer of the engine are drawn.
DRAWN = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
)
SKELETON = f"""async () => {{
  while (!performance.getEntriesByName("first-contentful-paint").length) await {DRAWN};
  await {DRAWN};
}}"""
VIEWS = f"""async () => {{
  while (!("started" in document.documentElement.dataset)) await {DRAWN};
  await {DRAWN};
}}"""
ANSWER = f"""async () => {{
  await jwtPlayground.ready;
  await jwtPlayground.call("meta", {{}});
  await {DRAWN};
  return heardShifts();
}}"""


@dataclass(frozen=True)
class Shift:
    """One shift that no input of a person caused."""

    value: float
    nodes: tuple[str, ...]
    """What moved."""


class _Gate:
    """Holds requests back until they are let go."""

    def __init__(self, page: Page) -> None:
        self._held: list[Route] = []
        self._open = [*FIRST]
        page.route("**/*", self._route)

    def _goes(self, route: Route) -> bool:
        path = urlsplit(route.request.url).path
        return any(fnmatch(path, pattern) for pattern in self._open) or (
            "page" in self._open and not any(fnmatch(path, pattern) for pattern in WORKER)
        )

    def _route(self, route: Route) -> None:
        if self._goes(route):
            route.continue_()
        else:
            self._held.append(route)

    def let_go(self, *patterns: str) -> None:
        """Let requests for these files through, and those that have been waiting."""
        self._open += patterns
        held, self._held = self._held, []
        for route in held:
            self._route(route)


def shifts(page: Page, url: str) -> list[Shift]:
    """Open an address of our page, portion by portion; return what moved until it was ready."""
    page.add_init_script(path=SCRIPT)
    gate = _Gate(page)
    page.goto(url, wait_until="commit")
    page.evaluate(SKELETON)
    gate.let_go("page")
    page.evaluate(VIEWS)
    gate.let_go("*")
    found = page.evaluate(ANSWER)
    return [Shift(each["value"], tuple(each["nodes"])) for each in found]


def rows(dist: Path, chromium: Path, runs: int) -> list[Row]:
    """Measure an empty page and one with a token in its link, in a small and a wide window."""
    seen: dict[str, list[float]] = defaultdict(list)
    cases = [(size, kind) for size in WINDOWS for kind in ("empty", "link")]
    with served(dist) as server, started(chromium) as browser:
        for _ in range(runs):
            for size, kind in cases:
                seen[f"{size['width']}/{kind}"].append(_visit(browser, server, size, kind))
    words = {"empty": "empty page", "link": "token in the link"}
    return [
        Row(
            f"start/chromium/shift/{size['width']}/{kind}",
            f"Layout shift (CLS), {size['width']}×{size['height']}, {words[kind]}",
            "CLS",
            seen[f"{size['width']}/{kind}"],
        )
        for size, kind in cases
    ]


def _visit(browser: Browser, server: BenchServer, size: ViewportSize, kind: str) -> float:
    context = browser.new_context(service_workers="block", viewport=size)
    link = f"#token={token()}" if kind == "link" else ""
    found = shifts(context.new_page(), f"{server.url}ours/index.html{link}")
    context.close()
    return sum(shift.value for shift in found)
