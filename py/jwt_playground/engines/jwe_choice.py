"""Chooses who opens and makes JWE, by the same rules as for signatures (`choice`).

Secrets are no exception here: AES is in neither Python's standard library nor PyJWT.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .asking import Host
from .base import CannotError
from .jwe_base import JweEngine
from .jwe_cryptography import CryptographyJwe
from .jwe_webcrypto import WebCryptoJwe


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

    def load_cryptography(self) -> bool:
        """See `choice.Engines`."""
        ...


def load_jwe(engines: Engines, names: Sequence[str]) -> JweEngine:
    """See `Engines.load_for_encryption`."""
    host = engines.host
    if engines.choice == "webcrypto":
        return WebCryptoJwe(host)
    is_quick = engines.choice == "auto" and host.webcrypto and "webcrypto" in names
    if is_quick and not engines.has_cryptography():
        return WebCryptoJwe(host, before_refusal=engines.load_cryptography)
    if engines.load_cryptography():
        return CryptographyJwe()
    if engines.choice == "auto" and host.webcrypto:
        return WebCryptoJwe(host)
    if engines.choice == "cryptography":
        raise CannotError(
            "This build does not have the engine “cryptography”. Choose “auto” or “webcrypto”, or "
            "build the page with the wheels of the Pyodide distribution."
        )
    raise CannotError(
        "This build has no engine for encryption: neither the Python package cryptography nor a "
        "browser's WebCrypto (which plain-HTTP pages do not get)."
    )


def load_other_jwe(engines: Engines, engine: JweEngine) -> JweEngine | None:
    """See `Engines.load_other_for_encryption`."""
    if engine.name == "cryptography":
        return WebCryptoJwe(engines.host) if engines.host.webcrypto else None
    return CryptographyJwe() if engines.load_cryptography() else None
