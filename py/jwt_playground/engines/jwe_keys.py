"""New key pairs for encryption, made by the engines for public keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.curves import CURVES
from .base import Engine
from .hosted import Hosted
from .local import agreement_jwk


def fresh_pair(engine: Engine, wanted: Algorithm, bits: int | None) -> Mapping[str, Any]:
    """Returns a fresh private key as the members of a JWK (RFC 7517).

    ``wanted`` is a row for an `alg` of JWE, with the one curve that the key is to be on, if it
    has any. ``bits`` is the size of an RSA modulus.

    Raises:
        CannotError: the engine cannot make such keys; the message says what to do.
        UnansweredError: the host has to be asked first.
    """
    [curve] = wanted.curves or [None]
    if isinstance(engine, Hosted):
        lacking = "" if engine.name in wanted.engines else curve or wanted.name
        more = {} if curve is None else {"crv": curve}
        return engine.ask_for_key(wanted.engines, lacking, alg=wanted.name, bits=bits, **more)
    if curve is not None and not CURVES[curve].signs:
        return agreement_jwk(curve)
    # Signatures use keys of the same numbers.
    twin = next(
        row.name
        for row in ALGORITHMS.values()
        if row.kty == wanted.kty and row.curves == wanted.curves
    )
    return engine.generate(twin, bits)
