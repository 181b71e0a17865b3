"""Remarks on keys that work but should not be used: too short, or known to everybody."""

from __future__ import annotations

from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .encrypting import is_for_encryption
from .limits import MIN_RSA_BITS
from .model import Key, KeyRing
from .roca import is_roca
from .secrets import is_well_known

_SHORTEST = ALGORITHMS["HS256"]
"""The HMAC algorithm that takes the shortest secrets."""


def key_findings(key: Key, algorithm: Algorithm) -> list[Finding]:
    """Returns findings if the key is too short for this algorithm, or well known."""
    findings: list[Finding] = []
    if key.secret is not None:
        findings += _secret(key.secret, algorithm.name, algorithm.min_secret_bytes)
    return findings + _rsa(key)


def general_findings(key: Key) -> list[Finding]:
    """Returns findings if the key is too short for every algorithm, or well known.

    A secret for encryption has the one length that its algorithm needs.
    """
    least = 0 if is_for_encryption(key) else _SHORTEST.min_secret_bytes
    findings = [] if key.secret is None else _secret(key.secret, _SHORTEST.name, least)
    return findings + _rsa(key)


def strength_check(key: Key) -> Check | None:
    """Returns the `strength` check of an RSA key; ``None`` for every other key.

    RSA keys must have 2048 bits or more (RFC 7518 section 3.3). RFC 7518 section 3.2 demands a
    length of HMAC secrets, too. But many issuers use shorter ones, so that is only a finding.
    """
    size = key.bits
    if key.kty != "RSA" or size is None:
        return None
    if size < MIN_RSA_BITS:
        message = (
            f"The RSA key has {size} bits. RFC 7518 section 3.3 demands {MIN_RSA_BITS} or more, and strict "
            "verifiers refuse it."
        )
        return Check("strength", "fail", "key-too-small", message)
    return Check("strength", "pass", "key-strong", f"The RSA key has {size} bits.")


def ring_findings(ring: KeyRing) -> list[Finding]:
    """Returns findings about the keys as a set."""
    kinds = {key.kty == "oct" for key in ring.keys}
    if len(kinds) < 2:
        return []
    message = (
        "Secrets and public keys stand in one set. A set with a secret must stay secret as a whole, and "
        "verifiers that mix both are open to algorithm confusion."
    )
    return [Finding("key-set-mixed", "key", message)]


def _secret(secret: bytes, alg: str, least: int) -> list[Finding]:
    findings: list[Finding] = []
    if len(secret) < least:
        plural = "" if len(secret) == 1 else "s"
        message = (
            f"The secret has {len(secret)} byte{plural}; {alg} needs at least {least} (RFC 7518 section "
            "3.2). Short secrets can be guessed offline from one token."
        )
        findings.append(Finding("weak-secret", "key", message))
    if is_well_known(secret):
        message = "This secret stands in tutorials and word lists. Anyone who tries those can sign tokens."
        findings.append(Finding("secret-well-known", "key", message))
    return findings


def _rsa(key: Key) -> list[Finding]:
    size = key.bits
    if key.kty != "RSA" or size is None:
        return []
    findings: list[Finding] = []
    if size < MIN_RSA_BITS:
        message = (
            f"The RSA key has {size} bits; RFC 7518 section 3.3 demands at least {MIN_RSA_BITS}."
        )
        findings.append(Finding("weak-rsa-key", "key", message))
    modulus = base64url.read(str(key.jwk["n"]), None, "n").data
    if is_roca(int.from_bytes(modulus, "big")):
        message = (
            "The RSA key has the form of the faulty generator of Infineon chips (ROCA, CVE-2017-15361): "
            "its private key can be computed from the public one. Make a new key with other software, "
            "and stop trusting this one."
        )
        findings.append(Finding("rsa-key-roca", "key", message))
    return findings
