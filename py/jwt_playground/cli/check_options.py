"""The options that say what a token is checked for, and the parameters that they make."""

from __future__ import annotations

import argparse
import time
from typing import Any

from . import shared_options

EXPECTED = ("iss", "aud", "sub", "jti", "typ")


def add_checks(parser: argparse.ArgumentParser) -> None:
    """Adds them."""
    checks = parser.add_argument_group("what is checked")
    checks.add_argument(
        "--algorithms",
        metavar="A,B",
        type=shared_options.names,
        help="allowed algorithms; those that the key allows if not given",
    )
    for name in EXPECTED:
        checks.add_argument(f"--{name}", help=f"the {name} to expect")
    checks.add_argument(
        "--require", metavar="A,B", type=shared_options.names, help="claims that must be there"
    )
    checks.add_argument(
        "--now",
        metavar="SECONDS",
        type=shared_options.seconds,
        help="the time to check for, since 1970; the clock if not given",
    )
    checks.add_argument(
        "--leeway",
        metavar="SECONDS",
        type=shared_options.duration,
        default=0,
        help="how far clocks may differ; 0 if not given",
    )


def read_checks(options: argparse.Namespace) -> dict[str, Any]:
    """Returns the parameters of `inspect` that these options give."""
    return {
        "algorithms": options.algorithms,
        "expect": {name: getattr(options, name) for name in (*EXPECTED, "require")},
        "now": time.time() if options.now is None else options.now,
        "leeway": options.leeway,
    }
