"""`build.py release`: the files that are given out, and what lets others check them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from .archive import zipped
from .common import ROOT, BuildError, digest, locked, relative, run, say, write_folder
from .engine_parts import engine_parts, own_version
from .moment import moment, zip_date
from .pyodide_lock import Wheel
from .pyodide_packages import asked_packages
from .runtime import runtime_version
from .setup import ensure_dev
from .shipped import shipped
from .single_file import make_page
from .site import make_site

RELEASE = ROOT / "release"
NAME = "jwt-playground"
SUMS = "SHA256SUMS"


def release(out: Path = RELEASE) -> None:
    """Write a release into the folder `out`; what was there stays until the new one is whole."""
    out = out.resolve()
    check_out(out)
    seconds = moment()
    python = ensure_dev()
    with locked("build"):
        wheels = asked_packages().told()
        say(f"Building {relative(out)} …")
        files = make_release(wheels, seconds, python)
        write_folder(files, out)
    say(files[SUMS].decode().rstrip())
    say(f"Built {relative(out)}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB.")


def make_release(packages: tuple[Wheel, ...], seconds: int, python: Path) -> dict[str, bytes]:
    """Return the files of a release by name: the same inputs give the same bytes.

    `seconds` is the date of the release, `python` one that has the development packages.
    """
    version = own_version()
    name = f"{NAME}-{version}"
    # A release takes no snapshot from the cache: nothing outside of this run knows its hash.
    with tempfile.TemporaryDirectory() as folder:
        parts = engine_parts(packages, Path(folder))
    site = make_site(parts)
    facts = {
        "name": NAME,
        "version": version,
        "licence": "MIT",
        "moment": seconds,
        "parts": [asdict(part) for part in shipped(runtime_version(), site.npm, packages)],
    }
    inside = {f"{name}/{file}": data for file, data in site.files.items()}
    files = {
        f"{name}.zip": zipped(inside, zip_date(seconds)),
        f"{name}.html": make_page(parts),
        f"{name}.cdx.json": bill(facts, python),
    }
    return {**files, SUMS: sums(files)}


def bill(facts: Mapping[str, object], python: Path) -> bytes:
    """Return the list of parts (see `sbom.py`), which takes a package that build.py lacks."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "facts.json"), Path(folder, "bom.json")
        given.write_text(json.dumps(facts), "utf-8")
        run(
            [python, "-m", "buildtools.sbom", given, made],
            failure="The list of parts could not be written.",
        )
        return made.read_bytes()


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return SHA-256 sums in the form that `sha256sum -c` reads."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def check_out(out: Path) -> None:
    """Refuse to replace a folder that holds anything but a release."""
    if out.is_file() or (out.is_dir() and any(not ours(path) for path in out.iterdir())):
        raise BuildError(f"{out} exists and was not built by build.py: choose another --out.")


def ours(path: Path) -> bool:
    """Return whether a release has a file of this name."""
    return path.is_file() and (path.name == SUMS or path.name.startswith(f"{NAME}-"))
