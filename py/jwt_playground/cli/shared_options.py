"""What the options of several commands share: their types, and the option `--json`."""

from __future__ import annotations

import argparse
import math
from typing import TypeAlias

from .engine import DEFAULT_LIMIT

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What the `register` of a command adds its parser to."""


def add_json(parser: argparse.ArgumentParser, what: str) -> None:
    """Adds `--json`, which prints ``what``."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Adds `--limit`, which every command has."""
    parser.add_argument(
        "--limit",
        metavar="SECONDS",
        type=duration,
        default=DEFAULT_LIMIT,
        help=f"how long the work may take; {DEFAULT_LIMIT:g} if not given, any time with 0",
    )


def names(text: str) -> list[str]:
    """Reads names with commas between them; white space around them does not count."""
    return [name.strip() for name in text.split(",") if name.strip()]


def seconds(text: str) -> float:
    """Reads a number of seconds."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds")
    return number


def duration(text: str) -> float:
    """Reads a number of seconds that is not negative."""
    number = seconds(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is negative")
    return number


def descriptor(text: str) -> int:
    """Reads the number of a file descriptor."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if number is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not the number of a file descriptor")
    return number


def whole_number(text: str) -> int:
    """Reads a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number") from None
