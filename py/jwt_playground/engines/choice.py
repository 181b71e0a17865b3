"""Chooses who does a key operation.

- `python`: HMAC with the standard library.
- `cryptography`: OpenSSL, for public keys. The page loads it when it is idle, or when a request
  needs it before that.
- `webcrypto`: the browser's own; it is asked through questions (`asking`).

`auto` answers with what is there now, because loading takes long on a slow line.

Which algorithms each of them has is in `vocabulary.algorithms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..keys.budget import Budget
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from . import pyjwt
from .asking import Host, HostError
from .base import CannotError, Engine
from .local import Local
from .webcrypto import WebCrypto

if TYPE_CHECKING:
    from .jwe_base import JweEngine

EngineChoice = Literal["auto", "cryptography", "webcrypto"]
ENGINE_CHOICES: tuple[EngineChoice, ...] = ("auto", "cryptography", "webcrypto")

_PACKAGE = {"package": "cryptography"}
"""What the host is asked to load."""


@dataclass(slots=True)
class Engines:
    """The engines of one request.

    Methods whose names begin with `load` may load `cryptography`: the host is asked for it
    first, so they may raise `UnansweredError`.
    """

    choice: EngineChoice = "auto"
    """The engine for public keys that the user chose."""
    host: Host = field(default_factory=Host)
    budget: Budget = field(default_factory=Budget)
    """The work that this request may take, and what was left out."""

    def load_for(self, algorithm: Algorithm) -> Engine:
        """Returns the engine that signs and verifies with ``algorithm``.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        if algorithm.kty == "oct":
            return Local("python")
        return self._load_for_public_keys(algorithm)

    def load_for_generation(self, algorithm: Algorithm) -> Engine:
        """Returns the engine that makes keys for ``algorithm``, which is not an HMAC one.

        `auto` leaves RSA keys to the browser where it can: the search for primes takes
        seconds in WebAssembly and a moment in the browser's own code.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        if self.choice == "auto" and self.host.webcrypto and algorithm.kty == "RSA":
            return WebCrypto(self.host)
        return self._load_for_public_keys(algorithm)

    def load_for_encryption(self, names: Sequence[str]) -> JweEngine:
        """Returns the engine that opens or makes a JWE, one of those that ``names`` has.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        from .jwe_choice import load_jwe  # Comes with the room `jwe`.

        return load_jwe(self, names)

    def load_other_for_encryption(self, engine: JweEngine) -> JweEngine | None:
        """Does for a JWE what `load_other` does for a signature."""
        from .jwe_choice import load_other_jwe

        return load_other_jwe(self, engine)

    def load_for_completion(self) -> Engine:
        """Returns the engine that computes the public half of a private EC or OKP key.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        return self._load_for_public_keys(None)

    def may_decrypt(self) -> bool:
        """Tells whether this build can ever open encrypted private keys. Loads nothing."""
        return pyjwt.has_cryptography() or self.host.loadable

    def load_decryption(self) -> bool:
        """Loads what opens encrypted private keys; tells whether it is there now.

        Raises:
            CannotError: the engine `cryptography` was chosen and cannot be loaded.
            UnansweredError: the host has to be asked first.
        """
        return self.load_cryptography()

    def load_other(self, engine: Engine) -> Engine | None:
        """Returns the second engine, to compare ``engine`` with; ``None`` if there is no other.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        if engine.name == "cryptography":
            return WebCrypto(self.host) if self.host.webcrypto else None
        if engine.name == "webcrypto" and self.load_cryptography():
            return Local("cryptography")
        return None

    def _load_for_public_keys(self, algorithm: Algorithm | None) -> Engine:
        """Returns the engine for public keys that was chosen.

        `auto` takes `cryptography` if it is there, else `webcrypto`. It loads `cryptography` for what
        WebCrypto does not have or refuses. Without an ``algorithm`` the operation is one that both
        engines have.
        """
        if self.choice == "webcrypto":
            return WebCrypto(self.host)
        only_browser = algorithm is not None and "cryptography" not in algorithm.engines
        only_openssl = algorithm is not None and "webcrypto" not in algorithm.engines
        is_quick = self.choice == "auto" and self.host.webcrypto and not only_openssl
        if not only_browser:
            if is_quick and not self.has_cryptography():
                return WebCrypto(self.host, before_refusal=self.load_cryptography)
            if self.load_cryptography():
                return Local("cryptography")
        if self.choice == "auto" and self.host.webcrypto:
            return WebCrypto(self.host)
        if algorithm is not None and only_browser:
            raise CannotError(
                f"{algorithm.name} needs a browser whose WebCrypto has it; recent Chrome and Edge do."
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

    def has_cryptography(self) -> bool:
        """Tells whether `cryptography` is there, or was loaded for an earlier run of this request."""
        if not pyjwt.has_cryptography() and self.host.loadable:
            return self.host.has_answered("load", **_PACKAGE) and self.load_cryptography()
        return pyjwt.has_cryptography()

    def load_cryptography(self) -> bool:
        """Loads `cryptography` if that can be done, and tells whether it is there now.

        Raises:
            CannotError: the engine `cryptography` was chosen and cannot be loaded.
            UnansweredError: the host has to be asked first.
        """
        if not pyjwt.has_cryptography() and self.host.loadable:
            try:
                self.host.ask("load", **_PACKAGE)
            except HostError as error:
                if self.choice == "cryptography":
                    raise CannotError(str(error)) from error
                return False
            pyjwt.refresh()
        return pyjwt.has_cryptography()


def algorithms_of_engines(host: Host) -> dict[str, list[str]]:
    """Returns the engines that this build and this host have, each with its algorithms.

    `cryptography` counts where it can be loaded. Engines and algorithms stand in the order
    of `ALGORITHMS`.
    """
    there = {
        "python": True,
        "cryptography": pyjwt.has_cryptography() or host.loadable,
        "webcrypto": host.webcrypto,
    }
    found: dict[str, list[str]] = {}
    for algorithm in ALGORITHMS.values():
        for engine in algorithm.engines:
            if there[engine]:
                found.setdefault(engine, []).append(algorithm.name)
    return found
