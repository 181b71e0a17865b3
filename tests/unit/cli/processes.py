"""Runs the command as a process of its own, as a shell does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

COMMAND = [sys.executable, "-m", "jwt_playground"]
TIMEOUT = 120
"""Seconds after which a process that waits for something is a failure."""


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: dict[str, str] | None = None,
    fds: tuple[int, ...] = (),
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    command: Sequence[str] = COMMAND,
) -> subprocess.CompletedProcess[bytes]:
    """Runs one command to its end; ``stdin`` is what it reads."""
    return subprocess.run(
        [*command, *map(str, arguments)],
        input=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment(env),
        pass_fds=fds,
        timeout=TIMEOUT,
        check=False,
    )


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """This process's environment and ``more``, with the output buffered as it usually is."""
    return {**os.environ, "PYTHONUNBUFFERED": "", **(more or {})}


@contextmanager
def descriptor(data: bytes) -> Iterator[int]:
    """Gives a descriptor that holds ``data``, which is less than a pipe's buffer."""
    read, write = os.pipe()
    try:
        os.write(write, data)
        os.close(write)
        yield read
    finally:
        os.close(read)
