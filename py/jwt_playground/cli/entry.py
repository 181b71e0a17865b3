"""The way into the command line and out of it: no call ends with a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from .output import tell
from .statuses import BAD_USAGE, CLOSED_PIPE, INTERRUPTED


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command with ``arguments`` (those of the process if ``None``).

    Returns the exit status (`statuses`).

    Raises:
        SystemExit: argparse has printed help, the version, or what is wrong with the arguments.
    """
    try:
        try:
            _accept_every_character()
            # Imported here, since loading the engine takes long enough to press Ctrl-C meanwhile.
            from .commands import run

            return run(arguments)
        finally:
            # Here, not when Python exits: what goes wrong there prints a traceback.
            _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return CLOSED_PIPE
    except OSError as error:
        # What fails while reading is a `UsageError`, so this is about writing: a full disk.
        with contextlib.suppress(OSError):
            tell(f"cannot write the output: {error.strerror or error}")
        _discard_output()
        return BAD_USAGE


def _accept_every_character() -> None:
    """Has characters that the terminal cannot show printed as escapes, such as `\\u201c`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # the process was started with it closed
            stream.flush()


def _discard_output() -> None:
    """Sends what is still buffered to nowhere, so that Python does not fail on it at its exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
