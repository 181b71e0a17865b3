"""Describes certificates and their chain, from `x5c` (RFC 7515 section 4.1.6) or a PEM text.

It tells what each certificate says, and whether the next one signed it. This is no path
validation (RFC 5280 section 6), because there are no trust anchors and no revocation lists here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from asn1crypto import algos, x509

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.der import read_der
from ..keys.jwk import from_jwk, public_part
from ..keys.model import Key
from ..text import base64url
from ..text.suspects import name_suspects
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding, Where

_PKCS1 = {"sha256": "RS256", "sha384": "RS384", "sha512": "RS512"}
_ECDSA = {("sha256", "P-256"): "ES256", ("sha384", "P-384"): "ES384", ("sha512", "P-521"): "ES512"}


class Certificate(TypedDict):
    """The contract's `Certificate`. Times are seconds since the epoch."""

    subject: str
    issuer: str
    serial: str
    not_before: float | None
    not_after: float | None
    key: str
    x5t: str
    x5t_s256: str
    signed_by: str
    """`itself`, `the next`, `not the next`, or `unknown`."""


def describe_chain(
    chain: Sequence[bytes],
    engines: Engines,
    now: float | None,
    where: Where,
    findings: list[Finding],
) -> list[Certificate]:
    """Returns the descriptions of the certificates of a chain, and adds faults to ``findings``.

    ``chain`` is in DER, with the key's own certificate first. ``now`` is in seconds since the
    epoch; ``None`` leaves the dates unchecked. ``where`` is where the findings belong. A
    certificate that cannot be read is left out, with a finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    described: list[Certificate] = []
    pending = False
    for index, data in enumerate(chain):
        following = chain[index + 1] if index + 1 < len(chain) else None
        try:
            certificate = _describe(data, following, engines)
        except UnansweredError:
            pending = True
            continue
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
            message = f"Certificate {index + 1} cannot be read; it may be cut off or altered."
            findings.append(Finding("certificate-chain", where, message))
            continue
        described.append(certificate)
        findings += _findings(certificate, index, now, where)
    if pending:
        raise UnansweredError
    return described


def check_claimed(
    jwk: Mapping[str, Any], chain: Sequence[bytes], where: Where, findings: list[Finding]
) -> None:
    """Compares what a JWK or JOSE header says about its chain with the first certificate.

    These are `x5t` and `x5t#S256` and, in a JWK, the key itself (RFC 7517 sections 4.7 to 4.9).
    Differences are added to ``findings``. Never raises.
    """
    if not chain:
        return
    for name, digest in (("x5t", hashlib.sha1), ("x5t#S256", hashlib.sha256)):
        actual = base64url.encode(digest(chain[0]).digest())
        if name in jwk and jwk[name] != actual:
            message = f"{name} is not the digest of the first certificate, which is {actual}."
            findings.append(Finding("x5t-mismatch", where, message))
    if "kty" not in jwk:
        return
    try:
        own = read_der(chain[0], "CERTIFICATE").jwk
    except ValueError:
        return
    if any(public_part(jwk).get(name) != value for name, value in own.items()):
        message = "The first certificate of x5c holds another key than the JWK itself."
        findings.append(Finding("x5c-mismatch", where, message))


def _describe(data: bytes, following: bytes | None, engines: Engines) -> Certificate:
    certificate = x509.Certificate.load(data, strict=True)
    validity = certificate["tbs_certificate"]["validity"].native
    try:
        key = from_jwk(read_der(data, "CERTIFICATE").jwk, "X.509 certificate").label
    except ValueError:
        key = "a key that signs no tokens"
    return {
        "subject": str(certificate.subject.human_friendly),
        "issuer": str(certificate.issuer.human_friendly),
        "serial": f"{certificate.serial_number:x}",
        "not_before": validity["not_before"].timestamp(),
        "not_after": validity["not_after"].timestamp(),
        "key": key,
        "x5t": base64url.encode(hashlib.sha1(data).digest()),  # noqa: S324  # RFC 7517 4.8
        "x5t_s256": base64url.encode(hashlib.sha256(data).digest()),
        "signed_by": _signed_by(certificate, data, following, engines),
    }


def _signed_by(certificate: Any, data: bytes, following: bytes | None, engines: Engines) -> str:
    itself = certificate.issuer == certificate.subject
    issuer = data if itself else following
    if issuer is None:
        return "unknown"
    try:
        if x509.Certificate.load(issuer, strict=True).subject != certificate.issuer:
            return "not the next"
        key = from_jwk(read_der(issuer, "CERTIFICATE").jwk, "X.509 certificate")
        alg, signature = _jws_form(certificate, key)
        signed = certificate["tbs_certificate"].dump()
        matches = engines.load_for(ALGORITHMS[alg]).verify(alg, key, signed, signature)
    except (ValueError, TypeError, LookupError, ArithmeticError, CannotError, KeyRefusedError):
        return "unknown"
    if itself:
        return "itself" if matches else "unknown"
    return "the next" if matches else "not the next"


def _jws_form(certificate: Any, issuer: Key) -> tuple[str, bytes]:
    """Returns the JWS algorithm that makes such a signature, and the signature in its JWS form.

    Raises:
        ValueError: no JWS algorithm makes such a signature.
        LookupError: none does with this hash function.
    """
    algorithm = certificate["signature_algorithm"]
    signature: bytes = certificate["signature_value"].native
    kind = algorithm.signature_algo
    if kind == "rsassa_pkcs1v15" and issuer.kty == "RSA":
        return _PKCS1[algorithm.hash_algo], signature
    if kind == "ecdsa":
        alg = _ECDSA.get((algorithm.hash_algo, issuer.curve or ""))
        if alg is not None:
            size = ((issuer.bits or 0) + 7) // 8
            pair = algos.DSASignature.load(signature, strict=True)
            parts = (int(pair[name].native) for name in ("r", "s"))
            return alg, b"".join(part.to_bytes(size, "big") for part in parts)
    if kind in ("ed25519", "ed448") and issuer.curve == kind.capitalize():
        return kind.capitalize(), signature
    raise ValueError("no JWS algorithm makes such a signature")


def _findings(
    certificate: Certificate, index: int, now: float | None, where: Where
) -> list[Finding]:
    name = f"Certificate {index + 1} ({quoted(certificate['subject'])})"
    findings = [
        finding
        for role in ("subject", "issuer")
        if role == "subject" or certificate["issuer"] != certificate["subject"]
        for finding in name_suspects(
            certificate[role], f"The {role} of certificate {index + 1}", where
        )
    ]
    if certificate["signed_by"] == "not the next":
        message = (
            f"{name} is not signed by the one that follows it. A chain goes from the key's own "
            "certificate to its issuer's (RFC 7515 section 4.1.6)."
        )
        findings.append(Finding("certificate-chain", where, message))
    start, end = certificate["not_before"], certificate["not_after"]
    if now is not None and start is not None and end is not None and not start <= now <= end:
        state = "has expired" if now > end else "is not valid yet"
        findings.append(Finding("certificate-dates", where, f"{name} {state}."))
    return findings
