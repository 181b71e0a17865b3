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
    "choices among the keys",
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
    choices: int = 0
    """What choosing among keys has taken."""
    counts: dict[Work, list[int]] = field(default_factory=dict)
    """Per kind of work, how often it was asked for and how often it was left out."""

    def begin(self, read: Budget | None = None, limit: int = costs.MAX_WORK) -> None:
        """Begins anew, so that a run that repeats an operation comes to the same result.

        The work of ``read``, such as that of reading the keys, counts as done.
        """
        self.limit, self.spent, self.choices, self.counts = limit, 0, 0, {}
        if read is not None:
            self.spent = read.spent
            self.counts = {what: [*counts] for what, counts in read.counts.items()}

    @property
    def is_spent(self) -> bool:
        """Whether further work is left out."""
        return self.spent >= self.limit

    def copy(self) -> Budget:
        """Returns a budget in the same state."""
        copied = Budget()
        copied.begin(self)
        return copied

    def allows(self, cost: int, what: Work) -> bool:
        """Spends ``cost`` units and returns true, or notes that the work is left out."""
        counts = self.counts.get(what)
        if counts is None:
            counts = self.counts[what] = [0, 0]
        counts[0] += 1
        if self.spent >= self.limit:
            counts[1] += 1
            return False
        self.spent += cost
        return True

    def allows_whole(self, cost: int, what: Work) -> bool:
        """Does the same for work that is begun only if all of its units are left."""
        counts = self.counts.setdefault(what, [0, 0])
        counts[0] += 1
        if self.spend(cost):
            return True
        counts[1] += 1
        return False

    def chooses(self, cost: int) -> bool:
        """Does the same for choosing among keys, which has the limit once more for itself.

        So it is always told which keys were not tried, unless the choices alone are too many.
        """
        counts = self.counts.setdefault("choices among the keys", [0, 0])
        counts[0] += 1
        if self.choices >= self.limit:
            counts[1] += 1
            return False
        self.choices += cost
        return True

    def spend(self, cost: int) -> bool:
        """Spends ``cost`` units if all of them are left, and tells whether they were."""
        if self.spent + cost > self.limit:
            return False
        self.spent += cost
        return True

    def finding(self) -> Finding | None:
        """Returns the finding that tells what was left out; ``None`` if nothing was."""
        parts = [
            f"{left_out:,} of {asked:,} {what}"
            for what, (asked, left_out) in self.counts.items()
            if left_out
        ]
        if not parts:
            return None
        message = (
            "That is more work than one request may take. Left out: "
            f"{', '.join(parts)}. Give fewer keys, or choose one by its kid."
        )
        return Finding("work-left-out", "request", message)


def completion_cost(curve: str, engine: str) -> int:
    """Returns the cost of computing the public half of a key, by the engine of that name.

    It costs about as much as a signature or, for X25519 and X448, an agreement.
    """
    if engine == "noble":
        return costs.NOBLE.get(curve) or costs.AGREEMENT_IN_JAVASCRIPT.get(curve, 0)
    return costs.SIGNATURE.get(curve, 0)


def signature_cost(key: Key, size: int, engine: str) -> int:
    """Returns the cost of one signature of ``key`` over ``size`` bytes, by the engine of that name."""
    if key.secret is not None:
        return costs.SHORTEST + (size + len(key.secret) >> costs.HASH_SHIFT)
    if key.kty == "RSA":
        cost = costs.rsa(str(key.jwk["n"]), str(key.jwk["e"]))
    else:
        table = costs.NOBLE if engine == "noble" else costs.SIGNATURE
        cost = table.get(key.curve or "", 0)
    is_asked = engine in ("webcrypto", "noble")
    over_data = size >> (costs.QUESTION_SHIFT if is_asked else costs.HASH_SHIFT)
    return costs.SHORTEST + cost + over_data
