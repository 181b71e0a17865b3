"""Cross-check: asks a second, independent engine about the same signature."""

from __future__ import annotations

from ..engines.base import CannotError, Engine, KeyRefusedError
from ..engines.choice import Engines
from ..keys.budget import signature_cost
from ..keys.model import Key
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding


def compare(
    engines: Engines, first: Engine, result: bool, alg: str, key: Key, data: bytes, signature: bytes
) -> list[Finding]:
    """Returns a finding that says whether a second engine agrees with the first one.

    ``result`` is what ``first`` answered: whether ``key`` made ``signature`` over ``data``. For
    secrets there is no finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if key.secret is not None:
        return []  # Every build computes HMAC with Python's own library.
    second = engines.load_other(first, ALGORITHMS[alg], key)
    if second is None:
        message = f"There is no second engine here to compare “{first.name}” with."
        return [Finding("cross-check-skipped", "key", message)]
    if not engines.budget.allows(signature_cost(key, len(data), second.name), "second engines"):
        message = f"“{second.name}” was not asked: that is more work than one request may take."
        return [Finding("cross-check-skipped", "key", message)]
    try:
        other = second.verify(alg, key, data, signature)
    except (CannotError, KeyRefusedError) as error:
        message = f"“{second.name}” could not be asked: {str(error).rstrip('.')}."
        return [Finding("cross-check-skipped", "key", message)]
    if other == result:
        said = "matches" if result else "does not match"
        message = f"“{first.name}” and “{second.name}” agree: the signature {said}."
        return [Finding("engines-agree", "key", message)]
    yes, no = (first.name, second.name) if result else (second.name, first.name)
    message = f"The engines disagree: for “{yes}” the signature matches, for “{no}” it does not. Please report it."
    return [Finding("engines-disagree", "key", message)]
