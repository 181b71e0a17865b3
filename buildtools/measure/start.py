"""How long a start takes in Chromium: our page beside a plain Pyodide page.

The plain page does what a tutorial would do: `loadPyodide`, load PyJWT's wheel,
`jwt.decode`. It runs from the same server with the same runtime files. All times
are milliseconds since the navigation began. `first` is a visit with nothing
cached, `again` the next one in the same browser profile.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from buildtools.serve import listen
from buildtools.wheels import WHEEL_CACHE, fetch_wheel, read_pins

from .sample import ALGORITHM, SECRET, token

PLAIN = """<!doctype html>
<title>Plain Pyodide</title>
<link rel="icon" href="data:,">
<script type="module">
import { loadPyodide } from "./RUNTIME/pyodide.mjs";
const pyodide = loadPyodide().then(async (python) => {
  await python.loadPackage(new URL("WHEEL", location.href).href, { messageCallback() {} });
  return python.runPython(`
import jwt
lambda token, key: jwt.decode(token, key, algorithms=["ALGORITHM"], audience="playground")["sub"]
`);
});
window.ready = pyodide;
window.verify = async (token, key) => (await pyodide)(token, key);
</script>
"""

# Both end with the verified token in the page's hands.
OURS_VERIFIES = """async ([token, key]) => {
  await jwtPlayground.ready;
  const ready = performance.now();
  const report = await jwtPlayground.call("inspect", { token, key: { text: key } });
  if (report.verdict !== "valid") throw new Error(JSON.stringify(report));
  return { ready, verified: performance.now(), painted: PAINTED };
}"""
PLAIN_VERIFIES = """async ([token, key]) => {
  await window.ready;
  const ready = performance.now();
  if (await window.verify(token, key) !== "1234567890") throw new Error("not verified");
  return { ready, verified: performance.now(), painted: PAINTED };
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"

OURS_CALLS = """async ([token, key]) => {
  const begun = performance.now();
  for (let i = 0; i < 200; i++)
    await jwtPlayground.call("inspect", { token, key: { text: key } });
  return (performance.now() - begun) / 200;
}"""

Times = dict[str, float | None]


def start_times(dist: Path, chromium: Path, runs: int) -> dict[str, Times]:
    """Return the medians of `runs` starts by page and visit (`ours first`, `plain again` …).

    Beside them, under `call`: milliseconds from asking our started page for a
    report to having it.
    """
    scripts = {"ours": OURS_VERIFIES, "plain": PLAIN_VERIFIES}
    seen: dict[str, list[dict[str, float | None]]] = {}
    calls = []
    arguments = [token(), SECRET]
    with served(dist) as url, started(chromium) as browser:
        for _ in range(runs):
            for page_name, script in scripts.items():  # in turn: a noisy spell hits both
                context = browser.new_context()
                page = context.new_page()
                for visit in ("first", "again"):
                    page.goto(f"{url}{page_name}/index.html", wait_until="domcontentloaded")
                    times = page.evaluate(script.replace("PAINTED", PAINTED), arguments)
                    seen.setdefault(f"{page_name} {visit}", []).append(times)
                    if page_name == "ours":
                        calls.append(page.evaluate(OURS_CALLS, arguments))
                    page.goto("about:blank")
                context.close()
    result: dict[str, Times] = {
        name: {key: median([each[key] for each in times]) for key in times[0]}
        for name, times in seen.items()
    }
    result["call"] = {"report": statistics.median(calls)}
    return result


def median(values: list[float | None]) -> float | None:
    """Return the median of the values that are there (a page that paints nothing has none)."""
    there = [value for value in values if value is not None]
    return statistics.median(there) if there else None


@contextmanager
def served(dist: Path) -> Iterator[str]:
    """Serve the site as `ours/` and the plain page as `plain/`; give the address."""
    [runtime] = dist.glob("pyodide-*")
    [pin] = [pin for pin in read_pins() if pin.name == "PyJWT"]
    fetch_wheel(pin)
    wheel = next(WHEEL_CACHE.glob(f"pyjwt-{pin.version}-*.whl"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(dist, folder / "ours")
        shutil.copytree(runtime, folder / "plain" / runtime.name)
        shutil.copy(wheel, folder / "plain")
        page = PLAIN.replace("RUNTIME", runtime.name).replace("WHEEL", wheel.name)
        (folder / "plain" / "index.html").write_text(page.replace("ALGORITHM", ALGORITHM))
        with listen(folder, 0, lambda: None) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}/"
            server.shutdown()


@contextmanager
def started(chromium: Path) -> Iterator[Browser]:
    """Start Chromium."""
    as_root = sys.platform == "linux" and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if as_root else []
        )
        yield browser
        browser.close()
