"""A folder of files that are named by the SHA-256 of their contents."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .common import digest, relative, say


@dataclass(frozen=True)
class HashStore:
    """Gives only what has the hash that is asked for, whoever wrote into the folder since."""

    folder: Path

    def get(self, sha256: str) -> bytes | None:
        """Return the file with this hash, or `None`. A file that was altered is deleted."""
        path = self.folder / sha256
        if not path.is_file():
            return None
        data = path.read_bytes()
        if digest(data) == sha256:
            return data
        say(f"{relative(path)} was altered, so it is not used.")
        path.unlink()
        return None

    def put(self, data: bytes) -> None:
        """Keep a file."""
        path = self.folder / digest(data)
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody sees half of it."""
    handle, new = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(new).chmod(0o644)
        Path(new).replace(path)
    finally:
        Path(new).unlink(missing_ok=True)
