"""By what signatures are judged: the keys, the allowed algorithms, and the engines."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.choice import Engines
from ..keyring.read import read_keys
from ..keys.model import KeyInput, KeyRing
from ..keys.select import allowed_algorithms
from ..vocabulary.algorithms import ALGORITHMS


class SignatureTerms:
    """Keys and algorithms of one request. The key text is read once, for any number of tokens.

    Raises:
        UnansweredError: the host has to be asked about the key first.
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
        """The text that the ring was read from."""
        self.ring = read_keys(given, engines) if given else KeyRing()
        self.explicit = algorithms is not None
        """Whether the user says which algorithms are allowed; otherwise the keys do."""
        self.allowed = list(algorithms) if algorithms is not None else _allowed_by(self.ring)
        self.engines = engines
        self.cross_check = cross_check
        """Whether a second engine is asked about the same signature."""


def _allowed_by(ring: KeyRing) -> list[str]:
    names = {name for key in ring.keys for name in allowed_algorithms(key)}
    return [name for name in ALGORITHMS if name in names]
