"""`describe_key`: what a key text was recognized as, and its other forms."""

from __future__ import annotations

from typing import Any, TypedDict

from ..algorithms import CURVE_BITS
from ..findings import Finding, FindingJson
from ..offsets import Utf16
from .jwk import public_part, thumbprint, to_text
from .limits import MIN_RSA_BITS
from .model import Key
from .read import KeyInput, read_keys
from .select import allowed_algorithms


class DescribedKey(TypedDict):
    """The contract's `DescribedKey`."""

    kty: str
    alg: str | None
    use: str | None
    kid: str | None
    bits: int | None
    curve: str | None
    private: bool
    thumbprint: str | None
    source: str
    jwk: str
    public_jwk: str | None
    pem: str | None
    public_pem: str | None
    algorithms: list[str]


class DescribedKeys(TypedDict):
    """The contract's `DescribedKeys`."""

    keys: list[DescribedKey]
    findings: list[FindingJson]


def describe_keys(given: KeyInput) -> DescribedKeys:
    """Every key in the text, described; faults as findings."""
    ring = read_keys(given)
    texts = Utf16(given.text)
    findings = [*ring.findings, *(f for key in ring.keys for f in _weakness(key))]
    return {
        "keys": [describe(key) for key in ring.keys],
        "findings": [finding.to_json({"key": texts}) for finding in findings],
    }


def describe(key: Key) -> DescribedKey:
    """One key and its other forms."""
    secret = key.kty == "oct"
    private, public = _pem(key)
    return {
        "kty": key.kty,
        "alg": key.alg,
        "use": key.use,
        "kid": key.kid,
        "bits": bits(key),
        "curve": key.curve,
        "private": key.is_private,
        "thumbprint": thumbprint(key.jwk),
        "source": key.source,
        "jwk": to_text(key.jwk),
        "public_jwk": None if secret else to_text(public_part(key.jwk)),
        "pem": private or public,
        "public_pem": public,
        "algorithms": allowed_algorithms(key),
    }


def bits(key: Key) -> int | None:
    """The size in bits: of the secret, the modulus, the curve."""
    if key.secret is not None:
        return len(key.secret) * 8
    if key.kty == "RSA":
        from ..base64url import read

        return int.from_bytes(read(str(key.jwk["n"]), 0, "n").data, "big").bit_length()
    return CURVE_BITS.get(key.curve or "")


def _pem(key: Key) -> tuple[str | None, str | None]:
    """The key as PKCS#8 and as SPKI, where this build can write them."""
    if key.material is None:
        return None, None
    from cryptography.hazmat.primitives import serialization as form

    material: Any = key.material
    private = None
    if hasattr(material, "public_key"):
        private = material.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        ).decode("ascii")
        material = material.public_key()
    public = material.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    return private, public.decode("ascii")


def _weakness(key: Key) -> list[Finding]:
    size = bits(key)
    if key.kty == "RSA" and size is not None and size < MIN_RSA_BITS:
        message = (
            f"The RSA key has {size} bits; RFC 7518 section 3.3 demands at least {MIN_RSA_BITS}."
        )
        return [Finding("weak-rsa-key", "key", message)]
    if key.kty == "oct" and size is not None and size < 256:
        message = (
            f"The secret has {size} bits; HS256 needs at least 256, that is 32 bytes "
            "(RFC 7518 section 3.2)."
        )
        return [Finding("weak-secret", "key", message)]
    return []
