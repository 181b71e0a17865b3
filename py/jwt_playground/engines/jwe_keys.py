"""New key pairs for encryption, made by the engines for public keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from .base import Engine
from .hosted import Hosted


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
    if curve in ("X25519", "X448"):
        return _montgomery(curve)
    # Signatures use keys of the same numbers.
    twin = next(
        row.name
        for row in ALGORITHMS.values()
        if row.kty == wanted.kty and row.curves == wanted.curves
    )
    return engine.generate(twin, bits)


def _montgomery(curve: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.asymmetric import x448, x25519

    made = (
        x25519.X25519PrivateKey.generate() if curve == "X25519" else x448.X448PrivateKey.generate()
    )
    return {
        "kty": "OKP",
        "crv": curve,
        "x": base64url.encode(made.public_key().public_bytes_raw()),
        "d": base64url.encode(made.private_bytes_raw()),
    }
