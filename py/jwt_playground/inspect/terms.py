"""The parameters of `inspect`, and the terms made from them for any number of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..claims.model import Criteria, Expectations, KeyBinding
from ..claims.rules import Rules
from ..engines.choice import Engines
from ..jws.terms import SignatureTerms
from ..keyring.read import read_keys
from ..keys.model import KeyInput

_NOTHING_EXPECTED = Expectations()
_NOTHING_BOUND = KeyBinding()


@dataclass(frozen=True, slots=True)
class InspectParams:
    """A text to inspect, with everything needed to judge it: the contract's `InspectParams`."""

    token: str
    """The text that holds the token. A `Batch` has its own tokens and ignores it."""
    key: KeyInput | None = None
    algorithms: Sequence[str] | None = None
    """The allowed values of `alg`; ``None`` allows those that the keys allow."""
    expect: Expectations = _NOTHING_EXPECTED
    now: float | None = None
    """The time to judge by, in seconds since the epoch; ``None`` if no time was given."""
    leeway: float = 0
    """Seconds by which the clocks of issuer and verifier may differ."""
    detached_payload: str | None = None
    """The payload of a token with detached content (RFC 7515 appendix F)."""
    engines: Engines = field(default_factory=Engines)
    cross_check: bool = False
    """Whether a second engine is asked about the same signature."""
    decryption_key: KeyInput | None = None
    """Opens a JWE; ``None``: `key` does, since a key set may serve both."""
    max_inflated: int = 250_000
    """The most bytes that a compressed plaintext of a JWE may have."""
    key_binding: KeyBinding = _NOTHING_BOUND
    """What the key-binding JWT of an SD-JWT must say."""


class Terms:
    """The terms by which tokens are judged: the parameters without the token, with the keys read.

    Raises:
        UnansweredError: the host has to be asked about the key first.
    """

    def __init__(self, params: InspectParams) -> None:
        self.decryption_key = params.decryption_key
        # First, so that its work counts among what reading the keys took (`read_work`).
        own = read_keys(params.decryption_key, params.engines) if params.decryption_key else None
        self.max_inflated = params.max_inflated
        self.signature = SignatureTerms(
            params.key, params.algorithms, params.engines, cross_check=params.cross_check
        )
        self.decryption_ring = own or self.signature.ring
        """The keys that open tokens: those given for it, or else those for signatures."""
        self.rules = Rules(Criteria(params.expect, params.now, params.leeway))
        self.detached_payload = params.detached_payload
        self.key_binding = params.key_binding
