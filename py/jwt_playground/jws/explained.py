"""What is said beside a signature: in which other way it would match, and what its form costs.

Nothing here changes a verdict.
"""

from __future__ import annotations

from ..keyring.spare import spared
from ..token.model import Signature, Token
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding
from ..vocabulary.other_names import meant_by
from .key_resolution import resolve_keys
from .terms import SignatureTerms


def explained(
    signature: Signature, token: Token, data: bytes, terms: SignatureTerms, *, is_named: bool
) -> list[Finding]:
    """Returns findings that say in which other way a signature would match; mostly none.

    It is asked after every trial of a key, so that it changes none of them. ``data`` is the JWS
    Signing Input. ``is_named`` tells whether the header's own algorithm was tried, and failed.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if token.is_jwe or not signature.value:
        return []
    header = signature.header or {}
    alg = header.get("alg")
    if is_named:
        resolution = resolve_keys(header, terms)
        algorithm, keys = resolution.algorithm, resolution.keys
    elif isinstance(alg, str) and alg in ALGORITHMS:
        return []
    else:
        algorithm = ALGORITHMS.get(meant_by(alg) or "")
        keys = [key for key in terms.ring.keys if algorithm and algorithm.fits(key.kty, key.curve)]
    if algorithm is None or not keys:
        return []
    from .nearly import nearly  # Only failures need it.

    nothing: list[Finding] = []
    faults: list[Finding] = []
    found = spared(
        lambda: nearly(signature, token, data, algorithm, keys, terms, is_named=is_named),
        nothing,
        "An explanation of the signature",
        "signature",
        faults,
    )
    return [*found, *faults]


def padded(token: Token, signature: Signature) -> list[Finding]:
    """Returns a finding about a token that is written with padding, and whose signature matches."""
    if not any(f.code == "base64-padding" for f in (*token.findings, *signature.findings)):
        return []
    message = (
        "The signature is right over the token as it stands, with its =, as AWS load balancers write it. "
        "Do not take the = away: then it may match no more. Use a verifier that takes padding, or let "
        "the issuer write base64url without it."
    )
    return [Finding("signature-with-padding", "signature", message)]
