"""Runs the engine in a process of its own, which can be ended whatever it is doing.

A signal or a second thread would not do: a regular expression gives no other code a turn before
it is done, and neither does OpenSSL. Inputs are read and results are printed in the first process.
So the limit counts the work alone, not the wait for somebody who still types.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from .errors import StoppedError, UsageError

DEFAULT_LIMIT = 60.0
"""Seconds. The slowest work that somebody may want, making a large RSA key, takes a few."""

_LONGEST = 1e6
"""Seconds, some eleven days. No system can wait for more than about twice that."""

_GRACE = 5.0
"""Seconds that the engine's process lives longer than its limit, if nobody ends it."""

_PROGRAM = (
    "import sys; sys.path[:] = {path!r}; from {module} import serve; "
    "raise SystemExit(serve({ends_after!r}))"
)


def replies(requests: Sequence[str], limit: float) -> list[str]:
    """Returns the engine's reply to each request.

    ``limit`` is how many seconds all of them may take; with 0, this process does the work.

    Raises:
        StoppedError: they took longer, and the engine was ended.
        UsageError: the engine could not be started, or it ended by itself.
    """
    if not limit:
        return _handled(requests)
    limit = min(limit, _LONGEST)
    program = _PROGRAM.format(path=sys.path, module=__name__, ends_after=limit + _GRACE)
    output = run_for(program, json.dumps(list(requests)).encode("ascii"), limit)
    answered: list[str] = json.loads(output)
    return answered


def run_for(program: str, given: bytes, limit: float) -> bytes:
    """Runs a Python program on ``given``; returns what it prints, or ends it after ``limit``.

    Raises:
        StoppedError, UsageError: as `replies`.
    """
    # -P: nothing in the present folder can pass for a module.
    options = ["-P", *(["-I"] if sys.flags.isolated else [])]
    try:
        process = subprocess.Popen(
            [sys.executable, *options, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise UsageError(
            f"cannot start a process for the engine: {error.strerror or error}. "
            "“--limit 0” does without one."
        ) from None
    with process:
        try:
            output, complaint = process.communicate(given, timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise StoppedError(
                f"stopped, since the work took longer than {limit:g} seconds. "
                "“--limit SECONDS” allows more, “--limit 0” any time."
            ) from None
        except BaseException:  # Ctrl-C
            process.kill()
            raise
    if process.returncode:
        lines = complaint.decode("utf-8", "replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "it says nothing")
        raise UsageError(f"the engine ended by itself, with status {process.returncode}: {last}")
    return output


def serve(ends_after: float) -> int:
    """Answers the requests on standard input: this is what runs in the engine's process.

    After ``ends_after`` seconds it ends by itself. Nobody else is left to end it when the
    process that started it was killed.
    """
    # Ctrl-C reaches both processes. The first one ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  # `faulthandler` keeps its descriptor
        # Its thread needs no turn, so it works when no Python code runs any more.
        faulthandler.dump_traceback_later(ends_after, exit=True, file=nowhere)
        answered = _handled(json.load(sys.stdin.buffer))
        faulthandler.cancel_dump_traceback_later()
    sys.stdout.buffer.write(json.dumps(answered).encode("ascii"))
    sys.stdout.buffer.flush()
    return 0


def _handled(requests: Sequence[str]) -> list[str]:
    # Imported here, since only the process that works needs the engine.
    from ..protocol import handle

    return [handle(request) for request in requests]
