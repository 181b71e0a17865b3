"""The exit statuses of every command; docs/command-line.md promises them."""

from __future__ import annotations

OK = 0
"""The token is valid, every request is allowed (or as expected), or the operation succeeded."""

NOT_VALID = 1
"""The token is not valid, a request is denied, or nothing could be signed, opened or described."""

BAD_USAGE = 2
"""The call was wrong, or something could not be read or written."""

STOPPED = 124
"""The work took longer than `--limit` allows. The program `timeout` says the same."""

INTERRUPTED = 130
"""Somebody pressed Ctrl-C. Shells say 128 and the number of the signal (SIGINT is 2)."""

CLOSED_PIPE = 141
"""Nobody reads the output any more. As above; SIGPIPE is 13."""
