"""The one place that imports PyJWT, and what of it this module uses.

PyJWT decides at import time whether `cryptography` is there. In the page that
package is loaded later, when a token first needs it; `refresh` then imports PyJWT
anew. So nobody else holds on to PyJWT's modules or classes: they ask here.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from .algorithms import ALGORITHMS
from .base64url import decode_canonical, letters

if TYPE_CHECKING:
    from jwt.algorithms import Algorithm

Verifier = Callable[[str, Any, bytes, bytes], bool]
"""`(alg, key, signing input, signature) -> matches`."""


def refresh() -> None:
    """Imports PyJWT again, after `cryptography` has been installed."""
    for name in [name for name in sys.modules if name == "jwt" or name.startswith("jwt.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    for cached in (_jwt, _algorithms, _decoder):
        cached.cache_clear()


def version() -> str:
    """PyJWT's version."""
    return str(_jwt().__version__)


def has_cryptography() -> bool:
    """Whether PyJWT was imported with `cryptography`."""
    return bool(_jwt().algorithms.has_crypto)


def algorithm(name: str) -> Algorithm | None:
    """PyJWT's implementation of an algorithm; ``None`` where this build has none."""
    return _algorithms().get(name)


def refusals() -> tuple[type[Exception], ...]:
    """What PyJWT raises for a key that it does not take."""
    return (_jwt().InvalidKeyError, TypeError, ValueError)


def decode(
    token: str,
    key: object,
    algorithms: Sequence[str],
    *,
    now: float,
    leeway: float,
    expect: Mapping[str, Any],
    detached_payload: bytes | None,
    verifier: Verifier | None = None,
) -> dict[str, Any]:
    """`jwt.decode`, with the clock given.

    With a ``verifier``, public-key signatures are checked by it instead of
    `cryptography`: PyJWT's decoding, its checks, their order and its exceptions stay.

    Raises:
        Exception: PyJWT refuses. Mostly a `PyJWTError`; malformed keys and headers can
            raise others, which are PyJWT's answer like any other.
    """
    decoder = _decoder(delegates=verifier is not None)
    decoder.now = now
    decoder.verifier = verifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", _jwt().warnings.InsecureKeyLengthWarning)
        decoded: dict[str, Any] = decoder.decode(
            token,
            key,
            algorithms=algorithms,
            options={"require": list(expect.get("require") or ())},
            audience=expect.get("aud"),
            issuer=expect.get("iss"),
            subject=expect.get("sub"),
            leeway=leeway,
            detached_payload=detached_payload,
        )
        return decoded


@cache
def _jwt() -> Any:
    module = importlib.import_module("jwt")
    importlib.import_module("jwt.warnings")
    return module


@cache
def _algorithms() -> dict[str, Algorithm]:
    defaults: dict[str, Algorithm] = _jwt().algorithms.get_default_algorithms()
    # "ES521" is PyJWT's own former misspelling of ES512; no standard knows it.
    known = {name: value for name, value in defaults.items() if name not in ("none", "ES521")}
    return known | _fully_specified()


def _fully_specified() -> dict[str, Algorithm]:
    """`Ed25519` and `Ed448` (RFC 9864): PyJWT's EdDSA held to one curve."""
    if not has_cryptography():
        return {}
    from cryptography.hazmat.primitives.asymmetric import ed448, ed25519

    base: Any = _jwt().algorithms.OKPAlgorithm

    class OneCurve(base):  # type: ignore[misc]
        def __init__(self, *key_types: type) -> None:
            super().__init__()
            self._crypto_key_types = key_types

    return {
        "Ed25519": OneCurve(ed25519.Ed25519PublicKey, ed25519.Ed25519PrivateKey),
        "Ed448": OneCurve(ed448.Ed448PublicKey, ed448.Ed448PrivateKey),
    }


def _public_key_names() -> list[str]:
    return [name for name, algorithm in ALGORITHMS.items() if algorithm.kty not in ("", "oct")]


@cache
def _decoder(*, delegates: bool) -> Any:
    """`jwt.PyJWT`, judging for the moment `now` instead of the system's clock's.

    With ``delegates``, public-key signatures are left to its `verifier`. Nothing else in
    it depends on a request, and making one takes longer than decoding a token.
    """
    base: Any = _jwt().PyJWT

    class ClockedPyJWT(base):  # type: ignore[misc]
        now: float
        verifier: Verifier | None

        def _validate_exp(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_exp(payload, self.now, leeway)

        def _validate_nbf(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_nbf(payload, self.now, leeway)

        def _validate_iat(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_iat(payload, self.now, leeway)

    decoder = ClockedPyJWT()
    registry = decoder._jws
    registry._decode_base64url_segment = _shortened(registry._decode_base64url_segment)
    for name, implementation in _fully_specified().items():
        registry.register_algorithm(name, implementation)
    for name in _public_key_names() if delegates else ():
        if name in registry.get_algorithms():
            registry.unregister_algorithm(name)
        registry.register_algorithm(name, _delegate(name, decoder))
    return decoder


def _shortened(decode: Callable[[bytes, str], bytes]) -> Callable[[bytes, str], bytes]:
    """PyJWT's decoding of a segment, asked about its end only.

    It looks at every character in a loop of Python's, which for a large token takes longer
    than all the rest. Groups of four letters have one spelling each: whatever may be wrong
    with a segment stands behind those that it begins with.
    """

    def shortened(segment: bytes, name: str) -> bytes:
        groups = letters(segment) // 4 * 4
        return decode_canonical(segment[:groups]) + decode(segment[groups:], name)

    return shortened


def _delegate(alg: str, decoder: Any) -> object:
    """A PyJWT algorithm (its public extension point) that leaves verifying to somebody else."""
    base: Any = _jwt().algorithms.Algorithm

    class Delegate(base):  # type: ignore[misc]
        def prepare_key(self, key: Any) -> Any:
            if not ALGORITHMS[alg].fits(getattr(key, "kty", ""), getattr(key, "curve", None)):
                raise _jwt().InvalidKeyError(f"The key is not one for {alg}.")
            return key

        def sign(self, msg: bytes, key: Any) -> bytes:
            raise NotImplementedError("signing does not go through jwt.decode")

        def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
            verified: bool = decoder.verifier(alg, key, msg, sig)
            return verified

        @staticmethod
        def to_jwk(key_obj: Any, as_dict: bool = False) -> Any:
            raise NotImplementedError("keys are converted elsewhere")

        @staticmethod
        def from_jwk(jwk: Any) -> Any:
            raise NotImplementedError("keys are converted elsewhere")

    return Delegate()
