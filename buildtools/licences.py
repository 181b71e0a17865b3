"""`dist/licenses.txt`: the licence of everything that the page ships."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.parser import Parser
from pathlib import PurePosixPath
from typing import Any

from .common import ROOT, BuildError
from .setup import MODULES

TEXTS = ROOT / "buildtools" / "licences"
OPENSSL_LICENCE = "Apache-2.0"
UNNAMED = "see below"
"""In place of a licence's name, for a wheel that does not name one."""


@dataclass(frozen=True)
class Notice:
    """One part of the page and its licence."""

    name: str
    version: str
    licence: str
    text: str


def npm_version(package: str) -> str:
    """Return the version of a package in node_modules."""
    about = json.loads((MODULES / package / "package.json").read_text("utf-8"))
    return str(about["version"])


def npm_notice(package: str) -> Notice:
    """Read a package's licence from node_modules."""
    folder = MODULES / package
    about = json.loads((folder / "package.json").read_text("utf-8"))
    files = sorted(folder.glob("LICEN[CS]E*"))
    if not files:
        raise BuildError(f"The npm package {package} is bundled but brings no licence text.")
    return Notice(package, about["version"], about["license"], files[0].read_text("utf-8"))


def wheel_notice(files: dict[str, bytes]) -> Notice:
    """Read a package's licence from the files of its wheel."""
    info = next(name for name in files if name.endswith(".dist-info/METADATA"))
    about = Parser().parsestr(files[info].decode())
    texts = [
        data.decode()
        for name, data in sorted(files.items())
        if ".dist-info/" in name and PurePosixPath(name).name.startswith(("LICEN", "COPYING"))
    ]
    if not texts:
        raise BuildError(f"The wheel of {about['Name']} brings no licence text.")
    licence = about["License-Expression"] or about["License"] or UNNAMED
    return Notice(about["Name"], about["Version"], licence, "\n".join(texts))


def package_notices(wheels: Iterable[dict[str, bytes]]) -> list[Notice]:
    """Read the licences of the wheels for Pyodide, and of OpenSSL, which one of them contains."""
    notices = []
    for files in wheels:
        notices.append(wheel_notice(files))
        if version := openssl_version(files):
            apache = next(name for name in files if name.endswith("LICENSE.APACHE"))
            inside = f"OpenSSL (inside {notices[-1].name})"
            notices.append(Notice(inside, version, OPENSSL_LICENCE, files[apache].decode()))
    return notices


def openssl_version(files: Mapping[str, bytes]) -> str | None:
    """Return the version of the OpenSSL that a wheel's libraries hold, None when there is none."""
    libraries = [data for name, data in files.items() if name.endswith(".so")]
    found = re.search(rb"OpenSSL (\d+\.\d+\.\d+)", b"".join(libraries))
    return found[1].decode() if found else None


def kept_notices(pyodide_version: str) -> list[Notice]:
    """Return what the Pyodide runtime is made of; its npm package brings no licence texts."""
    return [
        Notice(
            name=part["name"],
            version=_version(part, pyodide_version),
            licence=part["licence"],
            # The MPL demands a note on where the source is available, and the PSF licence one on
            # what was changed.
            text=(f"Source code: {part['source']}\n\n" if "source" in part else "")
            + (f"Changed for this page. {part['changed']}\n\n" if "changed" in part else "")
            + (TEXTS / part["file"]).read_text("utf-8"),
        )
        for part in runtime_parts()
    ]


def runtime_parts() -> list[dict[str, Any]]:
    """Return what is known of each part of the Pyodide runtime, itself first.

    A part has `name`, `licence` and `file` (the text of the licence). It may have `version`,
    `inside` (the part that it is compiled into), `source` (an address), `changed` (what the build
    changes in it, and where) and `cpe` (the name by which lists of known weaknesses call it, with a
    place for the version).
    """
    parts: list[dict[str, Any]] = json.loads((TEXTS / "runtime.json").read_text("utf-8"))
    return parts


def _version(part: Mapping[str, Any], pyodide_version: str) -> str:
    said = [part["version"].replace("{pyodide}", pyodide_version)] if "version" in part else []
    if "inside" in part:
        said.append(f"as compiled into {part['inside']}")
    return ", ".join(said)


def licences_text(own_version: str, notices: Iterable[Notice]) -> str:
    """Write the whole file: first an overview, then every licence text."""
    own = Notice("JWT Playground", own_version, "MIT", (ROOT / "LICENSE").read_text("utf-8"))
    every = [own, *notices]
    overview = "".join(f"  {n.name} {n.version}: {n.licence}\n" for n in every)
    rule = "=" * 78
    bodies = "".join(
        f"\n{rule}\n{n.name} {n.version} ({n.licence})\n{rule}\n\n{n.text.strip()}\n" for n in every
    )
    return f"This page is made of the following software.\n\n{overview}{bodies}"
