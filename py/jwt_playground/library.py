"""The one place that imports PyJWT, and what of it this module uses.

PyJWT decides at import time whether `cryptography` is there. Everything else asks
this module, so that the question has one answer.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import jwt
from jwt.algorithms import Algorithm, has_crypto
from jwt.warnings import InsecureKeyLengthWarning

__all__ = ["HAS_CRYPTOGRAPHY", "Algorithm", "ClockedPyJWT", "algorithm", "version"]

HAS_CRYPTOGRAPHY: bool = has_crypto
version: str = jwt.__version__


class ClockedPyJWT(jwt.PyJWT):
    """`jwt.PyJWT` judging the time claims for a given moment instead of the system's clock."""

    def __init__(self, now: float) -> None:
        super().__init__()
        self._now = now
        for name, algorithm_object in _FULLY_SPECIFIED.items():
            self._jws.register_algorithm(name, algorithm_object)

    def _validate_exp(self, payload: dict[str, Any], now: float, leeway: float) -> None:
        super()._validate_exp(payload, self._now, leeway)

    def _validate_nbf(self, payload: dict[str, Any], now: float, leeway: float) -> None:
        super()._validate_nbf(payload, self._now, leeway)

    def _validate_iat(self, payload: dict[str, Any], now: float, leeway: float) -> None:
        super()._validate_iat(payload, self._now, leeway)


def algorithm(name: str) -> Algorithm | None:
    """PyJWT's implementation of an algorithm; ``None`` where this build has none."""
    return _FULLY_SPECIFIED.get(name) or _DEFAULT.get(name)


def names() -> list[str]:
    """Every algorithm that this build can sign and verify with."""
    return [*_DEFAULT, *_FULLY_SPECIFIED]


def decode(
    token: str,
    key: object,
    algorithms: Sequence[str],
    *,
    now: float,
    leeway: float,
    expect: Mapping[str, Any],
    detached_payload: bytes | None,
) -> dict[str, Any]:
    """`jwt.decode`, with the clock given.

    Raises:
        jwt.PyJWTError: the token is refused. Malformed keys and headers can
            raise other exceptions, too; they are PyJWT's answer like any other.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InsecureKeyLengthWarning)
        return ClockedPyJWT(now).decode(
            token,
            key,  # type: ignore[arg-type]  # whatever the user gave
            algorithms=algorithms,
            options={"require": list(expect.get("require") or ())},
            audience=expect.get("aud"),
            issuer=expect.get("iss"),
            subject=expect.get("sub"),
            leeway=leeway,
            detached_payload=detached_payload,
        )


def _fully_specified() -> dict[str, Algorithm]:
    """`Ed25519` and `Ed448` (RFC 9864): PyJWT's EdDSA held to one curve."""
    if not has_crypto:
        return {}
    from cryptography.hazmat.primitives.asymmetric import ed448, ed25519
    from jwt.algorithms import OKPAlgorithm

    class OneCurve(OKPAlgorithm):
        def __init__(self, *key_types: type) -> None:
            super().__init__()
            self._crypto_key_types = key_types

    return {
        "Ed25519": OneCurve(ed25519.Ed25519PublicKey, ed25519.Ed25519PrivateKey),
        "Ed448": OneCurve(ed448.Ed448PublicKey, ed448.Ed448PrivateKey),
    }


_FULLY_SPECIFIED = _fully_specified()
# "ES521" is PyJWT's own former misspelling of ES512; no standard knows it.
_DEFAULT = {
    name: value
    for name, value in jwt.algorithms.get_default_algorithms().items()
    if name not in ("none", "ES521")
}
