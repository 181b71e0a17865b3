"""Makes the snapshot: the memory of a started Python, from which the page starts faster.

At build time, Node starts Pyodide with its packages and ours, until every module is
imported and before the first request. The page loads this memory instead of the standard
library. Making it needs parts of Pyodide that are not public (names with `_`), so the page
can always start without the snapshot, too.
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
"""How many snapshots stay in the cache."""


def make_snapshot(runtime: dict[str, bytes], archive: bytes, cache: Path | None = None) -> bytes:
    """Return the packed snapshot of the runtime with the Python modules of `archive`.

    Its name in the cache is a hash of everything that it is made from: the runtime, the
    modules, and the script that makes it.
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
    """Return two sizes in bytes: of the restored `memory` and of Pyodide's `header` in the file."""
    _, memory, header = struct.unpack_from("<3I", gzip.decompress(snapshot))
    return {"memory": memory, "header": header}


def _made(path: Path) -> float:
    return path.stat().st_mtime
