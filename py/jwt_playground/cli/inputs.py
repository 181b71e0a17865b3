"""Where a command reads from: standard input, files, file descriptors, environment variables.

All of it is read as bytes, so that nothing is changed on the way.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

from .errors import UsageError

STANDARD_INPUT = "-"
"""In place of a text or the name of a file: read standard input."""

MAX_INPUT = 256 * 1024 * 1024
"""Bytes. What gives more may never end, as `/dev/zero`."""


class Inputs:
    """What one call reads. It refuses to read one stream for two purposes.

    ``purpose`` is what the bytes are for, in words, such as “the token”.

    Raises:
        UsageError: from every method, if there is nothing to read; the message says why.
    """

    def __init__(self) -> None:
        self._purposes: dict[int, str] = {}

    def standard_input(self, purpose: str) -> bytes:
        """Reads standard input to its end."""
        self._take(0, "standard input", purpose)
        if sys.stdin is None:
            raise UsageError(f"cannot read {purpose} from standard input: it is closed")
        buffer = getattr(sys.stdin, "buffer", None)
        try:
            # A program that calls `main` may have put a text stream without bytes there.
            if buffer is None:
                return sys.stdin.read().encode("utf-8", "surrogatepass")
            return _bytes_of(buffer, "standard input", purpose)
        except OSError as error:
            raise UsageError(
                f"cannot read {purpose} from standard input: {error.strerror or error}"
            ) from None

    def file(self, path: str, purpose: str) -> bytes:
        """Reads a file; `-` is standard input."""
        if path == STANDARD_INPUT:
            return self.standard_input(purpose)
        try:
            with Path(path).open("rb") as stream:
                return _bytes_of(stream, path, purpose)
        except OSError as error:
            raise UsageError(
                f"cannot read {purpose} from {path}: {error.strerror or error}"
            ) from None
        except ValueError:  # a zero byte, or half of a surrogate pair
            raise UsageError(
                f"cannot read {purpose} from {path}: no file can have this name"
            ) from None

    def descriptor(self, number: int, purpose: str) -> bytes:
        """Reads an open file descriptor to its end."""
        if number == 0:
            return self.standard_input(purpose)
        name = f"file descriptor {number}"
        self._take(number, name, purpose)
        try:
            with os.fdopen(number, "rb", closefd=False) as stream:
                return _bytes_of(stream, name, purpose)
        except OSError as error:
            why = (
                "it is not open for reading"
                if error.errno == errno.EBADF
                else error.strerror or error
            )
            raise UsageError(f"cannot read {purpose} from {name}: {why}") from None

    def variable(self, name: str, purpose: str) -> bytes:
        """Reads an environment variable."""
        try:
            value = os.environ.get(name)
        except UnicodeEncodeError:  # half of a surrogate pair: no variable has this name
            value = None
        if value is None:
            raise UsageError(
                f"cannot read {purpose} from the environment variable “{name}”: it is not set"
            )
        return os.fsencode(value)

    def _take(self, number: int, name: str, purpose: str) -> None:
        if number in self._purposes:
            raise UsageError(f"{name} cannot be both {self._purposes[number]} and {purpose}")
        self._purposes[number] = purpose


def _bytes_of(stream: BinaryIO, name: str, purpose: str) -> bytes:
    data = stream.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        raise UsageError(
            f"cannot read {purpose} from {name}: it gives more than {MAX_INPUT // 2**20} MB"
        )
    return data


def text_of(data: bytes, name: str) -> str:
    """Returns the UTF-8 text of ``data``, exactly; ``name`` says where it came from.

    Raises:
        UsageError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text") from None


def without_line_break(text: str) -> str:
    r"""Returns ``text`` without one ``\n`` or ``\r\n`` at its end, which shells and editors add."""
    return text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")


def read_token(given: str | None, inputs: Inputs) -> str:
    """Returns the token exactly as it is given, but for the line break that a shell adds.

    Without one, or with `-` in its place, it is read from standard input.
    """
    if given is not None and given != STANDARD_INPUT:
        return given
    return without_line_break(text_of(inputs.standard_input("the token"), "standard input"))
