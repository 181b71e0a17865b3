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

from .common import CACHE, ROOT, digest, locked, relative, run, say
from .deflate import REQUIREMENTS, gzipped
from .runtime import FOLDER, LOCK
from .setup import ensure_node_modules, node_version

MAKER = ROOT / "buildtools" / "snapshot.mjs"
LEAN = ROOT / "buildtools" / "lean"
"""Programs that run in the Python of the snapshot, to make its memory small."""
KEPT = 8
"""How many snapshots stay in the cache."""


def make_snapshot(runtime: dict[str, bytes], archive: bytes, cache: Path | None = None) -> bytes:
    """Return the packed snapshot of the runtime with the Python modules of `archive`.

    Its name in the cache has two hashes: that of everything that it is made from (the runtime,
    the modules, the scripts that make it, Node's version, the packer), and its own. One that was
    altered is made anew.
    """
    [node] = ensure_node_modules()
    version = ".".join(map(str, node_version(node) or ()))
    sources = [MAKER.read_bytes(), (FOLDER / LOCK).read_bytes(), version.encode()]
    sources += [path.read_bytes() for path in (REQUIREMENTS, *sorted(LEAN.glob("*.py")))]
    parts = [*(runtime[name] for name in sorted(runtime)), archive, *sources]
    inputs = digest("".join(map(digest, parts)).encode())[:32]
    cache = cache or CACHE / "snapshots"
    with locked("snapshot"):
        made = _kept(cache, inputs)
        if made is None:
            say("Making the snapshot of a started Python …")
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                packed, out = Path(folder, "python.tar.gz"), Path(folder, "snapshot.bin")
                packed.write_bytes(archive)
                run(
                    [node, MAKER, FOLDER, packed, out],
                    failure="The snapshot of a started Python could not be made.",
                )
                made = gzipped(out.read_bytes())
                out.write_bytes(made)
                out.replace(cache / _name(inputs, made))
            for old in sorted(cache.glob("*.bin"), key=_made)[:-KEPT]:
                old.unlink()
        return made


def _name(inputs: str, snapshot: bytes) -> str:
    return f"{inputs}-{digest(snapshot)}.bin"


def _kept(cache: Path, inputs: str) -> bytes | None:
    """Return the snapshot that was made of these inputs, if it is as it was made."""
    for path in sorted(cache.glob(f"{inputs}-*.bin")):
        data = path.read_bytes()
        if path.name == _name(inputs, data):
            return data
        say(f"{relative(path)} was altered, so it is made anew.")
        path.unlink()
    return None


def sizes(snapshot: bytes) -> dict[str, int]:
    """Return two sizes in bytes: of the restored `memory` and of Pyodide's `header` in the file."""
    _, memory, header = struct.unpack_from("<3I", gzip.decompress(snapshot))
    return {"memory": memory, "header": header}


def _made(path: Path) -> float:
    return path.stat().st_mtime
