"""esbuild: bundles the page's modules and styles into files with hashed names."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .common import ROOT, BuildError, relative, run
from .setup import ensure_node_modules

ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"

# Files that a module or a style sheet may name; they get hashed names as well.
FILE_LOADERS = ("svg", "png", "webp", "woff2")

MODULES = ("--format=esm", "--splitting")
ONE_MODULE = ("--format=esm",)
# What Pyodide would import in Node.js only; no browser comes there.
CLASSIC = ("--format=iife", '--define:import.meta.url=""', "--external:node:*", "--external:ws")


@dataclass(frozen=True)
class Bundle:
    """What came out of one entry point."""

    entry: str
    """Name of the entry's file, e.g. `main-4XQ2J7TN.js`."""
    files: dict[str, bytes]
    """Every file by name, the entry included."""
    packages: frozenset[str]
    """npm packages that went in."""


def package_of(path: str) -> str | None:
    """Return the npm package that a file of esbuild's metafile belongs to, None for our own."""
    parts = PurePosixPath(path).parts
    if "node_modules" not in parts:
        return None
    at = len(parts) - 1 - parts[::-1].index("node_modules")
    depth = 2 if parts[at + 1].startswith("@") else 1
    return "/".join(parts[at + 1 : at + 1 + depth])


def bundle(
    entry: Path,
    define: Mapping[str, object] | None = None,
    *,
    classic: bool = False,
    whole: bool = False,
) -> Bundle:
    """Bundle one module or style sheet of `site/`.

    `define` puts JSON values in place of global names. `classic` makes a script that is
    no module, and so has no `import.meta`. `whole` leaves nothing in a file of its own
    that is imported later. Raises `BuildError` for esbuild's
    errors and for its warnings alike.
    """
    if not entry.exists():
        raise BuildError(f"{relative(entry)} is missing: the site cannot be built without it.")
    [node] = ensure_node_modules()
    with tempfile.TemporaryDirectory() as folder:
        out, meta = Path(folder, "out"), Path(folder, "meta.json")
        printed = run(
            [
                node, ESBUILD, entry.relative_to(ROOT).as_posix(),
                "--bundle", "--target=es2022", "--minify",
                *(CLASSIC if classic else ONE_MODULE if whole else MODULES),
                "--charset=utf8", "--legal-comments=none", "--log-level=warning", "--color=false",
                f"--outdir={out}", f"--metafile={meta}",
                "--entry-names=[name]-[hash]",
                "--chunk-names=[name]-[hash]",
                "--asset-names=[name]-[hash]",
                *(f"--loader:.{kind}=file" for kind in FILE_LOADERS),
                *(f"--define:{name}={json.dumps(value)}" for name, value in (define or {}).items()),
            ],
            failure=f"esbuild could not bundle {relative(entry)}.",
        )  # fmt: skip
        if printed.strip():
            raise BuildError(f"esbuild warns about {relative(entry)}:\n\n{printed.strip()}")
        files = {path.name: path.read_bytes() for path in out.iterdir()}
        metafile = json.loads(meta.read_text("utf-8"))
    names = [
        PurePosixPath(name).name
        for name, output in metafile["outputs"].items()
        if output.get("entryPoint") == entry.relative_to(ROOT).as_posix()
    ]
    # Only what left something in an output is shipped, and so has its licence named.
    inputs = {
        name
        for output in metafile["outputs"].values()
        for name, part in output["inputs"].items()
        if part["bytesInOutput"]
    }
    packages = frozenset(filter(None, map(package_of, inputs)))
    return Bundle(entry=names[0], files=files, packages=packages)
