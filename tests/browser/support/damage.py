"""Damaged files of the site, above all the snapshot of the engine."""

from __future__ import annotations

import gzip
import struct

from buildtools.deflate import gzipped

SNAPSHOT = "assets/snapshot-*.bin"
ROOM = 1 << 18


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in data)


def repacked(data: bytes, place: int, change: int) -> bytes:
    """Return the snapshot with one of the numbers in its header changed."""
    plain = bytearray(gzip.decompress(data))
    [number] = struct.unpack_from("<I", plain, 4 * place)
    struct.pack_into("<I", plain, 4 * place, number ^ change)
    return same_size(bytes(plain), len(data))


def of_another_build(data: bytes) -> bytes:
    """Return the snapshot with the hash of another build of Pyodide in it."""
    plain = bytearray(gzip.decompress(data))
    [count] = struct.unpack_from("<I", plain, 20)
    plain[24 + 8 * count + 16] ^= 1  # Pyodide's own header
    return same_size(bytes(plain), len(data))


def same_size(plain: bytes, size: int) -> bytes:
    """Compress it to exactly `size` bytes, so that a check of the size alone lets it pass.

    The end of the memory, which is not looked at before the snapshot is refused, becomes zeros:
    that is what makes room.
    """
    packed = gzipped(plain[:-ROOM] + bytes(ROOM))
    # A comment in the gzip header (RFC 1952) fills up what is missing.
    missing = size - len(packed)
    assert missing > 0
    return (
        packed[:3]
        + bytes([packed[3] | 0x10])
        + packed[4:10]
        + b"-" * (missing - 1)
        + b"\0"
        + packed[10:]
    )
