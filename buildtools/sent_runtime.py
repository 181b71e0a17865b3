"""The runtime's files as the page gets them: smaller than npm brings them, and the same in effect."""

from __future__ import annotations

from pathlib import Path

from .common import CACHE, digest, locked
from .deflate import REQUIREMENTS, gzipped
from .hash_store import write_whole
from .runtime_script import compacted

WASM, SCRIPT = "pyodide.asm.wasm", "pyodide.asm.mjs"
PACKED = f"{WASM}.bin"
"""Many hosts do not compress WebAssembly. Some unpack, or announce as unpacked, what is called `.gz`."""


def sent_runtime(runtime: dict[str, bytes], cache: Path = CACHE / "wasm") -> dict[str, bytes]:
    """Return the files of the runtime (see `runtime_files`) as the page loads them, by their names.

    `cache` is a folder where the packed WebAssembly is kept, because packing takes seconds.
    """
    sent = {}
    for name, data in runtime.items():
        if name == WASM:
            sent[PACKED] = _packed(data, cache)
        elif name == SCRIPT:
            sent[SCRIPT] = compacted(data.decode(), runtime[WASM])
        else:
            sent[name] = data
    return sent


def _packed(wasm: bytes, cache: Path) -> bytes:
    """Return it packed with gzip. The name of a kept file has the hashes of input and content."""
    inputs = digest(wasm + REQUIREMENTS.read_bytes())[:32]
    with locked("wasm"):
        for path in cache.glob(f"{inputs}-*.bin"):
            data = path.read_bytes()
            if path.name == f"{inputs}-{digest(data)}.bin":
                return data
            path.unlink()  # it was altered
        data = gzipped(wasm)
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob("*.bin"):
            old.unlink()
        write_whole(cache / f"{inputs}-{digest(data)}.bin", data)
        return data
