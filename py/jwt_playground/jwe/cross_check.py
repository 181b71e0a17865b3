"""Cross-check: asks a second, independent engine to open the same JWE."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..engines.jwe_base import (
    DoesNotOpenError,
    JweEngine,
    TooLongError,
    has_equal_parties,
    needs,
)
from ..keys.model import Key
from ..vocabulary.findings import Finding
from .cost import opening_cost
from .plan import Plan


def asked_of(plan: Plan, key: Key) -> tuple[Sequence[str], Sequence[str]]:
    """Returns the engines that have what a recipient needs with ``key``, and what that is.

    WebCrypto's library takes no `apu` and `apv` that are equal.
    """
    algorithm, sealed = plan.algorithm, plan.sealed
    assert algorithm is not None and sealed is not None  # noqa: S101  (such a plan is not tried)
    names = algorithm.engines_for(key.curve)
    if has_equal_parties(sealed.header):
        names = tuple(name for name in names if name != "webcrypto")
    return names, needs(sealed.encryption, [(algorithm, key)])


def compare(
    engines: Engines, first: JweEngine, result: bytes | None, plan: Plan, key: Key, most: int
) -> list[Finding]:
    """Returns a finding that says whether a second engine comes to the same plaintext.

    ``result`` is the plaintext that ``first`` found with ``key``; ``None`` if it found none.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    second = engines.load_other_for_encryption(first, *asked_of(plan, key))
    if second is None or plan.sealed is None:
        message = f"There is no second engine here to compare “{first.name}” with."
        return [Finding("cross-check-skipped", "key", message)]
    if not engines.budget.allows(opening_cost(plan, key, second), "second engines"):
        message = f"“{second.name}” was not asked: that is more work than one request may take."
        return [Finding("cross-check-skipped", "key", message)]
    other: bytes | None = None
    try:
        other = second.decrypt(plan.sealed, key, most)
    except (CannotError, KeyRefusedError) as error:
        message = f"“{second.name}” could not be asked: {str(error).rstrip('.')}."
        return [Finding("cross-check-skipped", "key", message)]
    except (DoesNotOpenError, TooLongError):
        pass
    if other == result:
        said = "opens, with the same plaintext" if result is not None else "does not open"
        message = f"“{first.name}” and “{second.name}” agree: the token {said}."
        if plan.algorithm and plan.algorithm.is_password:
            message += _one_derivation(first, second)
        return [Finding("engines-agree", "key", message)]
    message = (
        f"“{first.name}” and “{second.name}” do not come to the same plaintext. Please report this "
        "token with a key made for the purpose."
    )
    return [Finding("engines-disagree", "key", message)]


def _one_derivation(first: JweEngine, second: JweEngine) -> str:
    """Returns the sentence that two engines do not derive the key of a password independently.

    Where `webcrypto` is there, `noble` uses its PBKDF2: in JavaScript that takes many seconds.
    """
    if {first.name, second.name} != {"webcrypto", "noble"}:
        return ""
    return " The browser's own PBKDF2 derived the key of the password for both."
