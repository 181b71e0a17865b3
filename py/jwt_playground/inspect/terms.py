"""The parameters of `inspect`, and what follows from them for any number of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..claims.model import Criteria, Expectations
from ..claims.rules import Rules
from ..engines.choice import Engines
from ..jws.terms import SignatureTerms
from ..keys.model import KeyInput

_NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True)
class InspectParams:
    """What to inspect and by what to judge it: the contract's `InspectParams`."""

    token: str
    """The text that holds the token. A batch brings its own tokens and does not look at it."""
    key: KeyInput | None = None
    algorithms: Sequence[str] | None = None
    """The allowed values of `alg`; ``None`` allows those that the keys are for."""
    expect: Expectations = _NOTHING_EXPECTED
    now: float | None = None
    """Seconds since the epoch."""
    leeway: float = 0
    """Seconds."""
    detached_payload: str | None = None
    """The payload of a token with detached content (RFC 7515 appendix F)."""
    engines: Engines = field(default_factory=Engines)
    cross_check: bool = False
    """Whether a second engine is asked about the same signature."""


class Terms:
    """By what tokens are judged: the parameters without the token, with the keys read.

    Raises:
        UnansweredError: the host has to be asked about the key first.
    """

    def __init__(self, params: InspectParams) -> None:
        self.signature = SignatureTerms(
            params.key, params.algorithms, params.engines, cross_check=params.cross_check
        )
        self.rules = Rules(Criteria(params.expect, params.now, params.leeway))
        self.detached_payload = params.detached_payload
