"""The JWS algorithms: one row per value of `alg`, with all the facts about it.

Sources: RFC 7518 section 3, RFC 8037, RFC 8812, RFC 9864, and RFC 9964 for ML-DSA. The page
has no such table. It gets what it needs of a row from `meta` and from the questions that the
engine asks (`Algorithm.webcrypto`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

from .curves import CURVES

EngineName = Literal["python", "cryptography", "webcrypto", "noble"]


class WebCryptoParameters(TypedDict):
    """The first argument of `SubtleCrypto.sign` and `SubtleCrypto.verify`."""

    name: str
    hash: NotRequired[str]
    saltLength: NotRequired[int]
    """Bytes (RSA-PSS only)."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """The facts about one value of `alg`."""

    name: str
    kty: str
    """The type (`kty`) of the keys that it takes; empty for `none`."""
    curves: tuple[str, ...] = ()
    """The `crv` of the keys that it takes; of AKP keys, their `alg`.

    Empty: it takes every key of the type.
    """
    digest: str = ""
    """HMAC only: the name of the hash function in `hashlib` (RFC 7518 section 3.2)."""
    min_secret_bytes: int = 0
    """HMAC only: the shortest secret that RFC 7518 section 3.2 allows."""
    signature_bytes: int | None = None
    """The length of every signature; ``None`` if it depends on the key, and for `none`."""
    engines: tuple[EngineName, ...] = ()
    """The engines that can do it. `meta` tells which of them this build and browser have."""
    webcrypto: WebCryptoParameters | None = None
    """``None`` if WebCrypto cannot do it."""
    generic_name: str = ""
    """The older `alg` that stands for this algorithm and others (RFC 9864 section 2)."""

    def fits(self, kty: str, curve: str | None) -> bool:
        """Tells whether it takes a key of this type and curve (of an AKP key: its `alg`)."""
        return kty == self.kty and (not self.curves or curve in self.curves)

    def engines_for(self, curve: str) -> tuple[EngineName, ...]:
        """Returns the engines that can do it with keys on this curve (of an AKP key: its `alg`).

        ``curve`` is empty where it is not known.
        """
        row = CURVES.get(curve)
        if row is None or row.webcrypto:
            return self.engines
        return tuple(name for name in self.engines if name != "webcrypto")

    @property
    def needs(self) -> str:
        """The kind of key that it takes, as the end of a sentence."""
        names = {"oct": "a secret (kty oct)", "RSA": "an RSA key", "": "no key"}
        return names.get(self.kty) or f"a key on {' or '.join(self.curves)} (kty {self.kty})"

    def is_called(self, name: str) -> bool:
        """Tells whether ``name`` is its name or its generic name."""
        return name == self.name or (name != "" and name == self.generic_name)


_PYTHON: tuple[EngineName, ...] = ("python",)
_OPENSSL: tuple[EngineName, ...] = ("cryptography",)
_BROWSER: tuple[EngineName, ...] = ("webcrypto",)
_BOTH = _OPENSSL + _BROWSER
_NOBLE: tuple[EngineName, ...] = ("noble",)
_ALL = _BOTH + _NOBLE


def _hmac(name: str, digest: str, size: int) -> Algorithm:
    return Algorithm(
        name, "oct", (), digest, min_secret_bytes=size, signature_bytes=size, engines=_PYTHON
    )


def _pkcs1(name: str) -> Algorithm:
    return Algorithm(name, "RSA", engines=_BOTH, webcrypto={"name": "RSASSA-PKCS1-v1_5"})


def _pss(name: str, salt: int) -> Algorithm:
    parameters: WebCryptoParameters = {"name": "RSA-PSS", "saltLength": salt}
    return Algorithm(name, "RSA", engines=_BOTH, webcrypto=parameters)


def _ecdsa(name: str, curve: str, digest: str, size: int) -> Algorithm:
    parameters: WebCryptoParameters = {"name": "ECDSA", "hash": digest}
    return Algorithm(name, "EC", (curve,), signature_bytes=size, engines=_ALL, webcrypto=parameters)


def _ml_dsa(name: str, size: int) -> Algorithm:
    parameters: WebCryptoParameters = {"name": name}
    return Algorithm(
        name, "AKP", (name,), signature_bytes=size, engines=_BROWSER + _NOBLE, webcrypto=parameters
    )


_ED25519: WebCryptoParameters = {"name": "Ed25519"}

ALGORITHMS: dict[str, Algorithm] = {
    algorithm.name: algorithm
    for algorithm in (
        _hmac("HS256", "sha256", 32),
        _hmac("HS384", "sha384", 48),
        _hmac("HS512", "sha512", 64),
        _pkcs1("RS256"),
        _pkcs1("RS384"),
        _pkcs1("RS512"),
        _pss("PS256", 32),
        _pss("PS384", 48),
        _pss("PS512", 64),
        _ecdsa("ES256", "P-256", "SHA-256", 64),
        _ecdsa("ES384", "P-384", "SHA-384", 96),
        _ecdsa("ES512", "P-521", "SHA-512", 132),
        Algorithm("ES256K", "EC", ("secp256k1",), signature_bytes=64, engines=_OPENSSL + _NOBLE),
        Algorithm("EdDSA", "OKP", ("Ed25519", "Ed448"), engines=_ALL, webcrypto=_ED25519),
        Algorithm(
            "Ed25519",
            "OKP",
            ("Ed25519",),
            signature_bytes=64,
            engines=_ALL,
            webcrypto=_ED25519,
            generic_name="EdDSA",
        ),
        Algorithm(
            "Ed448",
            "OKP",
            ("Ed448",),
            signature_bytes=114,
            engines=_OPENSSL + _NOBLE,
            generic_name="EdDSA",
        ),
        _ml_dsa("ML-DSA-44", 2420),
        _ml_dsa("ML-DSA-65", 3309),
        _ml_dsa("ML-DSA-87", 4627),
        Algorithm("none", ""),
    )
}
