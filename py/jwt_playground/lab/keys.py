"""The issuer's keys: when each of them signs, and when it stands in the public key set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..engines.choice import Engines
from ..keyring.read import read_keys
from ..keys.jwk import from_jwk, public_part, thumbprint
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.select import allowed_algorithms
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import has_error
from .laboratory import laboratory_key
from .members import Problems
from .scenario import Scenario

KeyNumbers = tuple[int, ...]
"""Keys of the issuer, by their places among its keys."""


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """One of the issuer's keys, with its times. ``None``: until the end."""

    key: Key
    kid: str
    published: int
    signs_from: int
    signs_until: int | None
    withdrawn: int | None


class IssuerKeys:
    """All keys of the issuer, one after another."""

    def __init__(self, keys: list[Key], scenario: Scenario) -> None:
        turns = scenario.rotations
        self.keys = [
            IssuerKey(
                key,
                str(key.kid),
                max(0, turns[number - 1].at - turns[number - 1].ahead) if number else 0,
                turns[number - 1].at if number else 0,
                turns[number].at if number < len(turns) else None,
                turns[number].at + turns[number].keep if number < len(turns) else None,
            )
            for number, key in enumerate(keys)
        ]

    def signing(self, at: int) -> int:
        """Returns the key that signs at a time."""
        return max(number for number, one in enumerate(self.keys) if one.signs_from <= at)

    def published(self, at: int) -> KeyNumbers:
        """Returns the keys that stand in the key set at a time."""
        return tuple(
            number
            for number, one in enumerate(self.keys)
            if one.published <= at and (one.withdrawn is None or at < one.withdrawn)
        )

    def number_of(self, kid: str) -> int:
        """Returns the key of that `kid`."""
        return next(number for number, one in enumerate(self.keys) if one.kid == kid)

    def key_set(self, numbers: KeyNumbers) -> str:
        """Returns the JWK Set (RFC 7517) of these keys: public ones, or the secrets of HMAC."""
        return json.dumps({"keys": [_shared(self.keys[number].key.jwk) for number in numbers]})


def _shared(jwk: Mapping[str, Any]) -> Mapping[str, Any]:
    return jwk if jwk["kty"] == "oct" else public_part(jwk)


def issuer_keys(
    scenario: Scenario, given: KeyInput | None, engines: Engines, problems: Problems
) -> IssuerKeys | None:
    """Returns the keys of the laboratory, or those that were given; ``None`` if they do not do.

    Raises:
        UnansweredError: the host has to be asked about the given keys first.
    """
    needed = len(scenario.rotations) + 1
    if given is None:
        jwks = [laboratory_key(scenario.alg, number) for number in range(needed)]
        return IssuerKeys([from_jwk(jwk, "laboratory") for jwk in jwks], scenario)
    ring = read_keys(given, engines)
    keys = _usable(ring, scenario.alg)
    if len(keys) < needed:
        error = next((f.message for f in ring.findings if f.severity == "error"), "")
        wanted = "key" if scenario.alg != "HS256" else "secret"
        message = (
            f"This scenario needs {needed} private {wanted}{'s' if needed > 1 else ''} for "
            f"{scenario.alg}, as a JWK Set if there are several; given: {len(keys)}. {error}"
        )
        problems.add("key", message.rstrip())
        return None
    named = [_with_kid(key) for key in keys[:needed]]
    if len({key.kid for key in named}) < needed:
        problems.add("key", "Two of these keys have the same kid. Give each key its own.")
        return None
    return IssuerKeys(named, scenario)


def _usable(ring: KeyRing, alg: str) -> list[Key]:
    if has_error(ring.findings):
        return []
    algorithm = ALGORITHMS[alg]
    return [
        key
        for key in ring.keys
        if key.is_private and algorithm.fits(key.kty, key.curve) and alg in allowed_algorithms(key)
    ]


def _with_kid(key: Key) -> Key:
    """Returns the key with a `kid`; its thumbprint if it has none."""
    jwk = dict(key.jwk)
    if key.kid is None:
        jwk["kid"] = thumbprint(jwk)
    return from_jwk(jwk, key.source)
