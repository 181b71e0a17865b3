"""By what tokens are judged: read from a request once, whatever the number of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .algorithms import ALGORITHMS
from .claim_checks import Expectations, Rules
from .engines import Engines
from .keys.model import KeyRing
from .keys.read import KeyInput, read_keys
from .keys.select import allowed_algorithms

NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True)
class Question:
    """What to inspect and by what to judge it: the parameters of `inspect`."""

    token: str
    key: KeyInput | None = None
    algorithms: Sequence[str] | None = None
    expect: Expectations = NOTHING_EXPECTED
    now: float | None = None
    """Seconds since the epoch."""
    leeway: float = 0
    """Seconds."""
    detached_payload: str | None = None
    engines: Engines = field(default_factory=Engines)
    cross_check: bool = False


class Terms:
    """A question without its token: the keys read, and what follows from them worked out.

    Raises:
        UnansweredError: the host has to be asked about the key first.
    """

    def __init__(self, question: Question) -> None:
        given = question.key
        self.given: KeyInput | None = given
        """The text that the ring was read from."""
        self.ring = read_keys(given, question.engines) if given else KeyRing()
        self.explicit = question.algorithms is not None
        """Whether the user says which algorithms are allowed; else the keys do."""
        self.allowed = (
            list(question.algorithms) if question.algorithms is not None else _allowed_by(self.ring)
        )
        self.engines = question.engines
        self.cross_check = question.cross_check
        self.detached_payload = question.detached_payload
        self.rules = Rules(question.expect, question.now, question.leeway)


def _allowed_by(ring: KeyRing) -> list[str]:
    names = {name for key in ring.keys for name in allowed_algorithms(key)}
    return [name for name in ALGORITHMS if name in names]
