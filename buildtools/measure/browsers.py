"""How long a start takes in Firefox and in WebKitGTK, where they are installed."""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from pathlib import Path

from buildtools.drivers import Driver, Tab, start
from buildtools.drivers.find import installed

from .pages import KEPT, VERIFY, served
from .row import Chapter, Row
from .sample import SECRET, token
from .server import BenchServer

BROWSERS = {"firefox": "Firefox", "webkit": "WebKitGTK"}
SETTLE = 3.0
"""Seconds to wait before each visit, until the work of the visit before is done.

WebKitGTK optimises the WebAssembly of a page for up to 2.7 s after the visit. It has one
thread for this for all pages of a process, and the next page would wait for that thread.
"""

Seen = dict[str, list[float]]


def browsers(dist: Path, runs: int) -> Chapter:
    """Measure first and second visits without a slow line, on this machine."""
    rows: list[Row] = []
    notes = [f"Each visit, of either page, begins {SETTLE:g} s after the one before was left."]
    with served(dist) as server:
        for name, title in BROWSERS.items():
            if not installed(name):
                notes.append(f"{title} is not installed here.")
                continue
            seen: Seen = defaultdict(list)
            with start(name) as driver:
                version = driver.version
                for _ in range(runs):
                    _ours(driver, server, seen)
                    _plain(driver, server, seen)
            rows += _rows(name, f"{title} {short(version)}", seen)
    return Chapter(
        "browsers",
        "Start in other browsers, on this machine's own line",
        rows,
        "plain Pyodide",
        notes,
    )


def short(version: str) -> str:
    """Return the part of a browser's version that people say: 153, or 2.50."""
    found = re.match(r"\d\d+|\d+\.\d+", version)
    return found[0] if found else version


def _rows(name: str, title: str, seen: Seen) -> list[Row]:
    found = [Row(f"start/{name}/cold", f"{title}, first visit", "ms", seen["ours"], seen["plain"])]
    if again := seen["ours again"]:
        found.append(
            Row(
                f"start/{name}/offline",
                f"{title}, second visit, network off",
                "ms",
                again,
                seen["plain again"],
                note="plain: with the network, from the HTTP cache",
            )
        )
    return found


def _ours(driver: Driver, server: BenchServer, seen: Seen) -> None:
    with driver.profile() as profile:
        profile.preload(_by_itself("ours"))
        tab = _idle(profile.tab())
        seen["ours"].append(_visit(tab, server, "ours"))
        if not tab.run(f"async function () {{ {KEPT} }}"):
            return
        _idle(tab)
        server.down = True
        try:
            seen["ours again"].append(_visit(tab, server, "ours"))
        finally:
            server.down = False


def _plain(driver: Driver, server: BenchServer, seen: Seen) -> None:
    with driver.profile() as profile:
        profile.preload(_by_itself("plain"))
        tab = _idle(profile.tab())
        seen["plain"].append(_visit(tab, server, "plain"))
        seen["plain again"].append(_visit(_idle(tab), server, "plain"))


def _visit(tab: Tab, server: BenchServer, which: str) -> float:
    """Open one of the two pages; return the time when its first token was verified."""
    tab.open(f"{server.url}{which}/index.html")
    times = tab.run(f"() => window.benchTimes ?? ({_by_itself(which)})()")
    return float(times["verified"])


def _by_itself(which: str) -> str:
    """Return a function that has the first token verified.

    If possible, the browser runs it before the page's own scripts: drivers wait for the
    `load` event, which may come later than the verdict.
    """
    given = f"{json.dumps(token())}, {json.dumps(SECRET)}"
    return f"""() => {{
      window.benchTimes = (async function () {{ {VERIFY[which]} }})({given});
      return window.benchTimes;
    }}"""


def _idle(tab: Tab) -> Tab:
    tab.open("about:blank")
    time.sleep(SETTLE)
    return tab
