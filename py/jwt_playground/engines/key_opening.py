"""Opens encrypted private keys with what the host has: PBES2 with AES-CBC (RFC 8018).

The host derives a key from the passphrase and decrypts. What it answers is only bytes to us: they
are read as strictly as those of a key that was never encrypted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from ..keys.pbe import Pbes2
from ..text import base64url
from ..vocabulary import costs
from .asking import Host, HostError
from .base import CannotError

_UNKNOWN_TO_WEBCRYPTO = ("", "SHA-224")
"""scrypt, and the one hash of PBKDF2 that WebCrypto does not have."""


class Engines(Protocol):
    """What is needed of `choice.Engines`."""

    host: Host

    @property
    def choice(self) -> str:
        """See `choice.Engines`."""
        ...

    def has_cryptography(self) -> bool:
        """See `choice.Engines`."""
        ...


def ways(key: Pbes2, engines: Engines) -> list[str]:
    """Returns the names of what the host can be asked to open such a key with, in order.

    None if `cryptography` is to do it.
    """
    if engines.choice == "cryptography" or (
        engines.choice == "auto" and engines.has_cryptography()
    ):
        return []
    return [name for name in _of_host(key, engines.host) if engines.choice in ("auto", name)]


def may_open(key: Pbes2, host: Host) -> bool:
    """Tells whether the host can ever open such a key. Asks nothing."""
    return bool([*_of_host(key, host)])


def _of_host(key: Pbes2, host: Host) -> Iterator[str]:
    if host.webcrypto and key.digest not in _UNKNOWN_TO_WEBCRYPTO:
        yield "webcrypto"
    if host.noble:
        yield "noble"


def cost(key: Pbes2, usual: int, host: Host) -> int:
    """Returns what it costs to try a passphrase where noble derives the key, else ``usual``."""
    in_javascript = not host.webcrypto or key.digest in _UNKNOWN_TO_WEBCRYPTO
    if not in_javascript or not key.digest:
        return usual
    return costs.PBKDF2_IN_JAVASCRIPT[key.digest] * key.work[0]


def open_key(key: Pbes2, passphrase: bytes, names: list[str], host: Host) -> bytes | None:
    """Returns what is in an encrypted key; ``None`` if it does not open.

    ``names`` are those of `ways`, at least one.

    Raises:
        CannotError: the host cannot open it. The message says why.
        UnansweredError: the host has to be asked first.
    """
    question: dict[str, Any] = {
        "derivation": _derivation(key),
        "bits": key.key_bytes * 8,
        "iv": base64url.encode(key.iv),
        "ciphertext": base64url.encode(key.ciphertext),
        "passphrase": base64url.encode(passphrase),
    }
    said = ""
    for name in names:
        chosen = {"engine": name} if name == "noble" else {}
        try:
            value = host.ask("open-key", **chosen, **question)
        except HostError as error:
            said = str(error)
            continue
        try:
            return None if value is None else base64url.decode_strict(value)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotError("The browser's answer is no private key.") from error
    raise CannotError(said)


def _derivation(key: Pbes2) -> dict[str, Any]:
    salt = base64url.encode(key.salt)
    if key.digest:
        return {
            "name": "PBKDF2",
            "hash": key.digest,
            "salt": salt,
            "iterations": key.work[0],
        }
    return {"name": "scrypt", "salt": salt, **dict(zip("nrp", key.work, strict=True))}
