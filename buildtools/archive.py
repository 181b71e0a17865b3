"""Archives whose bytes depend on nothing but the files in them and one date."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Mapping
from io import BytesIO

from .deflate import gzipped

Date = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute, second."""

FIRST: Date = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""


def zipped(files: Mapping[str, bytes], date: Date = FIRST) -> bytes:
    """Return a zip of files by their names: sorted, all with this date and the same mode."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on Windows as elsewhere
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()


def packed_tar(files: Mapping[str, bytes]) -> bytes:
    """Return a tar of files by their names, sorted, without dates; packed with gzip.

    All files are compressed together, which makes many small ones a quarter smaller than a zip does.
    """
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size = len(files[name])
            archive.addfile(entry, BytesIO(files[name]))
    return gzipped(buffer.getvalue())
