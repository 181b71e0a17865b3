"""What answers in PyJWT's place for public keys where `cryptography` is not there.

PyJWT reads public keys and checks their signatures with `cryptography` alone. Without it, its
decoding, its own checks, their order and their exceptions stay; these classes take over what it
would do with the key, in its words. They are made for the PyJWT that is there (`module`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..keys.der import read_der
from ..keys.model import Key
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES

Verifier = Callable[[str, Key, bytes, bytes], bool]
"""A function of `alg`, key, JWS Signing Input and signature bytes: does the signature match?"""

_LABEL = re.compile(r"----BEGIN ((?!EC PARAMETERS)[A-Z0-9 ]{1,60})----")
_PUBLIC = frozenset({"PUBLIC KEY", "RSA PUBLIC KEY"})
_PRIVATE = frozenset({"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
_NO_PEM = (
    "Unable to load PEM file. See https://cryptography.io/en/latest/faq/"
    "#why-can-t-i-import-my-pem-file for more details. MalformedFraming"
)
_NO_KEY = (
    "Valid PEM but no BEGIN/END delimiters for a private key found. Are you sure this is a "
    "private key?"
)
_NO_VERIFY = "'cryptography.hazmat.bindings._rust.openssl.rsa.RSA' object has no attribute 'verify'"
_EXPECTED = "<generator object Algorithm.check_crypto_key_type.<locals>.<genexpr>>"
_BY_CURVE = {None: "ES256", "": "ES256"} | {
    curve: name for name, row in ALGORITHMS.items() if row.kty == "EC" for curve in row.curves
}
_FAMILIES = {"RSA": "RSAAlgorithm", "EC": "ECAlgorithm", "OKP": "OKPAlgorithm"}
_NOT_ONE = {
    "RSA": "Not an RSA key",
    "EC": "Not an Elliptic curve key",
    "OKP": "Not an Octet Key Pair",
    "oct": "Not an HMAC key",
}


@dataclass(frozen=True, slots=True)
class TextKey:
    """A key as a caller gives it to `jwt.decode`, and what it was read as."""

    text: str | bytes
    key: Key


def algorithms(module: Any, decoder: Any) -> dict[str, Any]:
    """Returns what is registered in place of PyJWT's own algorithms, by the values of `alg`."""
    made = {name: _delegate(module, name, decoder) for name in module.algorithms.requires_cryptography
            if name in ALGORITHMS}  # fmt: skip
    return made | {name: _hmac(module, name, decoder) for name in ("HS256", "HS384", "HS512")}


def jwk_key(module: Any, jwk: Mapping[str, Any], key: Key, decoder: Any) -> Any:
    """Returns a `jwt.PyJWK` of a public key, made without `cryptography`.

    Raises:
        PyJWTError: PyJWT makes none of this JWK.
    """
    name = _algorithm_of(module, jwk)
    kty = ALGORITHMS[name].kty if name in ALGORITHMS else ""
    if name not in module.algorithms.requires_cryptography and kty != "oct":
        raise module.PyJWKError(f"Unable to find an algorithm for key: {dict(jwk)}")
    if kty != key.kty:
        raise module.InvalidKeyError(_NOT_ONE[kty])

    class StandIn(module.PyJWK):  # type: ignore[misc]
        def __init__(self) -> None:
            self._jwk_data = jwk
            self.algorithm_name = name
            self.Algorithm = _delegate(module, name, decoder)
            self.key = key

    return StandIn()


def _algorithm_of(module: Any, jwk: Mapping[str, Any]) -> Any:
    """Returns the algorithm that PyJWT chooses for a JWK by itself."""
    kty, curve = jwk["kty"], jwk.get("crv")
    if jwk.get("alg"):
        return jwk["alg"]
    if kty == "RSA":
        return "RS256"
    if kty == "EC" and curve in _BY_CURVE:
        return _BY_CURVE[curve]
    if kty == "OKP" and curve == "Ed25519":
        return "EdDSA"
    if kty in ("EC", "OKP"):
        raise module.InvalidKeyError(f"Unsupported crv: {curve}")
    raise module.InvalidKeyError(f"Unsupported kty: {kty}")


def _delegate(module: Any, alg: str, decoder: Any) -> Any:
    """Returns a PyJWT algorithm (its public extension point) that asks the decoder's verifier."""
    base: Any = module.algorithms.Algorithm

    class Delegate(base):  # type: ignore[misc]
        def prepare_key(self, key: Any) -> Any:
            decoder.stood_in = True
            return key if isinstance(key, Key) else _prepared(module, alg, key)

        def sign(self, msg: bytes, key: Any) -> bytes:
            raise NotImplementedError("signing does not go through jwt.decode")

        def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
            if key.kty == "RSA" and key.is_private:
                raise AttributeError(_NO_VERIFY)
            verified: bool = decoder.verifier(alg, key, msg, sig)
            return verified

        @staticmethod
        def to_jwk(key_obj: Any, as_dict: bool = False) -> Any:
            raise NotImplementedError("keys are converted elsewhere")

        @staticmethod
        def from_jwk(jwk: Any) -> Any:
            raise NotImplementedError("keys are converted elsewhere")

    return Delegate()


def _prepared(module: Any, alg: str, given: TextKey | str | bytes) -> Key:
    """Returns the key, if PyJWT reads one for ``alg`` from what it is given, or raises as it does."""
    kty = ALGORITHMS[alg].kty
    key = given.key if isinstance(given, TextKey) else None
    text = given.text if isinstance(given, TextKey) else given
    if isinstance(text, bytes):
        text = text.decode("utf-8" if kty == "OKP" else "latin-1")
    label = found[1] if (found := _LABEL.search(text)) else ""
    if key is None or not _is_taken(kty, text, label):
        if kty == "EC":
            raise ValueError(_NO_KEY if label else _NO_PEM)
        unread = "Could not parse the provided public key."
        raise module.InvalidKeyError("Not a public or private key" if kty == "OKP" else unread)
    if key.kty != kty:
        kind = key.kty if key.kty in ("RSA", "EC") else key.curve
        half = "Private" if key.is_private else "Public"
        raise module.InvalidKeyError(
            f"Expected one of {_EXPECTED}, got: {kind}{half}Key. Invalid Key type for {_FAMILIES[kty]}"
        )
    if kty == "EC" and key.curve not in ALGORITHMS[alg].curves:
        own, wanted = (CURVES[name].asn1 for name in (key.curve or "", ALGORITHMS[alg].curves[0]))
        raise module.InvalidKeyError(
            f"The key's curve '{own}' does not match the expected curve '{wanted}' for this algorithm"
        )
    return key


def _is_taken(kty: str, text: str, label: str) -> bool:
    """Tells whether PyJWT looks for a key of the type ``kty`` in a text of this form."""
    if kty == "OKP":
        return text.startswith("ssh-") or any(
            mark in text for mark in ("-----BEGIN PUBLIC", "-----BEGIN PRIVATE")
        )
    ssh = "ssh-rsa" if kty == "RSA" else "ecdsa-sha2-"
    return text.startswith(ssh) or label in _PUBLIC or label in _PRIVATE


def _hmac(module: Any, alg: str, decoder: Any) -> Any:
    """Returns PyJWT's HMAC, which knows keys in DER without `cryptography` as well."""
    base: Any = module.algorithms.HMACAlgorithm

    class Hmac(base):  # type: ignore[misc]
        def prepare_key(self, key: Any) -> bytes:
            prepared: bytes = super().prepare_key(key.text if isinstance(key, TextKey) else key)
            return prepared

        @staticmethod
        def _is_der_key(key_bytes: bytes) -> bool:
            if key_bytes[:1] != b"\x30":
                return False
            try:
                read = read_der(key_bytes)
            except ValueError:
                return False
            decoder.stood_in = True
            return bool(read.certificate) or "d" not in read.jwk

    return Hmac(getattr(base, f"SHA{alg[2:]}"))
