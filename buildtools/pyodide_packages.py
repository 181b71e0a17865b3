"""Finds the wheels of `cryptography` that are compiled for Pyodide, and refuses wrong ones.

Neither Pyodide's npm package nor PyPI has them. So they are looked for in the cache, in a
distribution that the user names, and on Pyodide's own CDN. Wherever they come from, their
hashes are those of the lock in the npm package, which is pinned itself; or those of another
lock, which the user names by its own hash. Without the wheels, the page works with the
browser's WebCrypto.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .common import CACHE, BuildError, digest, locked, relative, say
from .download import DownloadError, fetch
from .hash_store import HashStore
from .pyodide_lock import WANTED, Entry, Lock, Read, RefusedError, Wheel, parse, pins
from .runtime import LOCK, runtime_lock, runtime_version

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
NOWHERE = "none"
"""A value instead of a distribution: build without the wheels and look nowhere."""
DIST_VARIABLE = "JWT_PLAYGROUND_PYODIDE_DIST"
LOCK_VARIABLE = "JWT_PLAYGROUND_PYODIDE_LOCK"
REQUIRE_VARIABLE = "JWT_PLAYGROUND_REQUIRE"
RETRY_AFTER = 6 * 3600
"""Seconds to wait before the CDN is asked again, if it could not be reached."""


@dataclass(frozen=True)
class Found:
    """The wheels, in the order of installing; or no wheels, and notes that say why."""

    wheels: tuple[Wheel, ...] = ()
    notes: tuple[str, ...] = ()

    def told(self) -> tuple[Wheel, ...]:
        """Print the notes; return the wheels."""
        for note in self.notes:
            say(note)
        return self.wheels


@dataclass(frozen=True)
class Search:
    """Which wheels to look for, and where."""

    lock: Lock
    """The lock file of the runtime."""
    version: str
    """The version of the runtime."""
    dist: str | None = None
    """A folder, a URL, or `NOWHERE`."""
    lock_sha256: str | None = None
    """The hash of the lock that counts in place of the runtime's."""
    required: bool = False
    cache: Path = CACHE / "pyodide-by-hash"
    fetch: Callable[[str], bytes] = fetch

    @classmethod
    def from_environment(cls) -> Search:
        """Return the search that the command line asks for (see `build.py`)."""
        required = os.environ.get(REQUIRE_VARIABLE, "")
        if required not in ("", WANTED):
            raise BuildError(
                f"{REQUIRE_VARIABLE} is “{required}”; all that can be required is {WANTED}."
            )
        named = os.environ.get(LOCK_VARIABLE) or None
        if named and not re.fullmatch(r"[0-9a-f]{64}", named):
            raise BuildError(
                f"{LOCK_VARIABLE} is “{named}”; a SHA-256 has 64 digits of 0-9 and a-f."
            )
        version = runtime_version()
        dist = os.environ.get(DIST_VARIABLE) or None
        return cls(runtime_lock(), version, dist, named, bool(required))

    @property
    def kept(self) -> HashStore:
        """Return the cache."""
        return HashStore(self.cache)


def asked_packages() -> Found:
    """Return the wheels that the command line asks for (see `find_packages`)."""
    return find_packages(Search.from_environment())


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
    if search.dist is not None or search.lock_sha256 is not None:
        return Found(_named(search))
    wanted = pins(search.lock)
    if cached := _cached(search.kept, wanted):
        return Found(cached)
    fetched = _from_cdn(search, wanted)
    if not isinstance(fetched, str):
        return Found(fetched)
    without = f"Building without the engine “{WANTED}” (the browser's WebCrypto stays): {fetched}"
    return Found(notes=(without,))


def _named(search: Search) -> tuple[Wheel, ...]:
    """Return the wheels of the distribution, or with the lock, that the user named."""
    try:
        read, in_cache_first = _reader(search)
        text = _named_lock(search, read)
        wanted = pins(search.lock if text is None else _parsed(search, text))
        wheels = _cached(search.kept, wanted) if in_cache_first else None
        if not wheels:
            wheels = tuple(pin.wheel(read(pin.file)) for pin in wanted)
    except (RefusedError, DownloadError) as error:
        named = search.dist or f"with the lock {search.lock_sha256}"
        raise BuildError(
            f"The Pyodide distribution {named} cannot be used. {error}\nName a whole "
            f"distribution of Pyodide {search.version} with --pyodide-dist or {DIST_VARIABLE}. "
            f"For another one of the same ABI, also name the SHA-256 of its {LOCK} with "
            f"--pyodide-lock or {LOCK_VARIABLE}; docs/hosting.md says how. “{NOWHERE}” in place "
            f"of a distribution builds without the engine “{WANTED}”."
        ) from error
    _keep(search.kept, [wheel.data for wheel in wheels])
    if text is not None:
        search.kept.put(text)
    return wheels


def _reader(search: Search) -> tuple[Read, bool]:
    """Return what reads the distribution, and whether the cache is asked before it is."""
    dist = search.dist
    if dist is None:
        return lambda name: None, True
    if re.match(r"https?://", dist):
        base = dist if dist.endswith("/") else f"{dist}/"

        def download(name: str) -> bytes:
            say(f"Fetching {base}{name} …")
            return search.fetch(base + name)

        return download, True
    folder = Path(dist)
    if not folder.is_dir():
        raise RefusedError(f"{dist} is not a folder.")
    return lambda name: (folder / name).read_bytes() if (folder / name).is_file() else None, False


def _named_lock(search: Search, read: Read) -> bytes | None:
    """Return the lock that was named by its hash; `None` if the runtime's counts.

    A lock that lies beside the wheels says nothing by itself: who alters one alters both.
    """
    if search.lock_sha256 is None:
        return None
    text = search.kept.get(search.lock_sha256)
    if text is None:
        text = read(LOCK)
    if text is None:
        raise RefusedError(f"{LOCK} is missing.")
    if digest(text) != search.lock_sha256:
        raise RefusedError(f"Its {LOCK} does not have the SHA-256 {search.lock_sha256}.")
    return text


def _parsed(search: Search, text: bytes) -> Lock:
    lock = parse(text)
    abi, wanted = lock["info"]["abi_version"], search.lock["info"]["abi_version"]
    if abi != wanted:
        raise RefusedError(f"Its ABI is {abi}; this runtime's is {wanted}.")
    return lock


def _cached(kept: HashStore, wanted: list[Entry]) -> tuple[Wheel, ...] | None:
    """Return the wheels if the cache has all of them."""
    data = [kept.get(pin.sha256) for pin in wanted]
    if None in data:
        return None
    return tuple(pin.wheel(wheel) for pin, wheel in zip(wanted, data, strict=True))


def _keep(kept: HashStore, files: Iterable[bytes]) -> None:
    for data in files:
        kept.put(data)


def _from_cdn(search: Search, wanted: list[Entry]) -> tuple[Wheel, ...] | str:
    """Download the wheels from the CDN; or return why that is not possible."""
    url = CDN.format(version=search.version)
    failed = search.cache.with_name("pyodide-cdn-failed.json")
    if not search.required and (reason := _failed_lately(failed, search.version)):
        return f"{reason} It is asked again in some hours; delete {relative(failed)} to ask now."
    say(f"Fetching {WANTED} for Pyodide {search.version} …")
    try:
        wheels = tuple(pin.wheel(search.fetch(url + pin.file)) for pin in wanted)
    except (RefusedError, DownloadError) as error:
        reason = f"{error}"
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.write_text(
            json.dumps({"version": search.version, "time": time.time(), "reason": reason})
        )
        return reason
    failed.unlink(missing_ok=True)
    _keep(search.kept, [wheel.data for wheel in wheels])
    return wheels


def _failed_lately(failed: Path, version: str) -> str | None:
    """Return why the CDN did not answer, if that was not long ago."""
    try:
        last = json.loads(failed.read_text("utf-8"))
        lately = last["version"] == version and 0 <= time.time() - last["time"] < RETRY_AFTER
        return str(last["reason"]) if lately else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
