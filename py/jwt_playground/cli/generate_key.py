"""`jwt-playground generate-key`: makes a key for an algorithm."""

from __future__ import annotations

import argparse

from . import shared_options
from .output import print_json, tell_findings
from .request import ask
from .statuses import BAD_USAGE, OK


def register(commands: shared_options.Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "generate-key",
        help="make a key for an algorithm",
        description="Makes a key for an algorithm, and prints its private form as a JWK.",
    )
    parser.add_argument("alg", help="the algorithm, such as HS256, ES256 or ECDH-ES")
    parser.add_argument(
        "--bits", type=shared_options.whole_number, help="the size of an RSA key or of a secret"
    )
    parser.add_argument(
        "--crv", help="the curve of a key for ECDH-ES, such as X25519; P-256 if not given"
    )
    parser.add_argument("--enc", help="the content encryption of a key for dir, such as A256GCM")
    shared_options.add_json(parser, "private and public form")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    asked = {name: getattr(options, name) for name in ("alg", "bits", "crv", "enc")}
    made = ask("generate_key", options.limit, **asked)
    if options.json:
        print_json(made)
    elif made["private"]:
        print(made["private"]["jwk"])
    tell_findings(made["findings"])
    return OK if made["private"] else BAD_USAGE
