"""Reads the lock file of a Pyodide distribution: which wheels `cryptography` needs, by hash."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from .common import digest
from .runtime import LOCK

WANTED = "cryptography"

Lock = Mapping[str, Any]
Read = Callable[[str], bytes | None]
"""Gives a file of a distribution by its name, or `None` if there is no such file."""


class RefusedError(Exception):
    """A distribution cannot be used; the message names the file and the reason."""


@dataclass(frozen=True)
class Wheel:
    """One wheel whose hash was checked."""

    name: str
    file: str
    data: bytes


@dataclass(frozen=True)
class Entry:
    """What a lock says of one wheel."""

    name: str
    file: str
    sha256: str

    def wheel(self, data: bytes | None) -> Wheel:
        """Return the wheel. Raises `RefusedError` for everything else."""
        if data is None:
            raise RefusedError(f"{self.file} is missing.")
        if digest(data) != self.sha256:
            if not zipfile.is_zipfile(BytesIO(data)):
                raise RefusedError(
                    f"{self.file} is cut off or no wheel at all ({len(data):,} bytes)."
                )
            raise RefusedError(
                f"{self.file} is not the wheel that the lock names: its SHA-256 differs."
            )
        return Wheel(self.name, self.file, data)


def parse(text: bytes) -> Lock:
    """Return the lock that a file holds. Raises `RefusedError`."""
    try:
        lock: Lock = json.loads(text)
        str(lock["info"]["abi_version"])
        pins(lock)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedError(f"Its {LOCK} cannot be read ({error!r}).") from error
    return lock


def pins(lock: Lock) -> list[Entry]:
    """Return `cryptography` and all it needs, in the order of installing."""
    found = []
    for name in _needed(lock):
        entry = lock["packages"][name]
        if not re.fullmatch(r"[\w.+-]+\.whl", entry["file_name"]):
            raise RefusedError(f"Its {LOCK} names {entry['file_name']}, not a wheel beside it.")
        found.append(Entry(str(entry["name"]), entry["file_name"], str(entry["sha256"])))
    return found


def _needed(lock: Lock) -> list[str]:
    order: list[str] = []

    def add(name: str, above: tuple[str, ...] = ()) -> None:
        if name in order or name in above:
            return
        for needed in sorted(lock["packages"][name]["depends"]):
            add(needed, (*above, name))
        order.append(name)

    add(WANTED)
    return order
