"""The Pyodide runtime, as the npm package brings it that package-lock.json pins by its hash."""

from __future__ import annotations

import json
from typing import Any

from .common import ROOT, BuildError
from .setup import MODULES, ensure_node_modules

FOLDER = MODULES / "pyodide"
LOCK = "pyodide-lock.json"

# The runtime's files that a start reads, in this order.
RUNTIME_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)


def runtime_version() -> str:
    """Return the version of the runtime in node_modules, which must be the pinned one."""
    ensure_node_modules()
    pinned: str = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    found = json.loads((FOLDER / "package.json").read_text("utf-8"))["version"]
    if found != pinned:
        raise BuildError(
            f"node_modules has Pyodide {found}, package.json pins {pinned}. "
            "Delete node_modules and run the command again."
        )
    return pinned


def runtime_files() -> tuple[str, dict[str, bytes]]:
    """Return the version and the files of the runtime."""
    version = runtime_version()
    return version, {name: (FOLDER / name).read_bytes() for name in RUNTIME_FILES}


def runtime_lock() -> dict[str, Any]:
    """Return the runtime's lock file, which names the wheels made for it, with their hashes."""
    lock: dict[str, Any] = json.loads((FOLDER / LOCK).read_text("utf-8"))
    return lock


def bare_lock() -> dict[str, object]:
    """Return the runtime's lock file without its list of packages, which the page does not use."""
    return {"info": runtime_lock()["info"], "packages": {}}
