"""The one place that imports PyJWT, with everything that the engine uses of it.

PyJWT decides at import time whether `cryptography` is there. The page loads that package
later, when it is idle or a request needs it; `refresh` then imports PyJWT again. So no other module
keeps PyJWT's modules or classes: they ask here each time.

`decode` judges for a given moment, and PyJWT has no parameter for that. So some of its
private methods are overridden. `_check_private_names` refuses to start with a PyJWT in which
they are named otherwise, because that PyJWT would silently judge by the system's clock.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..text.base64url import decode_canonical, letters
from ..vocabulary.algorithms import ALGORITHMS

if TYPE_CHECKING:
    from jwt.algorithms import Algorithm

Verifier = Callable[[str, Any, bytes, bytes], bool]
"""A function of `alg`, key, JWS Signing Input and signature bytes: does the signature match?"""


def refresh() -> None:
    """Imports PyJWT again, after `cryptography` has been installed.

    Raises:
        ImportError: this PyJWT is not one that the engine works with.
    """
    for name in [name for name in sys.modules if name == "jwt" or name.startswith("jwt.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    for cached in (_jwt, _algorithms, _decoder):
        cached.cache_clear()


def version() -> str:
    """Returns PyJWT's version, such as `2.15.1`."""
    return str(_jwt().__version__)


def has_cryptography() -> bool:
    """Tells whether PyJWT was imported with `cryptography`. Loads nothing."""
    return bool(_jwt().algorithms.has_crypto)


def algorithm(name: str) -> Algorithm | None:
    """Returns PyJWT's implementation of the algorithm ``name`` (a value of `alg`).

    ``None`` where this build has none.
    """
    return _algorithms().get(name)


def refusals() -> tuple[type[Exception], ...]:
    """Returns the exceptions that PyJWT raises for a key that it does not take."""
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
    """Does what `jwt.decode` does, but for the moment ``now`` instead of the clock's.

    Args:
        token: the compact serialization.
        key: bytes of a secret, a public key object of `cryptography`, or, with a
            ``verifier``, whatever the verifier takes.
        algorithms: the allowed values of `alg`.
        now: seconds since the epoch.
        leeway: seconds.
        expect: any of `iss` and `aud` (a string or a list of strings), `sub` (a string),
            and `require` (names of claims).
        detached_payload: the payload's bytes, of a token with `b64: false` (RFC 7797).
        verifier: checks public-key signatures instead of `cryptography`. PyJWT's decoding,
            its checks, their order and its exceptions stay.

    Returns:
        The claims, as PyJWT decodes them.

    Raises:
        Exception: PyJWT refuses the token. Mostly this is a `PyJWTError`. Malformed keys and
            headers can raise others, which are PyJWT's answer like any other.
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
    _check_private_names(module)
    return module


_OVERRIDDEN = {
    "_validate_exp": ("self", "payload", "now", "leeway"),
    "_validate_nbf": ("self", "payload", "now", "leeway"),
    "_validate_iat": ("self", "payload", "now", "leeway"),
}
"""Methods of `jwt.PyJWT` that `decode` overrides, with their parameters."""


def _check_private_names(module: Any) -> None:
    """Checks that this PyJWT has the private names that `decode` relies on.

    Raises:
        ImportError: one is missing or takes other parameters.
    """
    for name, parameters in _OVERRIDDEN.items():
        code = getattr(getattr(module.PyJWT, name, None), "__code__", None)
        if code is None or code.co_varnames[: code.co_argcount] != parameters:
            raise _unsuitable(module, f"PyJWT.{name}{parameters}".replace("'", ""))
    if not hasattr(module.PyJWT(), "_jws"):
        raise _unsuitable(module, "PyJWT._jws")
    if not callable(getattr(module.PyJWS, "_decode_base64url_segment", None)):
        raise _unsuitable(module, "PyJWS._decode_base64url_segment")


def _unsuitable(module: Any, name: str) -> ImportError:
    return ImportError(
        f"PyJWT {module.__version__} has no {name}, so tokens could not be judged for a given "
        "moment. Install a release that this package was tested with: “PyJWT>=2.15.1,<2.16”."
    )


@cache
def _algorithms() -> dict[str, Algorithm]:
    defaults: dict[str, Algorithm] = _jwt().algorithms.get_default_algorithms()
    # "ES521" is PyJWT's own former misspelling of ES512; no standard knows it.
    known = {name: value for name, value in defaults.items() if name not in ("none", "ES521")}
    return known | _fully_specified()


def _fully_specified() -> dict[str, Algorithm]:
    """Returns `Ed25519` and `Ed448` (RFC 9864): PyJWT's EdDSA, restricted to one curve."""
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
    """Returns a `jwt.PyJWT` that judges for its attribute `now` instead of the clock's time.

    With ``delegates``, its attribute `verifier` checks public-key signatures. Nothing else in
    it depends on a request, and making one takes longer than decoding a token: so it is kept.
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
    """Returns PyJWT's decoding of a segment, which is asked about the segment's end only.

    PyJWT looks at every character in a Python loop, which takes longer for a large token than
    all the rest. Four letters of base64url have only one spelling. So a fault can only stand
    after the complete groups of four letters at the beginning.
    """

    def shortened(segment: bytes, name: str) -> bytes:
        groups = letters(segment) // 4 * 4
        return decode_canonical(segment[:groups]) + decode(segment[groups:], name)

    return shortened


def _delegate(alg: str, decoder: Any) -> object:
    """Returns a PyJWT algorithm (its public extension point) that asks the decoder's verifier."""
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


_jwt()  # An unsuitable PyJWT is told of at once, not at the first token.
