"""What every command that makes a token does: reads the payload, and prints the token."""

from __future__ import annotations

from typing import Any

from .inputs import STANDARD_INPUT, Inputs, text_of
from .output import print_json, tell_findings
from .statuses import NOT_VALID, OK


def read_payload(given: str | None, inputs: Inputs) -> str:
    """Returns the payload exactly as it is given, a line break at its end included.

    Without one, or with `-` in its place, it is read from standard input.

    Raises:
        UsageError: standard input cannot be read, or is not UTF-8.
    """
    if given is not None and given != STANDARD_INPUT:
        return given
    return text_of(inputs.standard_input("the payload"), "standard input")


def show_made(made: dict[str, Any], *, as_json: bool) -> int:
    """Prints a token, or why none was made; returns the exit status.

    ``made`` is the contract's `Signed` or `Encrypted`.
    """
    if as_json:
        print_json(made)
    else:
        tell_findings(made["findings"])
        if made["token"] is not None:
            print(made["token"])
    return OK if made["token"] is not None else NOT_VALID
