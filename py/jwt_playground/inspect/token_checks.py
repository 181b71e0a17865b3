"""The checks `format` and `claims`: whether the token and its payload are well written."""

from __future__ import annotations

from ..token.model import Token
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding


def format_check(findings: list[Finding]) -> Check:
    """Checks that the token, apart from its payload, is written as the standards want it.

    ``findings`` are those on the token's text and on its header.
    """
    faults = [f for f in findings if f.severity == "error" and f.where in ("token", "header")]
    if faults:
        return Check("format", "fail", faults[0].code, faults[0].message)
    return Check("format", "pass", "well-formed", "The token is written as RFC 7515 wants it.")


def claims_check(token: Token) -> Check:
    """Checks that the payload is a JWT claims set (RFC 7519 section 7.2)."""
    if token.is_jwe and token.payload_bytes is None:
        return Check(
            "claims", "skip", "encrypted", "The token is encrypted; its claims are not to be seen."
        )
    faults = [f for f in token.findings if f.severity == "error" and f.where == "payload"]
    if faults:
        return Check("claims", "fail", faults[0].code, faults[0].message)
    if token.is_jwe and any(finding.code == "payload-is-token" for finding in token.findings):
        return Check("claims", "skip", "nested", "The claims are in the token inside.")
    if token.claims is not None:
        return Check("claims", "pass", "well-formed", "The payload is a JSON object of claims.")
    if not token.is_whole:
        return Check("claims", "skip", "not-whole", "The payload is not there as a whole.")
    if not token.payload_text:
        return Check("claims", "skip", "no-payload", "There is no payload.")
    what = "not JSON"
    if any(finding.code == "payload-not-claims" for finding in token.findings):
        what = "JSON, but no object"
    return Check("claims", "skip", "not-claims", f"The payload is {what}: a JWS, but not a JWT.")
