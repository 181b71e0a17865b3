"""The options that give a key and its passphrase, and the `KeyInput` that they make."""

from __future__ import annotations

import argparse
from typing import Any

from .inputs import STANDARD_INPUT, Inputs, text_of, without_line_break
from .key_bytes import key_of_bytes
from .shared_options import descriptor

ENCODINGS = ("utf8", "base64", "base64url", "hex")


def add_key(parser: argparse.ArgumentParser) -> None:
    """Adds the options for the key that a command works with."""
    group, sources = _sources(parser)
    sources.add_argument(
        "--key", metavar="TEXT", help="PEM, JWK, JWKS or a secret; other users can see it"
    )
    _add_other_places(sources)
    group.add_argument("--kid", help="choose the key with this kid, if there are several")
    _add_reading(group)


def add_key_to_describe(parser: argparse.ArgumentParser) -> None:
    """Adds the same options, with an argument in place of `--key`, and no choice of one key."""
    group, sources = _sources(parser)
    sources.add_argument(
        "key", nargs="?", help="the key; standard input if it is not given or is “-”"
    )
    _add_other_places(sources)
    _add_reading(group)


def has_key(options: argparse.Namespace) -> bool:
    """Tells whether any option gives a key."""
    given = (options.key, options.key_file, options.key_env, options.key_fd)
    return any(source is not None for source in given)


def read_key(options: argparse.Namespace, inputs: Inputs) -> dict[str, Any] | None:
    """Returns the contract's `KeyInput`; ``None`` if no option gives a key.

    Raises:
        UsageError: the key or its passphrase cannot be read.
    """
    purpose = "the key"
    if options.key is not None:
        key = {"text": options.key, "encoding": options.encoding}
    elif options.key_file is not None:
        data = inputs.file(options.key_file, purpose)
        name = "standard input" if options.key_file == STANDARD_INPUT else options.key_file
        key = key_of_bytes(data, options.encoding, name)
    elif options.key_env is not None:
        data = inputs.variable(options.key_env, purpose)
        key = key_of_bytes(data, options.encoding, f"the variable {options.key_env}")
    elif options.key_fd is not None:
        data = inputs.descriptor(options.key_fd, purpose)
        key = key_of_bytes(data, options.encoding, f"file descriptor {options.key_fd}")
    else:
        return None
    return key | {
        "passphrase": read_passphrase(options, inputs),
        "kid": getattr(options, "kid", None),
    }


def read_passphrase(options: argparse.Namespace, inputs: Inputs) -> str | None:
    """Returns the passphrase; ``None`` if no option gives one.

    Raises:
        UsageError: it cannot be read, or it is not UTF-8.
    """
    purpose = "the passphrase"
    if options.passphrase_env is not None:
        return text_of(inputs.variable(options.passphrase_env, purpose), purpose)
    if options.passphrase_file is not None:
        data = inputs.file(options.passphrase_file, purpose)
    elif options.passphrase_fd is not None:
        data = inputs.descriptor(options.passphrase_fd, purpose)
    else:
        given: str | None = options.passphrase
        return given
    return without_line_break(text_of(data, purpose))


def _sources(
    parser: argparse.ArgumentParser,
) -> tuple[argparse._ArgumentGroup, argparse._MutuallyExclusiveGroup]:
    group = parser.add_argument_group("the key")
    return group, group.add_mutually_exclusive_group()


def _add_other_places(sources: argparse._MutuallyExclusiveGroup) -> None:
    sources.add_argument(
        "--key-file", metavar="FILE", help="a file with the key; “-” is standard input"
    )
    sources.add_argument("--key-env", metavar="NAME", help="an environment variable with the key")
    sources.add_argument(
        "--key-fd", metavar="N", type=descriptor, help="an open file descriptor with the key"
    )


def _add_reading(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--encoding", choices=ENCODINGS, help="how a secret is written; utf8 if not given"
    )
    passphrases = group.add_mutually_exclusive_group()
    passphrases.add_argument(
        "--passphrase",
        metavar="TEXT",
        help="the passphrase of an encrypted private key; other users can see it",
    )
    passphrases.add_argument(
        "--passphrase-file", metavar="FILE", help="a file with it; “-” is standard input"
    )
    passphrases.add_argument(
        "--passphrase-env", metavar="NAME", help="an environment variable with it"
    )
    passphrases.add_argument(
        "--passphrase-fd", metavar="N", type=descriptor, help="an open file descriptor with it"
    )
