"""Unpacks an archive in the page without Python's own modules for that, which import much more.

It knows the plain archives of the build. Everything else goes the usual way, over Pyodide.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import Any


class UnknownError(Exception):
    """This archive has to be unpacked in the usual way."""


def write_files(buffer: Any, format: str, folder: str) -> None:
    """Write the files of an archive into `folder`.

    Raises `UnknownError` before anything is written.
    """
    try:
        files = list(_FORMATS[format](buffer.to_bytes()))
    except (KeyError, ValueError, IndexError, zlib.error) as error:
        raise UnknownError from error
    for name, data in files:
        path = f"{folder}/{name}"  # `pathlib` is not there at the start
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip by its central directory (PKWARE's APPNOTE, section 4.3)."""
    end = data.rindex(b"PK\5\6")
    at = _number(data, end + 16, 4)
    for _ in range(_number(data, end + 10, 2)):
        if data[at : at + 4] != b"PK\1\2":
            raise ValueError
        method, check = _number(data, at + 10, 2), _number(data, at + 16, 4)
        packed, name_size = _number(data, at + 20, 4), _number(data, at + 28, 2)
        name = _safe(data[at + 46 : at + 46 + name_size])
        local = _number(data, at + 42, 4)
        begin = local + 30 + _number(data, local + 26, 2) + _number(data, local + 28, 2)
        content = data[begin : begin + packed]
        if method == 8:
            content = zlib.decompress(content, -15)
        if method not in (0, 8) or zlib.crc32(content) != check:
            raise ValueError
        if not name.endswith("/"):
            yield name, content
        at += 46 + name_size + _number(data, at + 30, 2) + _number(data, at + 32, 2)


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a tar in the format `ustar`."""
    at = 0
    while (head := data[at : at + 512]).strip(b"\0"):
        name, prefix = head[:100].rstrip(b"\0"), head[345:500].rstrip(b"\0")
        size = int(head[124:136].rstrip(b"\0 "), 8)
        content = data[at + 512 : at + 512 + size]
        if head[156:157] not in (b"0", b"\0") or len(content) != size:
            raise ValueError
        yield _safe(prefix + b"/" + name if prefix else name), content
        at += 512 + (size + 511) // 512 * 512


def _safe(name: bytes) -> str:
    path = name.decode("utf-8")
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError
    return path


def _gztar(data: bytes) -> Iterator[tuple[str, bytes]]:
    return _tar(zlib.decompress(data, 31))


_FORMATS = {"zip": _zip, "wheel": _zip, "tar": _tar, "gztar": _gztar}
