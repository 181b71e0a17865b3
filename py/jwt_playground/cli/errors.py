"""The exceptions of this room. Each one ends the call with a sentence and a status."""

from __future__ import annotations

from .statuses import BAD_USAGE, STOPPED


class UsageError(Exception):
    """The call is wrong. The message is a sentence for standard error."""

    status = BAD_USAGE


class StoppedError(UsageError):
    """The work took longer than the limit allows."""

    status = STOPPED
