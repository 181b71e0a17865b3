"""Packs bytes with gzip as tightly as a browser can unpack them.

zlib looks for repetitions greedily. libdeflate weighs all of them against each other, which makes
files 3 % smaller and takes about as long. It is a Python package with a compiled part, so it is
installed into `.venv` with pinned hashes, like Node where the system has none.
"""

from __future__ import annotations

import importlib
import struct
import sys
import zlib
from functools import cache
from types import ModuleType

from .common import ROOT, locked
from .setup import VENV, ensure_venv, pip

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
    """Return the package `deflate`. It is installed first if the pinned one is not there."""
    ensure_venv()
    stamp, wanted = VENV / ".deflate", REQUIREMENTS.read_text("utf-8")
    with locked("setup"):
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            pip(
                "install", "--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS,
                failure="The package that compresses files, deflate, could not be installed.",
            )  # fmt: skip
            stamp.write_text(wanted, "utf-8")
    [folder] = [*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")][:1]
    sys.path.append(str(folder))
    try:
        return importlib.import_module("deflate")
    finally:
        sys.path.remove(str(folder))
