"""The list of all commands, and the parser that is made from it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from .. import __version__
from . import (
    authorize,
    call,
    describe_key,
    dpop,
    generate_key,
    inspect,
    sd_jwt,
    sign,
    simulate,
    size,
    status,
)
from .errors import UsageError
from .output import safe, tell
from .shared_options import add_limit

COMMANDS = (
    inspect,
    authorize,
    sign,
    dpop,
    sd_jwt,
    status,
    generate_key,
    describe_key,
    simulate,
    size,
    call,
)
"""A module for each command, in the order of the help.

Its `register` adds a parser and names the function to run as its default for `run`: the
function takes the options and returns the exit status, or raises `UsageError`.
"""

_EPILOG = """\
“jwt-playground COMMAND --help” lists the options of a command.

exit status: 0 if the token is valid or the operation succeeded, 1 if the token is not valid, a
request is denied, or nothing could be signed or described, 2 if the call was wrong, 124 if the
work took too long.
"""


def run(arguments: Sequence[str] | None) -> int:
    """Runs one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        tell(str(error))
        return error.status


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints quote an argument without its control characters."""

    def error(self, message: str) -> NoReturn:
        super().error(safe(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="jwt-playground",
        description="Takes JSON Web Tokens apart, verifies them and signs them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help="print the version and exit"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for command in COMMANDS:
        command.register(commands)
    for name, parser_of_command in commands.choices.items():
        if name != "sd-jwt":  # its actions have the option
            add_limit(parser_of_command)
    return parser
