"""What the page ships, part by part: for the list of parts that a release brings (`sbom.py`)."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .common import ROOT, BuildError, digest
from .licences import OPENSSL_LICENCE, UNNAMED, openssl_version, runtime_parts, wheel_notice
from .pyodide_lock import Wheel
from .wheels import fetch_wheel, read_pins, wheel_files


@dataclass(frozen=True)
class Part:
    """One part of the page."""

    name: str
    version: str | None
    """`None` where it is not known: it was compiled into another part."""
    licence: str | None
    """An SPDX expression, or a few words; `None` where the part itself names none."""
    kind: str
    """Who gives it out, in the word of package URLs: `npm`, `pypi`, or `generic`."""
    sha512: str | None = None
    """SHA-512 of the package as its registry gives it out, in hex."""
    sha256: str | None = None
    """SHA-256 of the wheel, in hex."""
    cpe: str | None = None
    """The name by which lists of known weaknesses call it."""
    about: str | None = None
    needs: tuple[str, ...] = ()
    """Names of the parts that this one contains or imports."""


def shipped(pyodide: str, npm: Iterable[str], packages: Iterable[Wheel]) -> list[Part]:
    """Return every part of a page that was made of these npm packages and Pyodide wheels.

    `pyodide` is the runtime's version. The wheels of `page-wheels.txt` are always there.
    """
    return [
        *_runtime(pyodide),
        *_npm_parts(npm),
        *(_wheel_part(fetch_wheel(pin)) for pin in read_pins()),
        *_pyodide_wheels(packages),
    ]


def _runtime(version: str) -> list[Part]:
    """Return Pyodide, which is an npm package, and what is compiled into it."""
    whole, *inside = runtime_parts()
    return [
        Part(
            name="pyodide",
            version=version,
            licence=whole["licence"],
            kind="npm",
            sha512=_sha512(_npm_lock("pyodide")),
            needs=tuple(part["name"] for part in inside),
        ),
        *(
            Part(
                name=part["name"],
                version=part.get("version"),
                licence=part["licence"],
                kind="generic",
                cpe=part["cpe"].format(version=part["version"]) if "cpe" in part else None,
                about=f"Compiled into {part['inside']}.",
            )
            for part in inside
        ),
    ]


def _npm_parts(names: Iterable[str]) -> list[Part]:
    """Return npm packages as package-lock.json has them."""
    names = list(names)
    locked = {name: _npm_lock(name) for name in names}
    return [
        Part(
            name=name,
            version=entry["version"],
            licence=entry["license"],
            kind="npm",
            sha512=_sha512(entry),
            needs=tuple(needed for needed in entry.get("dependencies", ()) if needed in locked),
        )
        for name, entry in locked.items()
    ]


def _npm_lock(name: str) -> Mapping[str, Any]:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry: Mapping[str, Any] = lock["packages"][f"node_modules/{name}"]
    return entry


def _sha512(entry: Mapping[str, Any]) -> str:
    algorithm, _, value = entry["integrity"].partition("-")
    if algorithm != "sha512":
        raise BuildError(f"package-lock.json has a hash by {algorithm}; sha512 is needed.")
    return base64.b64decode(value, validate=True).hex()


def _pyodide_wheels(wheels: Iterable[Wheel]) -> list[Part]:
    """Return wheels from a Pyodide distribution, and the OpenSSL inside of one."""
    parts = []
    for wheel in wheels:
        openssl = openssl_version(wheel_files(wheel.data))
        about = f"From a distribution of Pyodide: {wheel.file}."
        parts.append(_wheel_part(wheel.data, about, ("OpenSSL",) if openssl else ()))
        if openssl:
            parts.append(
                Part(
                    name="OpenSSL",
                    version=openssl,
                    licence=OPENSSL_LICENCE,
                    kind="generic",
                    cpe=f"cpe:2.3:a:openssl:openssl:{openssl}:*:*:*:*:*:*:*",
                    about=f"Compiled into {wheel.name}.",
                )
            )
    return parts


def _wheel_part(data: bytes, about: str | None = None, needs: tuple[str, ...] = ()) -> Part:
    notice = wheel_notice(wheel_files(data))
    return Part(
        name=notice.name,
        version=notice.version,
        licence=None if notice.licence == UNNAMED else notice.licence,
        kind="pypi",
        sha256=digest(data),
        about=about,
        needs=needs,
    )
