"""Finds the wheels of `cryptography` that are compiled for Pyodide, and refuses wrong ones.

Neither Pyodide's npm package nor PyPI has them. So they are looked for in a distribution
that the user names, in the cache, and on Pyodide's own CDN. Without them, the page works
with the browser's WebCrypto.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from .common import CACHE, BuildError, digest, locked, relative, replace_folder, say
from .download import DownloadError, fetch
from .setup import MODULES

WANTED = "cryptography"
LOCK = "pyodide-lock.json"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
NOWHERE = "none"
"""A value instead of a distribution: build without the wheels and look nowhere."""
DIST_VARIABLE = "JWT_PLAYGROUND_PYODIDE_DIST"
REQUIRE_VARIABLE = "JWT_PLAYGROUND_REQUIRE"
RETRY_AFTER = 6 * 3600
"""Seconds to wait before the CDN is asked again, if it could not be reached."""

Lock = Mapping[str, Any]
Read = Callable[[str], bytes | None]
"""Gives a file of a distribution by its name, or `None` if there is no such file."""


@dataclass(frozen=True)
class Wheel:
    """One wheel whose hash was checked."""

    name: str
    file: str
    data: bytes


@dataclass(frozen=True)
class Found:
    """The wheels, in the order of installing; or no wheels, and notes that say why."""

    wheels: tuple[Wheel, ...] = ()
    notes: tuple[str, ...] = ()


class RefusedError(Exception):
    """A distribution cannot be used; the message names the file and the reason."""


@dataclass(frozen=True)
class Search:
    """Which wheels to look for, and where."""

    lock: Lock
    """The lock file of the runtime."""
    version: str
    """The version of the runtime."""
    dist: str | None = None
    """A folder, a URL, or `NOWHERE`."""
    required: bool = False
    cache: Path = CACHE / "pyodide-packages"
    fetch: Callable[[str], bytes] = fetch

    @classmethod
    def from_environment(cls, version: str) -> Search:
        """Return the search that the command line asks for (see `build.py`)."""
        required = os.environ.get(REQUIRE_VARIABLE, "")
        if required not in ("", WANTED):
            raise BuildError(
                f"{REQUIRE_VARIABLE} is “{required}”; all that can be required is {WANTED}."
            )
        lock = json.loads((MODULES / "pyodide" / LOCK).read_text("utf-8"))
        dist = os.environ.get(DIST_VARIABLE) or None
        return cls(lock=lock, version=version, dist=dist, required=bool(required))


def find_packages(search: Search) -> Found:
    """Return the wheels from the first place that has them.

    Raises `BuildError` when the distribution that the user named cannot be used, or when
    the wheels are required and cannot be found.
    """
    with locked("packages"):
        found = _find(search)
    if search.required and not found.wheels:
        reasons = "\n".join(found.notes)
        raise BuildError(
            f"The engine “{WANTED}” is required, but its wheels were not found.\n{reasons}\n"
            f"Name a Pyodide distribution with --pyodide-dist FOLDER|URL (its ABI must be "
            f"{search.lock['info']['abi_version']})."
        )
    return found


def _find(search: Search) -> Found:
    if search.dist == NOWHERE:
        return Found(notes=(f"Building without the engine “{WANTED}”, as asked.",))
    if search.dist is not None:
        return Found(_named(search, search.dist))
    cached, notes = _cached(search), []
    if isinstance(cached, str):
        notes.append(f"{cached} The cache {relative(search.cache)} is not used.")
    elif cached:
        return Found(cached)
    fetched = _from_cdn(search)
    if not isinstance(fetched, str):
        return Found(fetched)
    without = f"Building without the engine “{WANTED}” (the browser's WebCrypto stays): {fetched}"
    return Found(notes=(*notes, without))


def _named(search: Search, dist: str) -> tuple[Wheel, ...]:
    is_url = re.match(r"https?://", dist) is not None
    source = search.cache / "source.txt"
    if is_url and source.exists() and source.read_text("utf-8") == dist:
        cached = _cached(search)
        if cached and not isinstance(cached, str):
            return cached
    try:
        if is_url:
            say(f"Fetching {WANTED} for Pyodide from {dist} …")
            read: Read = _reader(dist, search.fetch)
        elif Path(dist).is_dir():
            read = _files(Path(dist))
        else:
            raise RefusedError(f"{dist} is not a folder.")
        lock = read(LOCK)
        wheels = read_wheels(read, lock, search.lock)
    except (RefusedError, DownloadError) as error:
        raise BuildError(
            f"The Pyodide distribution {dist} cannot be used. {error}\nName a whole "
            f"distribution of Pyodide {search.version} (or of the same ABI) with --pyodide-dist "
            f"or {DIST_VARIABLE}, or “{NOWHERE}” to build without the engine “{WANTED}”."
        ) from error
    _keep(search.cache, wheels, lock, dist)
    return wheels


def _cached(search: Search) -> tuple[Wheel, ...] | str | None:
    """Return the cache's wheels, or a text that says why they are not used, or `None`."""
    if not search.cache.is_dir() or not any(search.cache.glob("*.whl")):
        return None
    read = _files(search.cache)
    try:
        return read_wheels(read, read(LOCK), search.lock)
    except RefusedError as error:
        return str(error)


def _from_cdn(search: Search) -> tuple[Wheel, ...] | str:
    """Download the wheels from the CDN, checked by the runtime's hashes; or return why not."""
    url = CDN.format(version=search.version)
    failed = search.cache.with_name("pyodide-cdn-failed.json")
    if failed.exists() and not search.required:
        last = json.loads(failed.read_text("utf-8"))
        if last["version"] == search.version and 0 <= time.time() - last["time"] < RETRY_AFTER:
            return f"{last['reason']} It is asked again in some hours; delete {relative(failed)} to ask now."
    say(f"Fetching {WANTED} for Pyodide {search.version} …")
    try:
        wheels = read_wheels(_reader(url, search.fetch), None, search.lock)
    except (RefusedError, DownloadError) as error:
        reason = f"{error}"
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.write_text(
            json.dumps({"version": search.version, "time": time.time(), "reason": reason})
        )
        return reason
    failed.unlink(missing_ok=True)
    _keep(search.cache, wheels, None, url)
    return wheels


def read_wheels(read: Read, own_lock: bytes | None, runtime: Lock) -> tuple[Wheel, ...]:
    """Return the wheels of `cryptography` and of the packages it needs, as the lock says.

    `own_lock` is the lock of the distribution; without it, the runtime's lock counts.
    Raises `RefusedError` for another ABI, and for a wheel that is missing, cut off or
    not the one in the lock.
    """
    lock = runtime if own_lock is None else _parse(own_lock)
    abi, wanted = lock["info"]["abi_version"], runtime["info"]["abi_version"]
    if abi != wanted:
        raise RefusedError(f"Its ABI is {abi}; this runtime's is {wanted}.")
    return tuple(_wheel(read, lock["packages"][name]) for name in _needed(lock))


def _parse(text: bytes) -> Lock:
    try:
        lock: Lock = json.loads(text)
        for name in _needed(lock):
            entry = lock["packages"][name]
            if not re.fullmatch(r"[\w.+-]+\.whl", entry["file_name"]):
                raise RefusedError(f"Its {LOCK} names {entry['file_name']}, not a wheel beside it.")
            str(lock["info"]["abi_version"]), str(entry["sha256"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(f"Its {LOCK} cannot be read ({error!r}).") from error
    return lock


def _needed(lock: Lock) -> list[str]:
    """Return the names of `cryptography` and all it needs, in the order of installing."""
    order: list[str] = []

    def add(name: str, above: tuple[str, ...] = ()) -> None:
        if name in order or name in above:
            return
        for needed in sorted(lock["packages"][name]["depends"]):
            add(needed, (*above, name))
        order.append(name)

    add(WANTED)
    return order


def _wheel(read: Read, entry: Mapping[str, Any]) -> Wheel:
    file = entry["file_name"]
    data = read(file)
    if data is None:
        raise RefusedError(f"{file} is missing.")
    if digest(data) != entry["sha256"]:
        if not zipfile.is_zipfile(BytesIO(data)):
            raise RefusedError(f"{file} is cut off or no wheel at all ({len(data):,} bytes).")
        raise RefusedError(f"{file} is not the wheel that the lock names: its SHA-256 differs.")
    return Wheel(entry["name"], file, data)


def _files(folder: Path) -> Read:
    return lambda name: (folder / name).read_bytes() if (folder / name).is_file() else None


def _reader(url: str, get: Callable[[str], bytes]) -> Read:
    base = url if url.endswith("/") else f"{url}/"
    return lambda name: get(base + name)


def _keep(cache: Path, wheels: tuple[Wheel, ...], lock: bytes | None, source: str) -> None:
    """Replace the content of the cache by these wheels."""
    files = {wheel.file: wheel.data for wheel in wheels} | {"source.txt": source.encode()}
    if lock is not None:
        files[LOCK] = lock
    if all(_files(cache)(name) == data for name, data in files.items()):
        return
    cache.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{cache.name}-", dir=cache.parent))
    try:
        for name, data in files.items():
            (new / name).write_bytes(data)
        replace_folder(new, cache)
    finally:
        shutil.rmtree(new, ignore_errors=True)
