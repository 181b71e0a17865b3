"""Chooses who opens and makes JWE, by the same rules as for signatures (`choice`).

Secrets are no exception here: AES is in neither Python's standard library nor PyJWT.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from . import ways_out
from .asking import Host
from .base import CannotError
from .jwe_base import JweEngine
from .jwe_cryptography import CryptographyJwe
from .jwe_noble import NobleJwe
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


def load_jwe(engines: Engines, names: Sequence[str], needs: Sequence[str]) -> JweEngine:
    """See `Engines.load_for_encryption`."""
    host, is_auto = engines.host, engines.choice == "auto"
    if engines.choice == "webcrypto":
        return WebCryptoJwe(host)
    if engines.choice == "noble":
        if host.noble:
            return NobleJwe(host)
        raise CannotError(ways_out.ONLY_PAGE)
    if is_auto and not engines.has_cryptography():
        is_lacking, load = host.lacks(needs), engines.load_cryptography
        if host.webcrypto and "webcrypto" in names and not is_lacking:
            return WebCryptoJwe(host, load, gives_way=needs[-1] if host.noble else "")
        # What WebCrypto lacks for RSA is AES: then noble leaves RSA alone to it.
        if host.noble and is_lacking:
            return NobleJwe(host, load, beside_webcrypto=True)
        if host.noble and "noble" in names:
            return NobleJwe(host)
    if engines.load_cryptography():
        return CryptographyJwe()
    if is_auto and host.webcrypto:
        return WebCryptoJwe(host)
    if is_auto and host.noble:
        return NobleJwe(host)  # which says itself who can
    if engines.choice == "cryptography":
        raise CannotError(ways_out.without_cryptography(host, names))
    raise CannotError(
        "This build has no engine for encryption: neither the Python package cryptography nor a "
        "browser's WebCrypto (which plain-HTTP pages do not get)."
    )


def load_other_jwe(
    engines: Engines, engine: JweEngine, names: Sequence[str], needs: Sequence[str]
) -> JweEngine | None:
    """See `Engines.load_other_for_encryption`."""
    host = engines.host
    if engine.name != "cryptography" and engines.load_cryptography():
        return CryptographyJwe()
    # Without noble, WebCrypto is the only other one, and it says itself what it lacks.
    is_lacking = host.lacks(needs)
    has = "webcrypto" in names and not is_lacking
    if engine.name != "webcrypto" and host.webcrypto and (has or not host.noble):
        gives_way = needs[-1] if engine.name != "noble" and host.noble else ""
        return WebCryptoJwe(host, gives_way=gives_way)
    if engine.name != "noble" and host.noble and ("noble" in names or is_lacking):
        return NobleJwe(host, beside_webcrypto=is_lacking)
    return None
