"""What it costs to open a JWE with a key, in the units of `vocabulary.costs`."""

from __future__ import annotations

from ..engines.jwe_base import JweEngine
from ..keys.model import Key
from ..vocabulary import costs
from .plan import Plan

_RSA_SHIFT = 20
_AGREEMENT = 1_000


def opening_cost(plan: Plan, key: Key, engine: JweEngine) -> int:
    """Returns the cost of one try with ``engine``.

    An operation with a private RSA key grows with the third power of its size: 2,048 bits cost
    8,000 units. An agreement costs about as much as a signature on the same curve.
    """
    algorithm, sealed = plan.algorithm, plan.sealed
    cost = costs.SHORTEST
    if sealed is not None:
        cost += len(sealed.ciphertext) >> costs.QUESTION_SHIFT
    if key.kty == "RSA":
        cost += (6 * len(str(key.jwk["n"]))) ** 3 >> _RSA_SHIFT
    elif algorithm is not None and algorithm.curves:
        table = costs.AGREEMENT_IN_JAVASCRIPT if engine.name == "noble" else costs.SIGNATURE
        cost += table.get(key.curve or "", _AGREEMENT)
    elif algorithm is not None and algorithm.is_password:
        cost += int(plan.header["p2c"]) * engine.cost_per_iteration(algorithm)
    return cost
