"""esbuild: bundles the page's modules and styles into files with hashed names."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .common import ROOT, BuildError, relative, run
from .setup import ensure_node_modules

ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"

# Files that a module or a style sheet may load; their names get a hash as well.
FILE_LOADERS = ("svg", "png", "webp", "woff2")

MODULES = ("--format=esm", "--splitting")
ONE_MODULE = ("--format=esm",)
# Modules that Pyodide imports only in Node.js, never in a browser.
CLASSIC = ("--format=iife", '--define:import.meta.url=""', "--external:node:*", "--external:ws")


@dataclass(frozen=True)
class Bundle:
    """The bundle of one entry point."""

    entry: str
    """The name of the entry's file, e.g. `main-4XQ2J7TN.js`."""
    files: dict[str, bytes]
    """Every file by its name, including the entry."""
    packages: frozenset[str]
    """The npm packages that the bundle contains."""
    needed: tuple[str, ...] = ()
    """The other files that the entry imports at once, by themselves or through each other."""
    later: Mapping[str, str] = field(default_factory=dict)
    """The files of the modules that it imports later, by the paths of these modules."""


def package_of(path: str) -> str | None:
    """Return the npm package of a file in esbuild's metafile; None for our own files."""
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

    `define` replaces global names by JSON values. `classic` makes a script that is not a
    module, and so has no `import.meta`. `whole` also bundles modules that are imported
    later, instead of making separate files of them. Raises `BuildError` for errors of
    esbuild and for its warnings.
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
                "--loader:.lazy.css=text",  # adopted by the module that imports it
                *(f"--define:{name}={json.dumps(value)}" for name, value in (define or {}).items()),
            ],
            failure=f"esbuild could not bundle {relative(entry)}.",
        )  # fmt: skip
        if printed.strip():
            raise BuildError(f"esbuild warns about {relative(entry)}:\n\n{printed.strip()}")
        files = {path.name: path.read_bytes() for path in out.iterdir()}
        metafile = json.loads(meta.read_text("utf-8"))
    outputs = metafile["outputs"]
    names = [
        name
        for name, output in outputs.items()
        if output.get("entryPoint") == entry.relative_to(ROOT).as_posix()
    ]
    # Only packages with code in an output are shipped, so only their licences are named.
    inputs = {
        name
        for output in outputs.values()
        for name, part in output["inputs"].items()
        if part["bytesInOutput"]
    }
    packages = frozenset(filter(None, map(package_of, inputs)))
    needed = [names[0]]
    for name in needed:
        for one in outputs[name]["imports"]:
            if one["kind"] == "import-statement" and not one.get("external"):
                needed += [one["path"]] if one["path"] not in needed else []
    base = [PurePosixPath(name).name for name in needed]
    later = {
        output["entryPoint"]: PurePosixPath(name).name
        for name, output in outputs.items()
        if "entryPoint" in output and name != names[0]
    }
    return Bundle(base[0], files, packages, tuple(base[1:]), later)
