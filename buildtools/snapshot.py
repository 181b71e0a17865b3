"""The snapshot of a started Python, from which the page starts instead of starting one.

Pyodide, its own packages and ours are started once, at build time, in Node, up to the
point where every module is imported and nothing has been asked. The page loads that
memory in place of the standard library. Making it uses parts of Pyodide that are not
public (names with `_`), so the page can always start without it as well.
"""

from __future__ import annotations

import gzip
import struct
import tempfile
from pathlib import Path

from .common import CACHE, ROOT, digest, locked, run, say
from .setup import MODULES, ensure_node_modules

MAKER = ROOT / "buildtools" / "snapshot.mjs"
KEPT = 8
"""Snapshots that stay in the cache."""


def make_snapshot(runtime: dict[str, bytes], archive: bytes, cache: Path | None = None) -> bytes:
    """Return the snapshot of the runtime with the Python modules of `archive`, packed.

    What it was made from is its name in the cache: another runtime, other modules or
    another way of making it give another one.
    """
    [node] = ensure_node_modules()
    parts = [*(runtime[name] for name in sorted(runtime)), archive, MAKER.read_bytes()]
    key = digest("".join(map(digest, parts)).encode())[:32]
    cache = cache or CACHE / "snapshots"
    path = cache / f"{key}.bin"
    with locked("snapshot"):
        if not path.exists():
            say("Making the snapshot of a started Python …")
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                zipped, out = Path(folder, "python.zip"), Path(folder, "snapshot.bin")
                zipped.write_bytes(archive)
                run(
                    [node, MAKER, MODULES / "pyodide", zipped, out],
                    failure="The snapshot of a started Python could not be made.",
                )
                out.replace(path)
            for old in sorted(cache.glob("*.bin"), key=_made)[:-KEPT]:
                old.unlink()
        return path.read_bytes()


def sizes(snapshot: bytes) -> dict[str, int]:
    """Return the bytes of the `memory` it restores and of Pyodide's `header` (see `snapshot.mjs`)."""
    _, memory, header = struct.unpack_from("<3I", gzip.decompress(snapshot))
    return {"memory": memory, "header": header}


def _made(path: Path) -> float:
    return path.stat().st_mtime
