"""The operation `describe_key`: what the keys in a text are, and their other forms."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from ..engines.asking import UnansweredError
from ..engines.choice import Engines
from ..keys.encrypting import encryption_algorithms, is_for_encryption
from ..keys.jwk import public_part, thumbprint, to_text
from ..keys.model import Key, KeyInput
from ..keys.select import allowed_algorithms
from ..keys.strength import general_findings, ring_findings
from ..keys.write import to_pem
from ..vocabulary.findings import Finding, FindingJson
from ..vocabulary.spans import Utf16
from .certificates import Certificate, check_claimed, describe_chain
from .read import read_keys
from .spare import spared


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
    certificates: list[Certificate]


class DescribedKeys(TypedDict):
    """The contract's `DescribedKeys`."""

    keys: list[DescribedKey]
    findings: list[FindingJson]


def describe_keys(given: KeyInput, engines: Engines, now: float | None = None) -> DescribedKeys:
    """Returns a description of every key in the text, and findings about faults.

    ``now`` is in seconds since the epoch. The dates of certificates are judged for it; ``None``
    leaves them unchecked.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    ring = read_keys(given, engines)
    findings = [*ring.findings]
    findings += spared(lambda: ring_findings(ring), [], "Remarks on the keys", "key", findings)
    if ring.is_text:
        findings += spared(lambda: _foreign(given.text), [], "Remarks on the text", "key", findings)
    nothing: tuple[list[Certificate], list[Finding]] = ([], [])
    described: list[DescribedKey] = []
    pending = False
    for key in ring.keys:
        try:
            chain, remarks = spared(
                partial(_beside, key, engines, now), nothing, "Remarks on a key", "key", findings
            )
        except UnansweredError:
            pending = True
            continue
        findings += remarks
        described.append(describe(key, chain))
    if pending:
        raise UnansweredError
    if left_out := engines.budget.finding():
        findings.insert(0, left_out)
    texts = Utf16(given.text)
    return {
        "keys": described,
        "findings": [finding.to_json({"key": texts}) for finding in findings],
    }


def _foreign(text: str) -> list[Finding]:
    """Returns a finding on a secret that is spelled as keys of other worlds are, not as secrets."""
    from ..keys.bare import as_other_keys  # Secrets alone need it.

    found = as_other_keys(text)
    if found is None:
        return []
    message = (
        f"The text is a secret for HS256 and the like. It can also be {found}: a token or header "
        "that says EdDSA or ES256 is tried with that. If you mean it so, give it as a JWK."
    )
    return [Finding("key-bare", "key", message)]


def _beside(
    key: Key, engines: Engines, now: float | None
) -> tuple[list[Certificate], list[Finding]]:
    """Returns the certificates of a key, and the findings on it and on them.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    findings = general_findings(key)
    chain = describe_chain(key.certificates, engines, now, "key", findings)
    check_claimed(key.jwk, key.certificates, "key", findings)
    return chain, findings


def describe(key: Key, chain: list[Certificate] | None = None) -> DescribedKey:
    """Returns one key with its other forms. ``chain`` describes its certificates, if it has any."""
    private, public = to_pem(key.jwk)
    return {
        "kty": key.kty,
        "alg": key.alg,
        "use": key.use,
        "kid": key.kid,
        "bits": key.bits,
        "curve": key.curve if key.kty != "AKP" else None,
        "private": key.is_private,
        "thumbprint": thumbprint(key.jwk),
        "source": key.source,
        "jwk": to_text(key.jwk),
        "public_jwk": None if key.secret is not None else to_text(public_part(key.jwk)),
        "pem": private or public,
        "public_pem": public,
        "algorithms": (
            encryption_algorithms(key) if is_for_encryption(key) else allowed_algorithms(key)
        ),
        "certificates": chain or [],
    }
