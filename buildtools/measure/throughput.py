"""How many microseconds Chromium needs per token: our engine compared with jose of npm.

Both run in the same page with the same tokens, which are all different. Ours goes through
`jwtPlayground.call` (to the worker, to Python and back); of jose, `jwtVerify` is called per
token. They take turns, so that other load on the machine affects both.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from buildtools.bundle import bundle
from buildtools.common import ROOT
from buildtools.serve import listen

from .chromium import started

ALGORITHMS = ("HS256", "RS256", "ES256")
FULL = 300
"""Single reports per run. The page asks for one at a time, so a few are enough."""

SCRIPT = "throughput.js"
WARM_UP = "async () => { await jwtPlayground.ready; }"
ENGINES = "async () => (await jwtPlayground.call('meta', {})).engines.map(({ name }) => name)"
CALL = f"async ([name, ...given]) => (await import('./{SCRIPT}'))[name](...given)"


def throughput(
    dist: Path, chromium: Path, runs: int, tokens: int = 10_000
) -> dict[str, dict[str, float]]:
    """Return microseconds per token for each algorithm and engine (`HS256`, `RS256 webcrypto` …).

    These are medians of `runs`: `ours` (`inspect_many`, all tokens in one call), `ours full`
    (`inspect`, one call per token), `jose` (the secret as bytes, as in its documentation)
    and `jose imported` (the secret as a `CryptoKey`). `cryptography` is measured if the
    build has it.
    """
    figures: dict[str, dict[str, float]] = {}
    with served(dist) as url, started(chromium) as browser:
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        page.goto(url)
        page.evaluate(WARM_UP)
        for alg in ALGORITHMS:
            page.evaluate(CALL, ["prepare", alg, tokens])
            for engine in engines(page, alg):
                name = alg if engine == "auto" else f"{alg} {engine}"
                figures[name] = measure(page, engine, runs, tokens)
        context.close()
    return figures


def measure(page: Page, engine: str, runs: int, tokens: int) -> dict[str, float]:
    """Return the medians for one algorithm and engine."""
    count = min(FULL, tokens)
    steps = {
        "ours": (["many", engine], tokens),
        "ours full": (["full", engine, count], count),
        "jose": (["jose", False], tokens),
        "jose imported": (["jose", True], tokens),
    }
    seen: dict[str, list[float]] = {name: [] for name in steps}
    for run in range(runs + 1):
        for name, (arguments, share) in steps.items():
            took: float = page.evaluate(CALL, arguments)
            if run > 0:  # the first run only warms up: code is compiled, packages are loaded
                seen[name].append(took * 1000 / share)
    return {name: statistics.median(values) for name, values in seen.items()}


def engines(page: Page, alg: str) -> list[str]:
    """Return the engines that are measured for an algorithm; HMAC has only one."""
    if alg.startswith("HS"):
        return ["auto"]
    there = page.evaluate(ENGINES)
    return [name for name in ("webcrypto", "cryptography") if name in there]


@contextmanager
def served(dist: Path) -> Iterator[str]:
    """Serve the site together with our script; give the page's address."""
    made = bundle(ROOT / "buildtools" / "measure" / SCRIPT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "site")
        shutil.copytree(dist, folder)
        for file, content in made.files.items():
            (folder / (SCRIPT if file == made.entry else file)).write_bytes(content)
        with listen(folder, 0, lambda: None) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
            server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="buildtools.measure.throughput")
    parser.add_argument("dist", type=Path)
    parser.add_argument("chromium", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=10_000)
    given = parser.parse_args()
    found = throughput(given.dist, given.chromium, given.runs, given.tokens)
    print(json.dumps(found, indent=2))
