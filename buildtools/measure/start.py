"""How long a start takes in Chromium: of our page and of a plain Pyodide page.

The plain page (plain.html) does what a tutorial would do. It comes from the same server,
with the same runtime files. All times are milliseconds from the navigation to the first
verified token. The two pages take turns, so that other load on the machine affects both.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from .chromium import idle_page, profile, run, started
from .pages import KEPT, VERIFY, served
from .row import Chapter, Row
from .sample import SECRET, token
from .server import BenchServer
from .shifts import rows as shift_rows

PAINTED = """
return performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
"""
NOTES = (
    (
        "Layout shift: all shifts of a start added up. The files come in three portions, each when "
        "what came before is drawn, as on a slow line."
    ),
)
STAGES_SCRIPT = Path(__file__).with_name("stages.js")
STAGES = {
    "asked": "the page's script runs",
    "runtime": "the worker runs",
    "python": "all files are there",
    "modules": "Python has started",
    "ready": "the engine is ready",
}


def visit(page: Page, server: BenchServer, which: str) -> float:
    """Open one of the two pages; return the time when its first token was verified."""
    page.goto(f"{server.url}{which}/index.html", wait_until="domcontentloaded")
    times = run(page, VERIFY[which], token(), SECRET)
    return float(times["verified"])


def start(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure first and second visits without a slow line, on this machine."""
    seen: dict[str, list[float]] = defaultdict(list)
    with served(dist) as server:
        with started(chromium) as browser:
            for _ in range(runs):
                for which in ("ours", "plain"):
                    context = browser.new_context(service_workers="block")
                    _first(context, server, which, seen)
                    context.close()
        with sync_playwright() as playwright:
            for _ in range(runs):
                for which in ("ours", "plain"):
                    _again(playwright, chromium, server, which, seen)
                seen["ours offline"].append(_offline(playwright, chromium, server))
    rows = [
        Row("start/chromium/cold", "Chromium, first visit", "ms", seen["ours"], seen["plain"]),
        *[
            Row(f"start/chromium/stage/{stage}", f"· {name} after", "ms", seen[stage], detail=True)
            for stage, name in STAGES.items()
        ],
        Row("start/chromium/painted", "· something is painted after", "ms", seen["painted"]),
        Row(
            "start/chromium/warm",
            "Chromium, second visit, HTTP cache only",
            "ms",
            seen["ours again"],
            seen["plain again"],
        ),
        Row(
            "start/chromium/offline",
            "Chromium, second visit, network off",
            "ms",
            seen["ours offline"],
            seen["plain again"],
            note="plain: with the network, from the HTTP cache",
        ),
        *shift_rows(dist, chromium, runs),
    ]
    return Chapter("start", "Start, on this machine's own line", rows, "plain Pyodide", NOTES)


def _first(
    context: BrowserContext, server: BenchServer, which: str, seen: dict[str, list[float]]
) -> None:
    page = idle_page(context)
    if which == "ours":
        page.add_init_script(path=STAGES_SCRIPT)
    seen[which].append(visit(page, server, which))
    if which == "ours":
        seen["painted"].append(run(page, PAINTED))
        for heard in run(page, "return heardStages"):
            seen[heard["stage"]].append(heard["at"])


def _again(
    playwright: Playwright,
    chromium: Path,
    server: BenchServer,
    which: str,
    seen: dict[str, list[float]],
) -> None:
    with profile(playwright, chromium, service_workers="block") as context:
        page = idle_page(context)
        visit(page, server, which)
        page.goto("about:blank")
        page.wait_for_timeout(500)  # the work that the first visit left is done
        seen[f"{which} again"].append(visit(page, server, which))


def _offline(playwright: Playwright, chromium: Path, server: BenchServer) -> float:
    with profile(playwright, chromium) as context:
        page = idle_page(context)
        visit(page, server, "ours")
        run(page, KEPT)
        page.goto("about:blank")
        page.wait_for_timeout(500)
        server.down = True
        context.set_offline(True)
        try:
            return visit(page, server, "ours")
        finally:
            server.down = False
