"""The operation `generate_key`: a new key for an algorithm, with its thumbprint as its `kid`."""

from __future__ import annotations

import secrets
from typing import TypedDict

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.jwk import ordered, public_part, thumbprint, to_text
from ..keys.model import Key
from ..text import base64url
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.curves import CURVES
from ..vocabulary.encryption import KEY_MANAGEMENT
from ..vocabulary.findings import Finding, FindingJson
from .describe import describe

RSA_BITS = (2048, 3072, 4096)
"""The sizes of RSA keys that are made; the first one if the caller does not choose."""
MAX_SECRET_BITS = 4096


class KeyText(TypedDict):
    """One half of a key as text: the contract's `KeyText`."""

    jwk: str
    pem: str | None
    """``None`` for secrets and other keys that have no PEM form here."""


class GeneratedKey(TypedDict):
    """The contract's `GeneratedKey`."""

    private: KeyText | None
    """``None`` if no key was made; then a finding says why."""
    public: KeyText | None
    """``None`` for a secret, too."""
    findings: list[FindingJson]


def generate_key(
    alg: str, bits: int | None, engines: Engines, crv: str | None = None
) -> GeneratedKey:
    """Makes a key pair or a secret for the algorithm ``alg``. What cannot be made is a finding.

    ``alg`` is one of signatures; `jwe.generate` makes the keys for encryption.

    ``bits`` is the size of the RSA modulus (one of `RSA_BITS`) or of the HMAC secret (a multiple
    of 8, from the size of the hash to `MAX_SECRET_BITS`). Without it, the key has the smallest
    of these sizes. All other keys have one size. ``crv`` must be the algorithm's own curve.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    algorithm = ALGORITHMS.get(alg)
    if algorithm is None or not algorithm.kty:
        known = [*ALGORITHMS, *(name for name, row in KEY_MANAGEMENT.items() if not row.opens_only)]
        names = ", ".join(name for name in known if name != "none")
        return refused(
            "alg-cannot-sign", f"There is no key to make for “{alg}”. Choose one of {names}."
        )
    if crv is not None and crv not in algorithm.curves[:1]:
        message = f"Keys for {alg} are not made on {quoted(crv)}: leave the curve out."
        return refused("curve-not-made", message)
    if algorithm.kty == "oct":
        return _secret(algorithm, bits)
    if problem := _wrong_size(algorithm, bits):
        return refused("bits-out-of-range", problem)
    size = (bits or RSA_BITS[0]) if algorithm.kty == "RSA" else None
    try:
        return key_pair(ordered(engines.load_for_generation(algorithm).generate(alg, size)), alg)
    except (CannotError, KeyRefusedError) as error:
        return refused("key-engine-missing", str(error))


def wrong_rsa_size(bits: int | None) -> str | None:
    """Returns why no RSA key of this size is made, as a sentence; ``None`` if one is."""
    if bits in (None, *RSA_BITS):
        return None
    sizes = ", ".join(map(str, RSA_BITS[:-1])) + f" or {RSA_BITS[-1]}"
    return f"RSA keys of {sizes} bits are made, not of {bits}."


def _wrong_size(algorithm: Algorithm, bits: int | None) -> str | None:
    if algorithm.kty == "RSA":
        return wrong_rsa_size(bits)
    curve = CURVES.get(algorithm.curves[0])
    return (
        None
        if bits in (None, curve and curve.bits)
        else f"{algorithm.name} keys have one size; leave it out."
    )


def _secret(algorithm: Algorithm, bits: int | None) -> GeneratedKey:
    least = algorithm.min_secret_bytes * 8
    size = least if bits is None else bits
    if size % 8 or not least <= size <= MAX_SECRET_BITS:
        message = (
            f"A secret for {algorithm.name} has a multiple of 8 bits, from {least} (RFC 7518 section "
            f"3.2) to {MAX_SECRET_BITS}; {size} is none."
        )
        return refused("bits-out-of-range", message)
    return secret_key(secrets.token_bytes(size // 8), algorithm.name)


def secret_key(octets: bytes, alg: str, use: str = "sig") -> GeneratedKey:
    """Returns the bytes of a new secret as a key for ``alg``."""
    jwk = {"kty": "oct", "k": base64url.encode(octets)}
    full = {**jwk, "alg": alg, "use": use, "kid": thumbprint(jwk)}
    return {"private": {"jwk": to_text(full), "pem": None}, "public": None, "findings": []}


def key_pair(bare: dict[str, object], alg: str, use: str = "sig") -> GeneratedKey:
    """Returns the members of a new private key as a key pair for ``alg``."""
    jwk = {**bare, "alg": alg, "use": use, "kid": thumbprint(bare)}
    described = describe(Key(jwk, "generated"))
    return {
        "private": {"jwk": described["jwk"], "pem": described["pem"]},
        "public": {"jwk": to_text(public_part(jwk)), "pem": described["public_pem"]},
        "findings": [],
    }


def refused(code: str, message: str) -> GeneratedKey:
    """Returns that no key was made, and why."""
    finding = Finding(code, "request", message)
    return {"private": None, "public": None, "findings": [finding.to_json({})]}
