"""The budget of work of one request: it keeps products of limits from holding the engine.

Each limit alone is harmless. But 20 signatures, each tried with 200 keys of 16,384 bits, are
not. So everything that is dear asks the budget first, and what is left out is told. A piece of
work is begun as long as anything is left: so a single operation, which has its own limit, is
never refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..vocabulary import costs
from ..vocabulary.findings import Finding
from .model import Key

Work = Literal[
    "trials of a key",
    "looks into secrets",
    "other readings of the secret",
    "encrypted private keys",
    "parts of the key text",
    "certificates",
    "second engines",
    "verdicts of PyJWT",
]


class OutOfWorkError(Exception):
    """The budget of the request is spent, so this piece of work was left out."""


@dataclass(slots=True)
class Budget:
    """Counts the work of one run of a request, in the units of `vocabulary.costs`."""

    limit: int = costs.MAX_WORK
    spent: int = 0
    _asked: dict[Work, int] = field(default_factory=dict)
    _left_out: dict[Work, int] = field(default_factory=dict)

    def begin(self, limit: int = costs.MAX_WORK) -> None:
        """Begins anew. A run that repeats an operation comes to the same result."""
        self.limit, self.spent = limit, 0
        self._asked, self._left_out = {}, {}

    def resume(self, other: Budget, limit: int = costs.MAX_WORK) -> None:
        """Begins with the work of another budget done, such as that of reading the keys."""
        self.limit, self.spent = limit, other.spent
        self._asked, self._left_out = other._asked.copy(), other._left_out.copy()

    def allows(self, cost: int, what: Work) -> bool:
        """Spends ``cost`` units and returns true, or notes that the work is left out."""
        self._asked[what] = self._asked.get(what, 0) + 1
        if self.spent >= self.limit:
            self._left_out[what] = self._left_out.get(what, 0) + 1
            return False
        self.spent += cost
        return True

    def spend(self, cost: int) -> bool:
        """Spends ``cost`` units if all of them are left, and tells whether they were."""
        if self.spent + cost > self.limit:
            return False
        self.spent += cost
        return True

    def finding(self) -> Finding | None:
        """Returns the finding that tells what was left out; ``None`` if nothing was."""
        if not self._left_out:
            return None
        parts = (
            f"{count:,} of {self._asked[what]:,} {what}" for what, count in self._left_out.items()
        )
        message = (
            "That is more work than one request may take. Left out: "
            f"{', '.join(parts)}. Give fewer keys, or choose one by its kid."
        )
        return Finding("work-left-out", "request", message)


def signature_cost(key: Key, size: int, engine: str) -> int:
    """Returns the cost of one signature of ``key`` over ``size`` bytes, by the engine of that name."""
    if key.secret is not None:
        return costs.SHORTEST + costs.hashing(size + len(key.secret))
    if key.kty == "RSA":
        cost = costs.rsa(str(key.jwk["n"]), str(key.jwk["e"]))
    else:
        cost = costs.SIGNATURE.get(key.curve or "", 0)
    over_data = costs.question(size) if engine == "webcrypto" else costs.hashing(size)
    return costs.SHORTEST + cost + over_data
