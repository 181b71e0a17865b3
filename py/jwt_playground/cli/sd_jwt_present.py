"""`jwt-playground sd-jwt present`: shows some of the disclosures of an SD-JWT."""

from __future__ import annotations

import argparse
import time

from . import shared_options
from .errors import UsageError
from .inputs import Inputs, read_token
from .key_options import add_key, read_key
from .making import show_made
from .request import ask


def add_present(actions: shared_options.Commands) -> None:
    """Adds the action."""
    parser = actions.add_parser(
        "present",
        help="present a part of an SD-JWT",
        description="Prints an SD-JWT with the chosen disclosures alone. With a key, which is the "
        "holder's, it adds a key-binding JWT.",
    )
    parser.add_argument(
        "token", nargs="?", help="the SD-JWT; standard input if it is not given or is “-”"
    )
    parser.add_argument(
        "--disclose",
        metavar="A,B",
        type=shared_options.names,
        default=[],
        help="names of claims, or indexes of disclosures from 0; none if not given",
    )
    parser.add_argument("--nonce", help="the verifier's nonce, for the key-binding JWT")
    parser.add_argument("--aud", help="the verifier, for the key-binding JWT")
    parser.add_argument(
        "--now",
        metavar="SECONDS",
        type=shared_options.seconds,
        help="the iat of the key-binding JWT; the clock if not given",
    )
    shared_options.add_json(parser, "token and findings")
    shared_options.add_limit(parser)
    add_key(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    inputs = Inputs()
    token = read_token(options.token, inputs)
    key = read_key(options, inputs)
    binding = None
    if key is not None:
        if options.nonce is None or options.aud is None:
            raise UsageError("a key-binding JWT needs --nonce and --aud")
        binding = {"key": key, "nonce": options.nonce, "aud": options.aud}
    elif options.nonce is not None or options.aud is not None:
        raise UsageError("a key-binding JWT needs the holder's key")
    signed = ask(
        "sd_present",
        options.limit,
        token=token,
        disclose=_indexes(options, token),
        key_binding=binding,
        now=time.time() if options.now is None else options.now,
    )
    return show_made(signed, as_json=options.json)


def _indexes(options: argparse.Namespace, token: str) -> list[int]:
    """Returns the indexes of the disclosures that are chosen by name or by index."""
    wanted: list[str] = options.disclose
    if all(each.isascii() and each.isdigit() for each in wanted):
        return [int(each) for each in wanted]
    report = ask("inspect", options.limit, token=token)
    there = report["sd_jwt"]["disclosures"] if report["sd_jwt"] else []
    found: list[int] = []
    for each in wanted:
        named = [place for place, one in enumerate(there) if one["name"] == each]
        if not named and each.isascii() and each.isdigit():
            named = [int(each)]
        if not named:
            raise UsageError(f"the token discloses no claim “{each}”")
        found += named
    return found
