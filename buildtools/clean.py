"""Deletes what `build.py` made."""

from __future__ import annotations

import shutil

from .common import CACHE, DIST, ROOT, relative, say
from .setup import MODULES, VENV


def clean() -> None:
    """Delete the built site, the tools and every cache; the sources stay."""
    caches = [
        ROOT / name for name in (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
    ]
    for folder in (DIST, MODULES, VENV, CACHE, *caches):
        if folder.exists():
            say(f"Deleting {relative(folder)} …")
            shutil.rmtree(folder)
