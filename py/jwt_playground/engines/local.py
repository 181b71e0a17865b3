"""Key operations done right here, by PyJWT's own algorithm objects.

HMAC is Python's standard library; everything else is `cryptography`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import base64url, jsonscan, library
from ..algorithms import ALGORITHMS
from ..keys.jwk import public_part
from ..keys.model import Key
from .base import CannotError, KeyRefusedError, Signed

DIGESTS = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
"""The hash functions of HMAC (RFC 7518 section 3.2)."""

_LOADERS = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}


class Local:
    """`python` (hmac, hashlib) for secrets, `cryptography` for the rest."""

    def __init__(self, name: str) -> None:
        self.name = name

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """See `Engine`."""
        return _verifier(alg, key)(data, signature)

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[Signed], places: Sequence[int]
    ) -> list[bool]:
        """See `Engine`."""
        matches = _verifier(alg, key)
        return [matches(data, base64url.decode_canonical(signature)) for data, signature in tokens]

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        algorithm, material = _prepare(alg, key, private=True)
        try:
            return bytes(algorithm.sign(data, material))
        except ValueError as error:  # e.g. an RSA key too small for the digest
            raise KeyRefusedError(f"the key cannot sign with {alg}: {error}") from error

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

        algorithm = ALGORITHMS[alg]
        if algorithm.kty == "RSA":
            return _to_jwk(rsa.generate_private_key(65537, bits or 2048))
        curves: dict[str, Any] = {
            "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
            "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
            "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
            "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
            "Ed25519": ed25519.Ed25519PrivateKey.generate,
            "Ed448": ed448.Ed448PrivateKey.generate,
        }
        return _to_jwk(curves[algorithm.curves[0]]())

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`."""
        from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519

        octets = base64url.decode_strict(str(jwk["d"]))
        curves: dict[str, Any] = {
            "P-256": ec.SECP256R1,
            "P-384": ec.SECP384R1,
            "P-521": ec.SECP521R1,
            "secp256k1": ec.SECP256K1,
            "Ed25519": ed25519.Ed25519PrivateKey.from_private_bytes,
            "Ed448": ed448.Ed448PrivateKey.from_private_bytes,
        }
        make = curves[str(jwk["crv"])]
        try:
            if jwk["kty"] == "OKP":
                return _to_jwk(make(octets))
            return _to_jwk(ec.derive_private_key(int.from_bytes(octets, "big"), make()))
        except ValueError as error:
            raise KeyRefusedError("its private number is not one of its curve") from error


def material(key: Key) -> Any:
    """The key as `jwt.decode` takes it: bytes, or a public key object of `cryptography`.

    Raises:
        KeyRefusedError: PyJWT cannot make a key of it.
    """
    if key.secret is not None:
        return _harmless(key.secret)
    return _load(key, private=False)


def _prepare(alg: str, key: Key, *, private: bool) -> tuple[Any, Any]:
    algorithm = library.algorithm(alg)
    if algorithm is None:
        raise CannotError(f"This build cannot do {alg}.")
    try:
        return algorithm, algorithm.prepare_key(
            _harmless(key.secret) if key.secret is not None else _load(key, private=private)
        )
    except library.refusals() as error:
        raise KeyRefusedError(str(error)) from error


def _verifier(alg: str, key: Key) -> Callable[[bytes, bytes], bool]:
    """Tells whether a signature is the key's over some data: the key is prepared once."""
    algorithm, material = _prepare(alg, key, private=False)
    if digest := DIGESTS.get(alg):
        # PyJWT's own way makes an object a signature, which is five times slower in WebAssembly.
        return lambda data, signature: hmac.compare_digest(
            hmac.digest(material, data, digest), signature
        )

    def matches(data: bytes, signature: bytes) -> bool:
        try:
            return bool(algorithm.verify(data, material, signature))
        except ValueError:
            # cryptography: a signature that no key of this kind can have made
            return False

    return matches


def _harmless(secret: bytes) -> bytes:
    """The secret, unless PyJWT would crash on it: it parses every secret as JSON, in any UTF."""
    if secret.count(b"[") + secret.count(b"{") > jsonscan.MAX_DEPTH:
        text = secret.decode(json.detect_encoding(secret), "replace")
        if jsonscan.too_deep(text) is not None:
            raise KeyRefusedError("it is JSON nested so deep that it would crash the engine")
    return secret


def _load(key: Key, *, private: bool) -> Any:
    """The key object of `cryptography`, which verifying and PyJWT's own verdict share."""
    if private not in key.loaded:
        key.loaded[private] = _make(key, private=private)
    return key.loaded[private]


def _make(key: Key, *, private: bool) -> Any:
    """A fresh key object; its arithmetic checks are made here."""
    algorithm = library.algorithm(_LOADERS.get(key.kty, ""))
    if algorithm is None:
        raise CannotError(f"This build cannot work with {key.kty} keys.")
    members = dict(key.jwk) if private else public_part(key.jwk)
    if private and key.kty == "RSA" and "p" not in members:
        # PyJWT would search for the primes, which a hostile key can make take minutes.
        raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
    try:
        return algorithm.from_jwk(members)
    except Exception as error:  # PyJWT and cryptography raise a dozen kinds for bad keys
        raise KeyRefusedError(_plain(key, str(error))) from error


def _plain(key: Key, text: str) -> str:
    if "match" in text:
        return "its private and public parts do not belong together"
    if key.kty == "EC" and ("curve" in text or "point" in text.lower()):
        return f"x and y are not a point on the curve {key.curve}"
    return f"its numbers do not form a key of type {key.kty}"


def _to_jwk(key: Any) -> dict[str, Any]:
    names = {"RSAPrivateKey": "RS256", "ECPrivateKey": "ES256", "EllipticCurvePrivateKey": "ES256"}
    algorithm = library.algorithm(names.get(type(key).__name__.strip("_"), "EdDSA"))
    if algorithm is None:
        raise CannotError("This build cannot work with such keys.")
    jwk: dict[str, Any] = dict(algorithm.to_jwk(key, as_dict=True))
    jwk.pop("key_ops", None)  # PyJWT adds it; nobody said so
    return jwk
