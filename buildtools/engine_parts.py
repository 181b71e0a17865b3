"""What the engine loads, gathered for the site and for the page as one file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .archive import zipped
from .bundle import Bundle
from .common import BuildError, digest
from .licences import (
    Notice,
    kept_notices,
    licences_text,
    npm_notice,
    npm_version,
    package_notices,
    wheel_notice,
)
from .pyodide_lock import Wheel
from .runtime import bare_lock, runtime_files
from .sent_runtime import sent_runtime
from .service_worker_files import digest_named
from .snapshot import make_snapshot, sizes
from .wheels import PACKAGE, Pin, fetch_wheel, project_files, python_archive, read_pins, wheel_files


@dataclass(frozen=True)
class Later:
    """What the page loads when a request needs it for the first time, as one zip."""

    proof: str
    """The Python module that must be importable then."""
    own: tuple[str, ...]
    """Our own modules in it, as the beginnings of their paths."""


LATER = {
    "casbin": Later("casbin", ("jwt_playground/access/", "jwt_playground/access_params.py")),
    # joserfc itself can be imported only where `cryptography` is.
    "encryption": Later(
        "jwt_playground.jwe",
        (
            "jwt_playground/jwe/",
            "jwt_playground/engines/jwe_",
            "jwt_playground/inspect/jwe_",
        ),
    ),
    "disclosures": Later(
        "jwt_playground.sd_jwt", ("jwt_playground/sd_jwt/", "jwt_playground/selective_params.py")
    ),
    "pairs": Later(
        "jwt_playground.dpop",
        (
            "jwt_playground/dpop/",
            "jwt_playground/status/",
            "jwt_playground/rare_params.py",
            "jwt_playground/jws/serialize.py",
        ),
    ),
    "laboratory": Later("jwt_playground.lab.simulate", ("jwt_playground/lab/",)),
    "sizes": Later("jwt_playground.size.report", ("jwt_playground/size/",)),
}
"""By the name of the zip. Wheels below the same name in `page-wheels.txt` come with it."""


def own_version() -> str:
    """Return this project's version, which the Python package defines."""
    text = (PACKAGE / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if not found:
        raise BuildError('py/jwt_playground/__init__.py has no line __version__ = "…".')
    return found[1]


@dataclass(frozen=True)
class Parts:
    """The files that the engine loads, and what the page must know about them."""

    version: str
    files: dict[str, bytes]
    """Every file that the engine loads, by its path in the site's folder."""
    build: dict[str, object]
    """The values of `BUILD` (site/build.d.ts)."""
    notices: list[Notice]

    def define(self, **more: object) -> dict[str, object]:
        """Return the values that replace `BUILD.…` in the page's modules."""
        return {f"BUILD.{name}": value for name, value in (self.build | more).items()}

    def licences(self, *bundles: Bundle) -> bytes:
        """Return the licences of the engine's files and of what was bundled."""
        notices = map(npm_notice, bundled(*bundles))
        return licences_text(self.version, [*self.notices, *notices]).encode()


def bundled(*bundles: Bundle) -> list[str]:
    """Return the npm packages that went into bundles, but for Pyodide, which is the engine's."""
    return sorted(set[str]().union(*(part.packages for part in bundles)) - {"pyodide"})


def engine_parts(packages: tuple[Wheel, ...] = (), snapshots: Path | None = None) -> Parts:
    """Gather the runtime, the Python modules, the snapshot, and the wheels for later.

    `packages` are wheels; the page loads them when it needs them for the first time. `snapshots`
    is a cache that is taken in place of the usual one.
    """
    version = own_version()
    pyodide_version, runtime = runtime_files()
    wheels = {pin: wheel_files(fetch_wheel(pin)) for pin in read_pins()}
    own = project_files()
    archive = python_archive(_loaded_as("", wheels), _own(own, ""))
    later = {
        name: python_archive(_loaded_as(name, wheels), _own(own, name), zipped)
        for name in sorted(LATER)
    }

    sent = sent_runtime(runtime)
    pyodide = f"pyodide-{pyodide_version}-{digest_named(sent)[:8]}"
    # Some servers unpack, or announce as unpacked, what is called `.gz`.
    archive_name = f"python-{digest(archive)[:8]}.bin"
    files = {f"{pyodide}/{name}": data for name, data in sent.items()}
    files[f"assets/{archive_name}"] = archive
    snapshot = make_snapshot(runtime, archive, snapshots)
    snapshot_name = f"snapshot-{digest(snapshot)[:8]}.bin"
    files[f"assets/{snapshot_name}"] = snapshot
    later_names = {name: f"{name}-{digest(data)[:8]}.zip" for name, data in later.items()}
    files |= {f"assets/{later_names[name]}": data for name, data in later.items()}
    folder = f"packages-{digest_wheels(packages)[:8]}"
    files |= {f"{folder}/{wheel.file}": wheel.data for wheel in packages}

    # URLs in BUILD are relative to the bundled modules, which are in assets/.
    build: dict[str, object] = {
        "version": version,
        "singleFile": False,
        "worker": "",
        "page": "",
        "carried": "",
        "jwe": "",
        "noble": "",
        "nobleMlDsa": "",
        "nobleJwe": "",
        "gunzip": "",
        "pyodide": f"../{pyodide}/",
        "pyodideVersion": pyodide_version,
        "lock": bare_lock(),
        "joseVersion": npm_version("jose"),
        "python": archive_name,
        "snapshot": {
            "url": snapshot_name,
            "bytes": len(snapshot),
            **sizes(snapshot),
        },
        "packages": [
            {"name": wheel.name, "url": f"../{folder}/{wheel.file}", "bytes": len(wheel.data)}
            for wheel in packages
        ],
        "later": [
            {
                "name": name,
                "url": later_names[name],
                "bytes": len(data),
                "proof": LATER[name].proof,
            }
            for name, data in later.items()
        ],
        "embedIn": "",
        "connect": "",
        "packageBytes": sum(len(wheel.data) for wheel in packages),
        "startFiles": [
            *({"url": f"../{pyodide}/{name}", "bytes": len(data)} for name, data in sent.items()),
            {"url": archive_name, "bytes": len(archive)},
        ],
    }
    notices = [
        *kept_notices(pyodide_version),
        *map(wheel_notice, wheels.values()),
        *package_notices([wheel_files(wheel.data) for wheel in packages]),
    ]
    return Parts(version, files, build, notices)


def _loaded_as(name: str, wheels: dict[Pin, dict[str, bytes]]) -> list[dict[str, bytes]]:
    return [files for pin, files in wheels.items() if pin.loaded_as == name]


def _own(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return our modules that go with the packages of this name; few people need those."""
    return {
        path: data
        for path, data in files.items()
        if next((key for key, later in LATER.items() if path.startswith(later.own)), "") == name
    }


def digest_wheels(wheels: tuple[Wheel, ...]) -> str:
    """Return one SHA-256 over wheels and their names."""
    return digest_named({wheel.file: wheel.data for wheel in wheels})
