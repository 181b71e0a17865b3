"""How big the site's files are."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """One file, in bytes as it lies there and as a server would send it compressed."""

    name: str
    raw: int
    gzip: int


def sizes(dist: Path) -> list[Size]:
    """Return the size of every file of the site, biggest first."""
    found = []
    for path in dist.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            packed = len(gzip.compress(data, 9, mtime=0))
            # What does not shrink (the zips) is sent as it is.
            name = path.relative_to(dist).as_posix()
            found.append(Size(name, len(data), min(len(data), packed)))
    return sorted(found, key=lambda size: -size.gzip)
