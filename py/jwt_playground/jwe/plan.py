"""Plans how one recipient opens a JWE: which algorithms, and whether every public part is right.

Sizes and parameters are no secret, so what is wrong with them is said. It is looked at before any
key: nothing here depends on one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..engines.jwe_base import Sealed
from ..text.lookalikes import difference
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.encryption import (
    CONTENT_ENCRYPTION,
    KEY_MANAGEMENT,
    ContentEncryption,
    KeyManagement,
)
from ..vocabulary.findings import Finding
from .parameters import parameter_faults
from .parts import Parts, RecipientPart, joined

_NO_ALG = (
    "The header has no alg that says how the content key comes about (RFC 7516 section 4.1.1)."
)
_NO_ENC = "The header has no enc that says how the content is encrypted (RFC 7516 section 4.1.2)."


@dataclass(slots=True)
class Plan:
    """How one recipient opens a JWE."""

    header: Mapping[str, Any]
    """The JOSE header that the recipient reads."""
    recipient: RecipientPart
    algorithm: KeyManagement | None = None
    encryption: ContentEncryption | None = None
    sealed: Sealed | None = None
    """What an engine opens; ``None`` if a fault is in the way."""
    findings: list[Finding] = field(default_factory=list)
    """Faults first: those of the severity `error`, or of an algorithm that is not known."""

    @property
    def kid(self) -> str | None:
        """The `kid` of the recipient's key, if the header says so."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None


def make_plan(parts: Parts, recipient: RecipientPart) -> Plan:
    """Returns the plan for one recipient. Never raises."""
    header = joined(parts, recipient)
    plan = Plan(header, recipient)
    plan.algorithm = _algorithm(header, plan.findings)
    plan.encryption = _encryption(header, plan.findings)
    if plan.algorithm is None or plan.encryption is None:
        return plan
    faults = [
        *_wrong_sizes(parts, recipient, plan.algorithm, plan.encryption),
        *_several(parts, plan.algorithm),
        *_zip(parts, header),
    ]
    remarks: list[Finding] = []
    faults += parameter_faults(plan.algorithm, header, remarks)
    if plan.algorithm.opens_only:
        message = (
            f"{plan.algorithm.name} is deprecated: whoever can ask a server often enough whether such "
            "a token opens can open tokens of others (RFC 8725 section 3.2). Let the issuer take "
            "RSA-OAEP-256, or ECDH-ES."
        )
        remarks.append(Finding("jwe-rsa1-5", "header", message))
    plan.findings += [*faults, *remarks]
    if not faults and not parts.is_broken:
        plan.sealed = Sealed(
            plan.algorithm,
            plan.encryption,
            header,
            parts.protected.text,
            parts.unprotected,
            recipient.header,
            recipient.encrypted_key.data,
            parts.iv.data,
            parts.ciphertext.data,
            parts.tag.data,
            parts.aad.text if parts.aad else None,
        )
    return plan


def _algorithm(header: Mapping[str, Any], findings: list[Finding]) -> KeyManagement | None:
    alg = header.get("alg")
    found = KEY_MANAGEMENT.get(alg) if isinstance(alg, str) else None
    if "alg" not in header:
        findings.append(Finding("jwe-alg-unknown", "header", _NO_ALG))
    elif found is None and isinstance(alg, str):
        kind = "signs tokens, and encrypts none" if alg in ALGORITHMS else "is not known here"
        names = ", ".join(KEY_MANAGEMENT)
        hint = difference(alg, KEY_MANAGEMENT, "known")
        message = f"alg is {quoted(alg)}, which {kind}.{hint} Known for encryption: {names}."
        findings.append(Finding("jwe-alg-unknown", "header", message))
    elif found is None:
        message = "alg must be a string such as “RSA-OAEP-256”."
        findings.append(Finding("jwe-alg-unknown", "header", message))
    return found


def _encryption(header: Mapping[str, Any], findings: list[Finding]) -> ContentEncryption | None:
    enc = header.get("enc")
    found = CONTENT_ENCRYPTION.get(enc) if isinstance(enc, str) else None
    if "enc" not in header:
        findings.append(Finding("jwe-enc-unknown", "header", _NO_ENC))
    elif found is None:
        hint = difference(enc, CONTENT_ENCRYPTION, "known") if isinstance(enc, str) else ""
        what = (
            f"{quoted(enc)}, which is not known here.{hint}" if isinstance(enc, str) else "no text."
        )
        message = f"enc is {what} Known: {', '.join(CONTENT_ENCRYPTION)}."
        findings.append(Finding("jwe-enc-unknown", "header", message))
    return found


def _wrong_sizes(
    parts: Parts, recipient: RecipientPart, algorithm: KeyManagement, enc: ContentEncryption
) -> list[Finding]:
    """Returns the faults of parts that have another length than the algorithms give them."""
    if parts.is_broken:
        return []  # it is said which part is damaged; its length means nothing
    found = [
        _size(f"{name} has", len(part.data), wanted, f"with {enc.name} it has")
        for name, part, wanted in (
            ("The initialization vector (IV)", parts.iv, enc.iv_bytes),
            ("The authentication tag", parts.tag, enc.tag_bytes),
        )
    ]
    size = len(parts.ciphertext.data)
    if enc.cipher == "AES-CBC" and (size == 0 or size % 16):
        message = (
            f"The ciphertext has {size:,} bytes; with {enc.name} it has a multiple of 16, and 16 at "
            "least. A part of the token is missing."
        )
        found.append(Finding("jwe-part-size", "token", message))
    key = len(recipient.encrypted_key.data)
    if not algorithm.has_encrypted_key:
        if key:
            message = (
                f"{algorithm.name} has no encrypted key, yet {key:,} bytes stand there (RFC 7516 "
                "section 5.2, step 10)."
            )
            found.append(Finding("jwe-part-size", "token", message))
    elif algorithm.wrap:
        wanted = enc.key_bytes + (8 if algorithm.wrap == "AES-KW" else 0)
        known = f"{algorithm.name} makes of a key for {enc.name}"
        found.append(_size("The encrypted key has", key, wanted, known))
    elif not key:
        message = f"The encrypted key is missing, which {algorithm.name} needs."
        found.append(Finding("jwe-part-size", "token", message))
    return [finding for finding in found if finding is not None]


def _size(what: str, size: int, wanted: int, whose: str) -> Finding | None:
    if size == wanted:
        return None
    message = f"{what} {size:,} bytes; {whose} {wanted}. Copy the whole token."
    return Finding("jwe-part-size", "token", message)


def _several(parts: Parts, algorithm: KeyManagement) -> list[Finding]:
    if len(parts.recipients) < 2 or algorithm.has_encrypted_key:
        return []
    message = (
        f"{algorithm.name} makes the content key itself, so such a token has one recipient; there are "
        f"{len(parts.recipients)} (RFC 7516 section 7.2.1)."
    )
    return [Finding("jwe-malformed", "token", message)]


def _zip(parts: Parts, header: Mapping[str, Any]) -> list[Finding]:
    if "zip" not in header:
        return []
    if header["zip"] != "DEF":
        message = (
            "zip must be “DEF”, the one compression that is registered (RFC 7516 section 4.1.3)."
        )
        return [Finding("jwe-parameter", "header", message)]
    if "zip" not in parts.protected_header:
        message = "zip must stand in the protected header (RFC 7516 section 4.1.3)."
        return [Finding("jwe-parameter", "header", message)]
    return []
