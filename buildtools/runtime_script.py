"""Makes the runtime's script smaller: the page loads it at every start, and hosts may not compress.

A third of it names the functions that the WebAssembly exports, one statement for each. A loop over
the exports does the same, and only the names that the script itself uses stay.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .bundle import ESBUILD
from .common import BuildError, run
from .setup import ensure_node_modules

BEGIN = "function assignWasmExports(wasmExports){"
END = "}var wasmImports="
MANGLED = "_Z"
"""How names of C++ begin. They are for other WebAssembly modules only."""

REGULAR = re.compile(r'(_(\w+))=Module\["\1"\]=wasmExports\["\2"\](\.value>>>0)?')
FUNCTION, NUMBER = 0, 3
"""Kinds of exports. A number is a place in the memory."""

LOOP = (
    "for(const name in wasmExports)if(!name.startsWith(%s)&&!%s.includes(name)){"
    "const own=wasmExports[name];"
    'Module["_"+name]=typeof own=="function"?own:own.value>>>0}'
)


def compacted(script: str, wasm: bytes) -> bytes:
    """Return Pyodide's `pyodide.asm.mjs`, which belongs to this WebAssembly, without repetitions.

    Raises `BuildError` when it is not built as expected: a new Pyodide may be.
    """
    return minified(with_loop(script, exports(wasm)))


def with_loop(script: str, exported: Mapping[str, int]) -> str:
    """Return the script with a loop in place of the statements that name the exports.

    `exported` has the kind of each export by its name.
    """
    begin, end = script.find(BEGIN), script.find(END)
    declared = script.rfind("var ", 0, begin)
    if not 0 < declared < begin < end:
        raise BuildError("pyodide.asm.mjs has no function assignWasmExports where it should be.")
    statements = script[begin + len(BEGIN) : end].split(";")
    regular, others = set[str](), list[str]()
    for statement in statements:
        found = REGULAR.fullmatch(statement)
        if found and exported.get(found[2]) == (NUMBER if found[3] else FUNCTION):
            regular.add(found[2])
        else:
            others.append(statement)
    plain = {name for name in exported if not name.startswith(MANGLED)}
    if len(regular) < len(plain) / 2:
        raise BuildError("pyodide.asm.mjs names other exports than its WebAssembly has.")
    rest = script[:declared] + script[end:]
    words = set(re.findall(r"[\w$]+", rest))
    names = re.findall(r"[\w$]+", script[declared + 4 : begin])
    kept = [name for name in names if name[1:] not in regular or name in words]
    used = [f"{name}=Module[{json.dumps(name)}]" for name in kept if name[1:] in regular]
    loop = LOOP % (json.dumps(MANGLED), json.dumps(sorted(plain - regular)))
    assign = f"{BEGIN}{loop}{';'.join([*used, *others])}"
    return f"{script[:declared]}var {','.join(kept)};{assign}{script[end:]}"


def exports(wasm: bytes) -> dict[str, int]:
    """Return the kinds of a WebAssembly module's exports by their names (core specification, 5.5)."""
    at = 8  # after the magic number and the version
    while at < len(wasm):
        section = wasm[at]
        size, at = _number(wasm, at + 1)
        if section == 7:
            return _exports(wasm, at)
        at += size
    raise BuildError("pyodide.asm.wasm exports nothing.")


def minified(script: str) -> bytes:
    """Return a module as esbuild writes it, as short as it can."""
    [node] = ensure_node_modules()
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "given.mjs"), Path(folder, "out.mjs")
        given.write_text(script, "utf-8")
        options = ["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=error"]
        run(
            [node, ESBUILD, given, *options, f"--outfile={out}"],
            failure="esbuild could not shorten pyodide.asm.mjs.",
        )
        return out.read_bytes()


def _exports(wasm: bytes, at: int) -> dict[str, int]:
    count, at = _number(wasm, at)
    kinds = {}
    for _ in range(count):
        length, at = _number(wasm, at)
        end = at + length
        kinds[wasm[at:end].decode()] = wasm[end]
        _, at = _number(wasm, end + 1)
    return kinds


def _number(wasm: bytes, at: int) -> tuple[int, int]:
    """Read a number (LEB128); return it, and the place behind it."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
