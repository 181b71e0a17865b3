"""Chooses who does a key operation.

- `python`: HMAC with the standard library.
- `cryptography`: OpenSSL, for public keys. The page loads it when it is idle, or when a request
  needs it before that.
- `webcrypto`: the browser's own; it is asked through questions (`asking`).
- `noble`: JavaScript, which comes with every page; it is asked the same way.

`auto` answers with what is there now, because loading takes long on a slow line: `cryptography`
if it is loaded, else `webcrypto`, else `noble`. `cryptography` is loaded for what is left.

Which algorithms each of them has is in `vocabulary.algorithms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..keys.budget import Budget
from ..keys.model import Key
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.curves import CURVES
from . import pyjwt, ways_out
from .asking import Host, HostError
from .base import CannotError, Engine
from .local import Local
from .noble import Noble
from .webcrypto import WebCrypto

if TYPE_CHECKING:
    from .jwe_base import JweEngine

EngineChoice = Literal["auto", "cryptography", "webcrypto", "noble"]
ENGINE_CHOICES: tuple[EngineChoice, ...] = ("auto", "cryptography", "webcrypto", "noble")

_ALL = ("cryptography", "webcrypto", "noble")
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

    def load_for(self, algorithm: Algorithm, key: Key | None = None) -> Engine:
        """Returns the engine that signs and verifies with ``algorithm``, with this ``key``.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        if algorithm.kty == "oct":
            return Local("python")
        curve = (key and key.curve) or ""
        return self._load(algorithm.name, algorithm.engines_for(curve), curve)

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
        [curve] = algorithm.curves[:1] or [""]
        return self._load(algorithm.name, algorithm.engines, curve)

    def load_for_encryption(self, names: Sequence[str], needs: Sequence[str]) -> JweEngine:
        """Returns the engine that opens or makes a JWE, one of those that ``names`` has.

        ``needs`` is what `jwe_base.needs` says. What is raised: see `load_for`.
        """
        from .jwe_choice import load_jwe  # Comes with the room `jwe`.

        return load_jwe(self, names, needs)

    def load_other_for_encryption(
        self, engine: JweEngine, names: Sequence[str], needs: Sequence[str]
    ) -> JweEngine | None:
        """Does for a JWE what `load_other` does for a signature."""
        from .jwe_choice import load_other_jwe

        return load_other_jwe(self, engine, names, needs)

    def load_for_completion(self, curve: str = "") -> Engine:
        """Returns the engine that computes the public half of a private key.

        ``curve`` is that of the key; of an AKP key, its `alg`.

        Raises:
            CannotError: there is none; the message says what to do.
            UnansweredError: the host has to be asked first.
        """
        row = CURVES.get(curve)
        if curve and row is None:  # An ML-DSA, of which only noble computes it, whoever was chosen.
            if self.host.noble:
                return Noble(self.host)
            raise CannotError(
                "The page can compute it. Here, give the public key to verify, which “openssl pkey "
                "-in key.pem -pubout” prints; to sign, give a JWK with kty “AKP”, alg, pub and priv."
            )
        engines = _ALL if row is None or row.webcrypto else ("cryptography", "noble")
        return self._load(curve, engines, curve)

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

    def load_other(
        self, engine: Engine, algorithm: Algorithm | None = None, key: Key | None = None
    ) -> Engine | None:
        """Returns the second engine, to compare ``engine`` with; ``None`` if there is no other.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        if engine.name == "python":
            return None
        curve = (key and key.curve) or ""
        engines = _ALL if algorithm is None else algorithm.engines_for(curve)
        if engine.name != "cryptography":
            if "cryptography" in engines and self.load_cryptography():
                return Local("cryptography")
        # Without noble, WebCrypto is the only other one, and it says itself what it lacks.
        has = "webcrypto" in engines and curve not in self.host.lacking
        if engine.name != "webcrypto" and self.host.webcrypto and (has or not self.host.noble):
            # The curve is the name under which `lacking` is looked up, so it is the one to note.
            may_give_way = engine.name != "noble" and self.host.noble and "noble" in engines
            return WebCrypto(self.host, gives_way=curve if may_give_way else "")
        if engine.name != "noble" and self.host.noble and "noble" in engines:
            return Noble(self.host)
        return None

    def _load(self, what: str, engines: Sequence[str], curve: str) -> Engine:
        """Returns the engine that was chosen, or the first one of ``engines`` for `auto`.

        ``engines`` can do the operation; ``what`` names it, and is empty where all can. ``curve``
        is that of the key, if it is known.
        """
        host = self.host
        if self.choice == "webcrypto":
            return WebCrypto(host)
        if self.choice == "noble":
            if host.noble:
                return Noble(host)
            raise CannotError(ways_out.ONLY_PAGE)
        is_auto, openssl = self.choice == "auto", "cryptography" in engines
        if is_auto and not (openssl and self.has_cryptography()):
            if host.webcrypto and "webcrypto" in engines and curve not in host.lacking:
                load = self.load_cryptography if openssl else None
                gives_way = curve if host.noble and "noble" in engines else ""
                return WebCrypto(host, before_refusal=load, gives_way=gives_way)
            if host.noble and "noble" in engines:
                return Noble(host)
        if openssl and self.load_cryptography():
            return Local("cryptography")
        if is_auto and host.webcrypto:
            return WebCrypto(host)
        raise self._nobody(what, engines)

    def _nobody(self, what: str, engines: Sequence[str]) -> CannotError:
        """Returns the error that says why there is no engine, and what to do."""
        if "cryptography" not in engines:
            if self.host.noble:
                return CannotError(
                    f"The engine “cryptography” does not have {what}. Choose “auto” or “noble”."
                )
            return CannotError(f"{what} needs the page: the command line does not have it.")
        if self.choice == "cryptography":
            return CannotError(ways_out.without_cryptography(self.host, engines))
        if self.host.noble:
            return CannotError(
                "This build has no engine for RSA: neither the Python package cryptography nor a "
                "browser's WebCrypto (which plain-HTTP pages do not get). All other algorithms work."
            )
        return CannotError(
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
        "noble": host.noble,
    }
    found: dict[str, list[str]] = {}
    for algorithm in ALGORITHMS.values():
        for engine in algorithm.engines:
            if there[engine]:
                found.setdefault(engine, []).append(algorithm.name)
    return found
