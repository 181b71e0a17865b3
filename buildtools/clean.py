"""Deletes what `build.py` made."""

from __future__ import annotations

import shutil

from .common import CACHE, DIST, ROOT, relative, say
from .release import RELEASE
from .setup import MODULES, VENV
from .single_file import SINGLE_FILE


def clean() -> None:
    """Delete the built site, the tools and every cache, but not the sources."""
    caches = [
        ROOT / name for name in (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
    ]
    SINGLE_FILE.unlink(missing_ok=True)
    for folder in (DIST, RELEASE, MODULES, VENV, CACHE, *caches):
        if folder.exists():
            say(f"Deleting {relative(folder)} …")
            shutil.rmtree(folder)
