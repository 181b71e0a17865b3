"""Explains why a signature may not match: its length, its form, the encoding of the secret."""

from __future__ import annotations

import hmac

from ..keys.budget import Budget, OutOfWorkError
from ..keys.confusion import public_key_in
from ..keys.model import Key, KeyInput
from ..keys.secrets import readings
from ..keys.x509 import is_authority
from ..token.model import Signature
from ..vocabulary import costs
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .terms import SignatureTerms


def mismatch_check(algorithm: Algorithm, signature: bytes, keys: list[Key]) -> Check:
    """Returns the failed `signature` check of a signature that none of ``keys`` made.

    ``signature`` is its bytes. The lengths and forms are those of RFC 7518 section 3.
    """
    size = len(signature)
    expected = algorithm.signature_bytes
    if algorithm.kty == "RSA" and len(keys) == 1:
        expected = ((keys[0].bits or 0) + 7) // 8 or None
    if size == 0:
        return Check("signature", "fail", "signature-length", "The signature is empty.")
    if expected and size != expected:
        message = (
            f"The signature has {size} bytes; {algorithm.name} with this key makes {expected}."
        )
        if algorithm.kty == "EC" and signature[:1] == b"\x30":
            message += (
                " It looks like ASN.1 DER, as OpenSSL and Java write it; a JWS holds r and s side by "
                "side (RFC 7518 section 3.4)."
            )
        return Check("signature", "fail", "signature-length", message)
    who = keys[0].name if len(keys) == 1 else f"any of the {len(keys)} keys"
    message = (
        f"The signature does not match {who}. Header or payload were changed after signing, or this is "
        "not the key that signed."
    )
    if algorithm.kty == "oct":
        message += " Check also how the secret is encoded."
    if len(keys) == 1 and keys[0].certificates and is_authority(keys[0].certificates[0]):
        message += (
            " The given certificate is one of an authority (CA), whose key signs certificates as a rule: "
            "give the certificate of the token's signer."
        )
    return Check("signature", "fail", "signature-mismatch", message)


def explain(
    algorithm: Algorithm,
    signature: Signature,
    keys: list[Key],
    terms: SignatureTerms,
    data: bytes,
) -> tuple[Check, list[Finding]]:
    """Returns the failed `signature` check, and findings that may help.

    ``data`` is the JWS Signing Input.
    """
    check = mismatch_check(algorithm, signature.value, keys)
    if algorithm.kty != "oct" or check.code != "signature-mismatch":
        return check, []
    if terms.given is None or len(keys) != 1 or keys[0].encoding is None:
        return check, []
    return check, _detect(algorithm.digest, signature, terms.given, data, terms.engines.budget)


def _detect(
    digest: str, signature: Signature, given: KeyInput, data: bytes, budget: Budget
) -> list[Finding]:
    """The secret detective: tries the text of the secret in every other reading."""
    for secret, how in readings(given.text, given.encoding):
        cost = costs.SHORTEST + (len(data) + len(secret) >> costs.HASH_SHIFT)
        if not budget.allows(cost, "other readings of the secret"):
            continue
        if hmac.compare_digest(hmac.digest(secret, data, digest), signature.value):
            if _is_public(secret, budget):
                return []  # Nobody shall be told to use a public key as a secret.
            message = (
                f"The signature matches when the secret is {how}. Choose that to verify the token."
            )
            return [Finding("secret-found", "key", message)]
    return []


def _is_public(secret: bytes, budget: Budget) -> bool:
    try:
        return public_key_in(secret, budget) is not None
    except OutOfWorkError:
        return True
