"""Key operations done in this Python, by PyJWT's own algorithm objects.

HMAC is Python's standard library; everything else is `cryptography`, which not every build
has: so it is imported where it is used.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..keys.jwk import public_part
from ..keys.model import Key
from ..text import base64url, json_scan
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from . import pyjwt
from .base import CannotError, InputAndSignature, KeyRefusedError

_DIVIDED = "its private and public parts do not belong together"


class Local:
    """`python` (hmac, hashlib) for secrets, `cryptography` for public keys."""

    def __init__(self, name: str) -> None:
        self.name = name

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """See `Engine`."""
        return _verifier(alg, key)(data, signature)

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[InputAndSignature], places: Sequence[int]
    ) -> list[bool]:
        """See `Engine`."""
        matches = _verifier(alg, key)
        return [matches(data, base64url.decode_canonical(signature)) for data, signature in tokens]

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        algorithm, material = _prepare(alg, key, private=True)
        try:
            signature = bytes(algorithm.sign(data, material))
            if key.kty == "RSA" and not algorithm.verify(data, material.public_key(), signature):
                raise KeyRefusedError(_DIVIDED)  # p or q is no prime: see `_private_rsa`.
            return signature
        except ValueError as error:  # For example, an RSA key too small for the digest.
            raise KeyRefusedError(f"the key cannot sign with {alg}: {error}") from error

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        from cryptography.hazmat.primitives.asymmetric import ec, rsa

        algorithm = ALGORITHMS[alg]
        if algorithm.kty == "RSA":
            return _to_jwk("RSA", rsa.generate_private_key(65537, bits or 2048))
        curve = algorithm.curves[0]
        if algorithm.kty == "EC":
            return _to_jwk("EC", ec.generate_private_key(_ec_curve(curve)))
        return _to_jwk("OKP", _edwards_class(curve).generate())

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`."""
        from cryptography.hazmat.primitives.asymmetric import ec

        octets, curve = base64url.decode_strict(str(jwk["d"])), str(jwk["crv"])
        try:
            if not CURVES[curve].signs:
                return agreement_jwk(curve, octets)
            if jwk["kty"] == "OKP":
                return _to_jwk("OKP", _edwards_class(curve).from_private_bytes(octets))
            number = int.from_bytes(octets, "big")
            return _to_jwk("EC", ec.derive_private_key(number, _ec_curve(curve)))
        except ValueError as error:
            raise KeyRefusedError("its private number is not one of its curve") from error


def agreement_jwk(curve: str, octets: bytes | None = None) -> dict[str, Any]:
    """Returns the JWK of a private key on `X25519` or `X448`; without ``octets``, of a fresh one.

    Raises:
        ValueError: the octets are not as many as the curve's.
    """
    from cryptography.hazmat.primitives.asymmetric import x448, x25519

    kinds: dict[str, Any] = {"X25519": x25519.X25519PrivateKey, "X448": x448.X448PrivateKey}
    kind = kinds[curve]
    key = kind.generate() if octets is None else kind.from_private_bytes(octets)
    return {
        "kty": "OKP",
        "crv": curve,
        "x": base64url.encode(key.public_key().public_bytes_raw()),
        "d": base64url.encode(key.private_bytes_raw()),
    }


def loaded_private(key: Key) -> object:
    """Returns the key object that `cryptography` has for a private key.

    Raises:
        KeyRefusedError: there is none, or making it would take too long.
    """
    return _load(key, private=True)


def _prepare(alg: str, key: Key, *, private: bool) -> tuple[Any, Any]:
    algorithm = pyjwt.algorithm(alg)
    if algorithm is None:
        raise CannotError(f"This build cannot do {alg}.")
    try:
        return algorithm, algorithm.prepare_key(
            harmless(key.secret) if key.secret is not None else _load(key, private=private)
        )
    except pyjwt.refusals() as error:
        raise KeyRefusedError(pyjwt.said(error)[0]) from error


def _verifier(alg: str, key: Key) -> Callable[[bytes, bytes], bool]:
    """Returns a function of data and signature that tells whether the key made the signature.

    The key is prepared once.
    """
    algorithm, material = _prepare(alg, key, private=False)
    if digest := ALGORITHMS[alg].digest:
        # PyJWT's own way makes a hash object per signature: five times slower in WebAssembly.
        return lambda data, signature: hmac.compare_digest(
            hmac.digest(material, data, digest), signature
        )

    def matches(data: bytes, signature: bytes) -> bool:
        try:
            return bool(algorithm.verify(data, material, signature))
        except ValueError:
            # From cryptography: no key of this kind can have made such a signature.
            return False

    return matches


def harmless(secret: bytes) -> bytes:
    """Returns the secret, unless PyJWT would crash on it: it parses every secret as JSON.

    Raises:
        KeyRefusedError: it would.
    """
    if secret.count(b"[") + secret.count(b"{") > json_scan.MAX_DEPTH:
        text = secret.decode(json.detect_encoding(secret), "replace")
        if json_scan.too_deep(text) is not None:
            raise KeyRefusedError("it is JSON nested so deep that it would crash the engine")
    return secret


def _load(key: Key, *, private: bool) -> Any:
    """Returns the key object of `cryptography`, which is made once per key and half."""
    if private not in key.loaded:
        key.loaded[private] = _make(key, private=private)
    return key.loaded[private]


def _make(key: Key, *, private: bool) -> Any:
    """Makes a key object; `cryptography` checks its arithmetic."""
    algorithm = _pyjwt_algorithm(key.kty)
    members = dict(key.jwk) if private else public_part(key.jwk)
    if private and key.kty == "RSA" and "p" not in members:
        # PyJWT would search for the primes, which a hostile key can make take minutes.
        raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
    try:
        if private and key.kty == "RSA":
            return _private_rsa(key)
        return algorithm.from_jwk(members)
    except Exception as error:  # PyJWT and cryptography raise a dozen kinds for bad keys.
        reason = f"its numbers do not form a key of type {key.kty}"
        if private and _is_good_public_key(algorithm, key):
            reason = _DIVIDED
        raise KeyRefusedError(reason) from error


def _private_rsa(key: Key) -> Any:
    """Makes a private RSA key of a complete JWK, whose numbers must fit each other.

    Whether p and q are prime is not tested: with 8,192 bits that takes ten seconds. A signature
    that a wrong key makes does not verify, and `Local.sign` looks at that.

    Raises:
        ValueError: the numbers do not fit each other.
    """
    from cryptography.hazmat.primitives.asymmetric import rsa

    names = ("n", "e", "d", "p", "q", "dp", "dq", "qi")
    octets = (base64url.decode_strict(str(key.jwk[name])) for name in names)
    n, e, d, p, q, dp, dq, qi = (int.from_bytes(value, "big") for value in octets)
    inverse = (d * e - 1) % (p - 1) == 0 == (d * e - 1) % (q - 1)
    if not inverse or (dp, dq) != (d % (p - 1), d % (q - 1)) or qi * q % p != 1:
        raise ValueError(_DIVIDED)
    numbers = rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n))
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def _is_good_public_key(algorithm: Any, key: Key) -> bool:
    try:
        algorithm.from_jwk(public_part(key.jwk))
    except Exception:  # As above: of many kinds.
        return False
    return True


def _to_jwk(kty: str, key: Any) -> dict[str, Any]:
    """Returns the JWK members of a private key object of `cryptography`."""
    jwk: dict[str, Any] = dict(_pyjwt_algorithm(kty).to_jwk(key, as_dict=True))
    jwk.pop("key_ops", None)  # PyJWT adds it; nobody said so.
    return jwk


def _pyjwt_algorithm(kty: str) -> Any:
    """Returns PyJWT's algorithm that reads and writes keys of this type: the first in our table."""
    for name, row in ALGORITHMS.items():
        if row.kty == kty and (algorithm := pyjwt.algorithm(name)):
            return algorithm
    raise CannotError(f"This build cannot work with {kty} keys.")


def _ec_curve(name: str) -> Any:
    """Returns the curve object: `cryptography` names its classes as SEC 2 does, in capitals."""
    from cryptography.hazmat.primitives.asymmetric import ec

    return getattr(ec, CURVES[name].asn1.upper())()


def _edwards_class(name: str) -> Any:
    """Returns the private key class of `Ed25519` or `Ed448`."""
    from cryptography.hazmat.primitives.asymmetric import ed448, ed25519

    return {"Ed25519": ed25519.Ed25519PrivateKey, "Ed448": ed448.Ed448PrivateKey}[name]
