"""Packs bytes with gzip as tightly as a browser can unpack them.

zlib looks for repetitions greedily. libdeflate weighs all of them against each other, which makes
files 3 % smaller and takes about as long. It is a Python package with a compiled part, so it is
installed into `.cache` with pinned hashes.
"""

from __future__ import annotations

import importlib
import struct
import sys
import sysconfig
import tempfile
import zlib
from functools import cache
from pathlib import Path
from types import ModuleType

from .common import CACHE, ROOT, BuildError, digest, locked
from .setup import pip

REQUIREMENTS = ROOT / "buildtools" / "deflate-requirements.txt"
LEVEL = 12
"""The highest level of libdeflate."""

_HEAD = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])
"""RFC 1952 section 2.3: no name, no date, packed as tightly as possible, no system named."""


def gzipped(data: bytes) -> bytes:
    """Return `data` as a gzip file without a name and a date: the same input, the same bytes."""
    packed: bytes = _packer().deflate_compress(data, LEVEL)
    return _HEAD + packed + struct.pack("<2I", zlib.crc32(data), len(data) % 2**32)


@cache
def _packer() -> ModuleType:
    """Return the package `deflate`. It is installed first if the pinned one is not there.

    It has a folder of its own, named by the pins and by what its compiled part depends on. So a
    build that has everything needs neither a network nor `.venv`.
    """
    wanted = digest(REQUIREMENTS.read_bytes())[:16]
    python = f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}"
    folder = CACHE / f"deflate-{wanted}-{python}"
    with locked("deflate"):
        if not folder.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=CACHE) as made:
                pip(
                    "install", "--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS,
                    "--target", Path(made, "deflate"),
                    failure="The Python package deflate, which packs the page's files, could not be "
                    "installed. The first build needs a network, and Linux (x86-64 or ARM64), macOS or "
                    "Windows.",
                )  # fmt: skip
                Path(made, "deflate").rename(folder)
    return _imported(folder)


def _imported(folder: Path) -> ModuleType:
    """Import the package from this folder, and from no other place that has one of its name."""
    sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module("deflate")
    finally:
        sys.path.remove(str(folder))
    if folder not in Path(module.__file__ or "").parents:
        raise BuildError(f"A module deflate is in the way of the pinned one: {module.__file__}.")
    return module
