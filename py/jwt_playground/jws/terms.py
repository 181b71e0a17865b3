"""What one request says about signatures: the keys, the allowed algorithms, and the engines."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.choice import Engines
from ..keyring.read import read_keys
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.select import allowed_algorithms
from ..vocabulary.algorithms import ALGORITHMS, Algorithm


class SignatureTerms:
    """The keys and algorithms of one request. The key text is read once for all its tokens.

    Raises:
        UnansweredError: from the constructor, if the host has to be asked about the key first.
    """

    def __init__(
        self,
        given: KeyInput | None,
        algorithms: Sequence[str] | None,
        engines: Engines,
        *,
        cross_check: bool,
    ) -> None:
        self.given = given
        """The text from which the ring was read; ``None`` if no key was given."""
        self.ring = read_keys(given, engines) if given else KeyRing()
        self.read_work = engines.budget.copy() if engines.budget.counts else None
        """The work that reading the keys took. Each run of the request begins with it."""
        self.explicit = algorithms is not None
        """Whether the user said which algorithms are allowed. Otherwise the keys decide."""
        self.allowed = (
            list(dict.fromkeys(algorithms)) if algorithms is not None else _allowed_by(self.ring)
        )
        self.engines = engines
        self.cross_check = cross_check
        """Whether a second engine is asked about every signature of a public key."""
        self.explains = True
        """Whether a signature that does not match is explained, which takes work of its own."""
        self._bare: dict[str, list[Key]] = {}

    def only_a_secret(self, algorithm: Algorithm) -> bool:
        """Tells whether a text without key format was given, and the algorithm takes no secrets."""
        return self.ring.is_text and algorithm.kty not in ("", "oct")

    def bare_keys(self, algorithm: Algorithm) -> list[Key]:
        """Returns the keys for an algorithm of public keys that the text of a secret can stand for.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        if algorithm.name not in self._bare:
            from ..keyring.bare_keys import bare_keys  # Few texts need it.

            text = self.given.text if self.given else ""
            self._bare[algorithm.name] = bare_keys(text, algorithm, self.engines)
        return self._bare[algorithm.name]


def _allowed_by(ring: KeyRing) -> list[str]:
    names = {name for key in ring.keys for name in allowed_algorithms(key)}
    return [name for name in ALGORITHMS if name in names]
