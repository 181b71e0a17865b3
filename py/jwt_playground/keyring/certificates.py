"""Describes certificates and their chain, from `x5c` (RFC 7515 section 4.1.6) or a PEM text.

It tells what each certificate says, and whether the next one signed it. This is no path
validation (RFC 5280 section 6), because there are no trust anchors and no revocation lists here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys import asn1
from ..keys.asn1 import DerError, Fields, TooMuchError
from ..keys.budget import signature_cost
from ..keys.der import read_der
from ..keys.jwk import from_jwk, public_part
from ..keys.model import Key
from ..keys.x509 import X509, read_certificate
from ..text import base64url
from ..text.suspects import name_suspects
from ..text.words import quoted
from ..vocabulary import costs
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from ..vocabulary.findings import Finding, Where

_PKCS1 = {
    "1.2.840.113549.1.1.11": "RS256",
    "1.2.840.113549.1.1.12": "RS384",
    "1.2.840.113549.1.1.13": "RS512",
}
_ECDSA = {
    ("1.2.840.10045.4.3.2", "P-256"): "ES256",
    ("1.2.840.10045.4.3.3", "P-384"): "ES384",
    ("1.2.840.10045.4.3.4", "P-521"): "ES512",
}
"""JWS algorithms by the object identifiers of a certificate's signature (RFC 5758, RFC 4055)."""


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
    # What is left out of a chain is told in a finding of the request.
    read = [
        _read(data, index, where, findings)
        if engines.budget.allows(costs.CERTIFICATE, "certificates")
        else None
        for index, data in enumerate(chain)
    ]
    for index, certificate in enumerate(read):
        if certificate is None:
            continue
        following = read[index + 1] if index + 1 < len(read) else None
        try:
            described.append(_describe(certificate, following, engines))
        except UnansweredError:
            pending = True
            continue
        findings += _findings(described[-1], index, now, where)
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


def _read(data: bytes, index: int, where: Where, findings: list[Finding]) -> X509 | None:
    """Reads one certificate of a chain. If it cannot be read, a finding says so."""
    try:
        return read_certificate(data)
    except TooMuchError as error:
        code, reason = "certificate-too-large", str(error)
    except DerError as error:
        code, reason = "certificate-chain", str(error)
    message = f"Certificate {index + 1} cannot be read; {reason}."
    findings.append(Finding(code, where, message))
    return None


def _describe(certificate: X509, following: X509 | None, engines: Engines) -> Certificate:
    data = certificate.data
    key = _key(certificate)
    return {
        "subject": certificate.subject.text,
        "issuer": certificate.issuer.text,
        "serial": f"{certificate.serial:x}",
        "not_before": certificate.not_before,
        "not_after": certificate.not_after,
        "key": key.label if key else "a key that signs no tokens",
        "x5t": base64url.encode(hashlib.sha1(data).digest()),  # noqa: S324  # RFC 7517 4.8
        "x5t_s256": base64url.encode(hashlib.sha256(data).digest()),
        "signed_by": _signed_by(certificate, following, engines),
    }


def _key(certificate: X509) -> Key | None:
    """Returns the key in a certificate; ``None`` if it signs no tokens."""
    try:
        return from_jwk(read_der(certificate.data, "CERTIFICATE").jwk, "X.509 certificate")
    except ValueError:
        return None


def _signed_by(certificate: X509, following: X509 | None, engines: Engines) -> str:
    itself = certificate.issuer.folded == certificate.subject.folded
    issuer = certificate if itself else following
    if issuer is None:
        return "unknown"
    if issuer.subject.folded != certificate.issuer.folded:
        return "not the next"
    key = _key(issuer)
    if key is None:
        return "unknown"
    try:
        alg, signature = _jws_form(certificate, key)
        engine = engines.load_for(ALGORITHMS[alg], key)
        cost = signature_cost(key, len(certificate.signed), engine.name)
        if not engines.budget.allows(cost, "certificates"):
            return "unknown"
        matches = engine.verify(alg, key, certificate.signed, signature)
    except (DerError, CannotError, KeyRefusedError):
        return "unknown"
    if itself:
        return "itself" if matches else "unknown"
    return "the next" if matches else "not the next"


def _jws_form(certificate: X509, issuer: Key) -> tuple[str, bytes]:
    """Returns the JWS algorithm that makes such a signature, and the signature in its JWS form.

    Raises:
        DerError: no JWS algorithm makes such a signature.
    """
    signature, algorithm = certificate.signature, certificate.algorithm
    if algorithm in _PKCS1 and issuer.kty == "RSA":
        return _PKCS1[algorithm], signature
    curve = CURVES.get(issuer.curve or "")
    if curve is not None and curve.signs and curve.oid == algorithm:
        return curve.name, signature
    alg = _ECDSA.get((algorithm, issuer.curve or ""))
    if alg is None or curve is None:
        raise DerError("no JWS algorithm makes such a signature")
    fields = Fields(asn1.read(signature))
    parts = [fields.take(asn1.INTEGER).unsigned() for _ in range(2)]
    fields.end()
    if max(map(len, parts)) > curve.octets:
        raise DerError
    return alg, b"".join(part.rjust(curve.octets, b"\0") for part in parts)


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
