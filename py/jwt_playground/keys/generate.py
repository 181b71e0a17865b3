"""`generate_key`: a fresh key for an algorithm, with its thumbprint as `kid`."""

from __future__ import annotations

import secrets
from typing import Any, TypedDict

from .. import base64url, library
from ..algorithms import ALGORITHMS, CURVE_BITS, Algorithm
from ..findings import Finding, FindingJson
from .describe import describe
from .jwk import public_part, thumbprint, to_text
from .model import Key
from .pem import from_material

RSA_BITS = (2048, 3072, 4096)
MAX_SECRET_BITS = 4096


class KeyText(TypedDict):
    """A key as text."""

    jwk: str
    pem: str | None


class GeneratedKey(TypedDict):
    """The contract's `GeneratedKey`."""

    private: KeyText | None
    public: KeyText | None
    findings: list[FindingJson]


def generate_key(alg: str, bits: int | None = None) -> GeneratedKey:
    """A key pair, or a secret, for ``alg``.

    ``bits`` is the size of the RSA modulus (2048, 3072 or 4096; 2048 if not given) or
    of the HMAC secret (a multiple of 8, at least the hash's size). Curves have one size.
    """
    algorithm = ALGORITHMS.get(alg)
    if algorithm is None or not algorithm.kty:
        names = ", ".join(name for name in ALGORITHMS if name != "none")
        return _refused(
            "alg-cannot-sign", f"There is no key to make for “{alg}”. Choose one of {names}."
        )
    if algorithm.kty == "oct":
        return _secret(algorithm, bits)
    if not library.HAS_CRYPTOGRAPHY:
        message = (
            f"This build of the page cannot make keys for {alg} yet; HS256, HS384 and HS512 work."
        )
        return _refused("key-engine-missing", message)
    if algorithm.kty == "RSA":
        size = RSA_BITS[0] if bits is None else bits
        if size not in RSA_BITS:
            return _refused(
                "bits-out-of-range", f"RSA keys of {_or(RSA_BITS)} bits are made, not of {size}."
            )
        return _pair(_rsa(size), algorithm)
    own = CURVE_BITS[algorithm.curves[0]]
    if bits not in (None, own):
        return _refused("bits-out-of-range", f"{alg} keys have {own} bits; leave the size out.")
    return _pair(_on_curve(algorithm.curves[0]), algorithm)


def _secret(algorithm: Algorithm, bits: int | None) -> GeneratedKey:
    least = algorithm.min_bytes * 8
    size = least if bits is None else bits
    if size % 8 or not least <= size <= MAX_SECRET_BITS:
        message = (
            f"A secret for {algorithm.name} has a multiple of 8 bits, from {least} (RFC 7518 section "
            f"3.2) to {MAX_SECRET_BITS}; {size} is none."
        )
        return _refused("bits-out-of-range", message)
    jwk = {"kty": "oct", "k": base64url.encode(secrets.token_bytes(size // 8))}
    full = {**jwk, "alg": algorithm.name, "use": "sig", "kid": thumbprint(jwk)}
    return {"private": {"jwk": to_text(full), "pem": None}, "public": None, "findings": []}


def _pair(material: object, algorithm: Algorithm) -> GeneratedKey:
    bare = from_material(material, "generated")
    jwk = {**bare.jwk, "alg": algorithm.name, "use": "sig", "kid": thumbprint(bare.jwk)}
    described = describe(Key(jwk, "generated", material=bare.material))
    return {
        "private": {"jwk": described["jwk"], "pem": described["pem"]},
        "public": {"jwk": to_text(public_part(jwk)), "pem": described["public_pem"]},
        "findings": [],
    }


def _rsa(bits: int) -> object:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _on_curve(curve: str) -> object:
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519

    if curve == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if curve == "Ed448":
        return ed448.Ed448PrivateKey.generate()
    curves: dict[str, Any] = {
        "P-256": ec.SECP256R1,
        "P-384": ec.SECP384R1,
        "P-521": ec.SECP521R1,
        "secp256k1": ec.SECP256K1,
    }
    return ec.generate_private_key(curves[curve]())


def _refused(code: str, message: str) -> GeneratedKey:
    finding = Finding(code, "request", message)
    return {"private": None, "public": None, "findings": [finding.to_json({})]}


def _or(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values[:-1])) + f" or {values[-1]}"
