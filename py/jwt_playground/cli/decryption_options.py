"""The options that give the key of an encrypted token, beside the one of its signature."""

from __future__ import annotations

import argparse
from typing import Any

from .inputs import Inputs
from .key_options import ENCODINGS, read_key
from .shared_options import descriptor, whole_number

_NAMES = ("key", "key_file", "key_env", "key_fd", "encoding", "passphrase_file", "passphrase_env")


def add_decryption_key(parser: argparse.ArgumentParser) -> None:
    """Adds them."""
    group = parser.add_argument_group("the key of an encrypted token")
    sources = group.add_mutually_exclusive_group()
    sources.add_argument(
        "--decryption-key",
        metavar="TEXT",
        help="opens an encrypted token; the key if not given; other users can see it",
    )
    sources.add_argument(
        "--decryption-key-file", metavar="FILE", help="a file with it; “-” is standard input"
    )
    sources.add_argument(
        "--decryption-key-env", metavar="NAME", help="an environment variable with it"
    )
    sources.add_argument(
        "--decryption-key-fd",
        metavar="N",
        type=descriptor,
        help="an open file descriptor with it",
    )
    group.add_argument(
        "--decryption-encoding",
        choices=ENCODINGS,
        help="how it is written if it is a secret; utf8 if not given",
    )
    passphrases = group.add_mutually_exclusive_group()
    passphrases.add_argument(
        "--decryption-passphrase-file",
        metavar="FILE",
        help="a file with its passphrase; “-” is standard input",
    )
    passphrases.add_argument(
        "--decryption-passphrase-env",
        metavar="NAME",
        help="an environment variable with its passphrase",
    )
    add_max_inflated(group)


def add_max_inflated(group: argparse._ActionsContainer) -> None:
    """Adds `--max-inflated`."""
    group.add_argument(
        "--max-inflated",
        metavar="BYTES",
        type=whole_number,
        help="the most bytes of a payload that was compressed; 250000 if not given",
    )


def read_decryption_key(options: argparse.Namespace, inputs: Inputs) -> dict[str, Any]:
    """Returns the parameters of `inspect` that these options give.

    Raises:
        UsageError: the key or its passphrase cannot be read.
    """
    given = {name: getattr(options, f"decryption_{name}") for name in _NAMES}
    nothing = {"passphrase": None, "passphrase_fd": None, "kid": None}
    key = read_key(argparse.Namespace(**given, **nothing), inputs)
    asked = {"decryption_key": key, "max_inflated": options.max_inflated}
    return {name: value for name, value in asked.items() if value is not None}
