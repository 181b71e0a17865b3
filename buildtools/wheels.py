"""The page's Python packages: downloaded, checked by a pinned hash, packed into one archive."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from .archive import packed_tar
from .common import CACHE, ROOT, BuildError, digest, locked, say
from .setup import pip
from .strip_python import without_remarks

WHEEL_LIST = ROOT / "buildtools" / "page-wheels.txt"
WHEEL_CACHE = CACHE / "wheels"
PACKAGE = ROOT / "py" / "jwt_playground"


@dataclass(frozen=True)
class Pin:
    """One line of page-wheels.txt."""

    name: str
    version: str
    sha256: str
    loaded_as: str = ""
    """The name of the package that the page loads it with, later than the start; or nothing."""


def read_pins(listing: Path = WHEEL_LIST) -> list[Pin]:
    """Read page-wheels.txt; refuse a line without a version or without a hash."""
    pins = []
    loaded_as = ""
    for line in listing.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line.strip()):
            loaded_as = heading[1]
            continue
        found = re.fullmatch(r"([\w.-]+)==([\w.]+) --hash=sha256:([0-9a-f]{64})", line.strip())
        if not found:
            raise BuildError(
                f"{listing.name}: “{line}” is not of the form NAME==VERSION --hash=sha256:HEX."
            )
        pins.append(Pin(found[1], found[2], found[3], loaded_as))
    return pins


def fetch_wheel(pin: Pin, cache: Path = WHEEL_CACHE) -> bytes:
    """Return a wheel's bytes, from the cache or PyPI.

    The hash is checked at every use, not only after the download. So a wheel that was
    changed in the cache ends the build.
    """
    stem = pin.name.lower().replace("-", "_").replace(".", "_")
    with locked("wheels"):
        path = next(cache.glob(f"{stem}-{pin.version}-*.whl"), None) if cache.exists() else None
        if path is None:
            say(f"Fetching {pin.name} {pin.version} …")
            cache.mkdir(parents=True, exist_ok=True)
            listing = cache / f"{stem}.txt"
            listing.write_text(f"{pin.name}=={pin.version} --hash=sha256:{pin.sha256}\n")
            pip(
                "download", "--require-hashes", "--no-deps", "--only-binary", ":all:",
                "--dest", cache, "-r", listing,
                failure=f"The wheel of {pin.name} {pin.version} could not be fetched.",
            )  # fmt: skip
            listing.unlink()
            path = next(cache.glob(f"{stem}-{pin.version}-*.whl"))
    data = path.read_bytes()
    if digest(data) != pin.sha256:
        raise BuildError(
            f"{path.name} does not have the hash that {WHEEL_LIST.name} pins for {pin.name}. "
            f"Delete {path} and run the command again; if it is refused again, do not use it."
        )
    return data


def wheel_files(wheel: bytes) -> dict[str, bytes]:
    """Return a wheel's files by name, including the metadata (`*.dist-info/…`)."""
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def project_files(package: Path = PACKAGE) -> dict[str, bytes]:
    """Return the files of jwt_playground by their names in the archive.

    Left out are the command line, comments and docstrings.
    """
    left_out = {package / "cli", package / "__main__.py"}
    return {
        path.relative_to(package.parent).as_posix(): _shipped(path)
        for path in package.rglob("*")
        if path.is_file()
        and left_out.isdisjoint({path, *path.parents})
        and "__pycache__" not in path.parts
        and path.suffix != ".pyc"
    }


def _shipped(path: Path) -> bytes:
    if path.suffix != ".py":
        return path.read_bytes()
    return without_remarks(path.read_text("utf-8")).encode()


def python_archive(
    wheels: list[dict[str, bytes]],
    own: dict[str, bytes],
    pack: Callable[[dict[str, bytes]], bytes] = packed_tar,
) -> bytes:
    """Pack packages into one archive, without their metadata, tests, and what strayed in."""
    files = dict(own)
    for wheel in wheels:
        for name, data in wheel.items():
            parts = PurePosixPath(name).parts
            if parts[0].endswith(".dist-info") or {"tests", "node_modules"} & {*parts}:
                continue
            if name in files:
                raise BuildError(f"Two packages of the page both bring {name}.")
            files[name] = data
    return pack(files)
