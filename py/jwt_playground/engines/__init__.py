"""Who does the key operations, and how one is chosen.

- `python`: HMAC, the standard library.
- `cryptography`: OpenSSL; every public-key algorithm. In the page it is loaded on demand.
- `webcrypto`: the browser's own; asked through questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .. import library
from ..asking import Host, HostError
from .base import CannotError, Engine
from .local import Local
from .webcrypto import WebCrypto

Choice = Literal["auto", "cryptography", "webcrypto"]
CHOICES: tuple[Choice, ...] = ("auto", "cryptography", "webcrypto")


@dataclass(slots=True)
class Engines:
    """The engines of one request."""

    choice: Choice = "auto"
    host: Host = field(default_factory=Host)

    def for_secrets(self) -> Engine:
        """Who does HMAC."""
        return Local("python")

    def for_keys(self, alg: str = "") -> Engine:
        """Who does public-key operations with ``alg``, as the user chose.

        `auto` takes `cryptography` where the build has it, else `webcrypto`.

        Raises:
            CannotError: there is nobody; the message says the way out.
            UnansweredError: `cryptography` has to be loaded first.
        """
        if self.choice == "webcrypto":
            return WebCrypto(self.host)
        if alg not in _ONLY_WEBCRYPTO and self._has_cryptography():
            return Local("cryptography")
        if self.choice == "auto" and self.host.webcrypto:
            return WebCrypto(self.host)
        if alg in _ONLY_WEBCRYPTO:
            raise CannotError(
                f"{alg} needs a browser whose WebCrypto has it; recent Chrome and Edge do."
            )
        if self.choice == "cryptography":
            raise CannotError(
                "This build does not have the engine “cryptography”. Choose “auto” or “webcrypto”, or "
                "build the page with the wheels of the Pyodide distribution."
            )
        raise CannotError(
            "This build has no engine for public keys: neither the Python package cryptography nor a "
            "browser's WebCrypto (which plain-HTTP pages do not get). HMAC works."
        )

    def for_generation(self, alg: str) -> Engine:
        """Who makes keys: as `for_keys`, but `auto` leaves RSA to the browser where it can.

        The search for primes takes seconds in WebAssembly and a moment natively.
        """
        if self.choice == "auto" and self.host.webcrypto and alg[:2] in ("RS", "PS"):
            return WebCrypto(self.host)
        return self.for_keys(alg)

    def may_decrypt(self) -> bool:
        """Whether this build can ever open encrypted private keys; asks and loads nothing."""
        return library.has_cryptography() or self.host.loadable

    def can_decrypt(self) -> bool:
        """Whether encrypted private keys can be opened; loads `cryptography` where it can be."""
        return self._has_cryptography()

    def other(self, engine: Engine) -> Engine | None:
        """The second engine, to compare with; ``None`` where there is only one."""
        if engine.name == "cryptography":
            return WebCrypto(self.host) if self.host.webcrypto else None
        if engine.name == "webcrypto" and self._has_cryptography():
            return Local("cryptography")
        return None

    def _has_cryptography(self) -> bool:
        if not library.has_cryptography() and self.host.loadable:
            try:
                self.host.ask("load", package="cryptography")
            except HostError as error:
                if self.choice == "cryptography":
                    raise CannotError(str(error)) from error
                return False
            library.refresh()
        return library.has_cryptography()


_ONLY_WEBCRYPTO = frozenset({"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
