"""The two pages that are measured: ours as it is built, and a plain Pyodide page."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from buildtools.setup import MODULES
from buildtools.wheels import WHEEL_CACHE, fetch_wheel, read_pins

from .server import BenchServer

RUNTIME = (
    "pyodide.mjs",
    "pyodide-lock.json",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
"""The files that `loadPyodide` reads."""
PLAIN = Path(__file__).with_name("plain.html")

# Statements that get the token and the key as arguments. They end when the page has the
# verified token, and return the milliseconds since the navigation began. They wait for the
# page's scripts, because not every driver does.
SCRIPTS_RAN = """
while (!(window.jwtPlayground ?? window.verify)) await new Promise((done) => setTimeout(done, 5));
"""
VERIFY = {
    "ours": SCRIPTS_RAN
    + """
const [token, key] = arguments;
await jwtPlayground.ready;
const ready = performance.now();
const report = await jwtPlayground.call("inspect", { token, key: { text: key } });
const verified = performance.now();
if (report.verdict !== "valid") throw new Error(JSON.stringify(report));
return { ready, verified };
""",
    "plain": SCRIPTS_RAN
    + """
const [token, key] = arguments;
await window.ready;
const ready = performance.now();
const subject = await window.verify(token, key);
const verified = performance.now();
if (subject !== "1234567890") throw new Error("not verified");
return { ready, verified };
""",
}

# For our page: waits until its service worker has all files and controls this page.
KEPT = """
if (!("serviceWorker" in navigator)) return false;
const until = performance.now() + 60_000;
while (!navigator.serviceWorker.controller) {
  if (performance.now() > until) throw new Error("the service worker never took over");
  await new Promise((done) => setTimeout(done, 50));
}
return true;
"""


def wheel() -> Path:
    """Return PyJWT's wheel."""
    [pin] = [pin for pin in read_pins() if pin.name == "PyJWT"]
    fetch_wheel(pin)
    return next(WHEEL_CACHE.glob(f"pyjwt-{pin.version}-*.whl"))


def make_plain(folder: Path) -> None:
    """Write the plain page and its files: Pyodide as npm delivers it, and the wheel of PyJWT."""
    runtime = folder / "pyodide"
    runtime.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy(MODULES / "pyodide" / name, runtime)
    shutil.copy(wheel(), folder)
    page = PLAIN.read_text("utf-8").replace("WHEEL", wheel().name)
    (folder / "index.html").write_text(page, "utf-8")


@contextmanager
def served(dist: Path) -> Iterator[BenchServer]:
    """Serve the site as `ours/` and the plain page, with the same Pyodide, as `plain/`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(dist, folder / "ours")
        make_plain(folder / "plain")
        server = BenchServer(folder)
    try:
        yield server
    finally:
        server.close()
