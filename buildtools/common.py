"""Paths, progress lines, and running other programs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
DIST = ROOT / "dist"


class BuildError(Exception):
    """An error that a person must mend; the message says what is wrong and what to do."""


def say(line: str) -> None:
    """Print a line on the progress immediately, so that people see it during the work."""
    print(line, flush=True)


def relative(path: Path) -> str:
    """Return the path as people would type it in the project's folder."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def digest_files(paths: Sequence[Path]) -> str:
    """Return one SHA-256 over the files' names (relative to the project) and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT).as_posix()}\0{digest(path.read_bytes())}\n".encode())
    return total.hexdigest()


def run(
    command: Sequence[str | Path], *, failure: str, env: Mapping[str, str] | None = None
) -> str:
    """Run a program quietly in the project's folder and return what it printed.

    When it fails, raise `BuildError` with `failure` and everything that the program
    printed, so that nobody must run it again to see why.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BuildError(f"{failure}\n\n{done.stdout.strip()}")
    return done.stdout


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let only one build at a time write (on Windows, this does nothing)."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: running two builds at once is the user's own risk
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another build.py to finish its {name} …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write_folder(files: Mapping[str, bytes], out: Path) -> None:
    """Write files by their names into the folder `out`, which stays as it was until all are there.

    Everybody may read them, whatever the umask says: a host may run as another user.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for path in (new, *new.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        replace_folder(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def replace_folder(new: Path, old: Path) -> None:
    """Replace the folder `old` by `new`, so that nobody sees a half-written folder."""
    aside = new.with_name(f"{new.name}.old")
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
