"""Describes the machine of the measurements, but never its name or a path on it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path


def load() -> float | None:
    """Return how many programs wanted a core in the last minute, if the system tells."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def version_of(program: Path) -> str:
    """Return a browser's name and version, for example `Chromium 156`."""
    done = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    found = re.search(r"([A-Z]\w+)\D*?(\d+)\.", done.stdout)
    return f"{found[1]} {found[2]}" if found else "Chromium"


def machine(chromium: Path) -> dict[str, str | int | float | None]:
    """Describe this machine."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "chromium": version_of(chromium),
        "load": load(),
    }


def busy(before: float | None) -> str | None:
    """Return a warning if other programs were busy before the measuring began."""
    if before is None or before <= 0.3 * (os.cpu_count() or 1):
        return None
    return (
        f"Other programs are at work on this machine (load {before}): "
        "only the ratios say something, and those not much. Repeat this on an idle one."
    )
