"""The one exception of this room."""

from __future__ import annotations


class UsageError(Exception):
    """The call is wrong. The message is a sentence for standard error."""
