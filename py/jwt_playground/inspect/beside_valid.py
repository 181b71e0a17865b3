"""What has to be said beside the verdict “valid”, because other verifiers come to another one."""

from __future__ import annotations

from ..text.words import listed
from ..token.model import Signature, Token
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding


def beside_valid(
    token: Token, signature: Signature, checks: list[Check], *, is_attached: bool
) -> list[Finding]:
    """Returns findings on a token that no check objects to.

    ``is_attached`` tells whether its payload stands in the token.
    """
    findings: list[Finding] = []
    if any(check.name == "aud" and check.code == "no-expectation" for check in checks):
        aud = (token.claims or {}).get("aud")
        audiences: list[str] = aud if isinstance(aud, list) else [str(aud)]
        message = (
            f"Valid, for an audience that you have not named: {listed(audiences)}. A verifier that is not "
            "among its audiences must refuse the token (RFC 7519 section 4.1.3), and PyJWT refuses it "
            "if no audience is given. Name yours to check it."
        )
        findings.append(Finding("audience-not-set", "payload", message))
    if signature.is_unencoded and token.payload and is_attached:
        message = (
            "b64 is false, and the payload stands in the token. RFC 7797 section 5.2 allows that, but "
            "PyJWT takes such a token with a detached payload only: give the payload beside it."
        )
        findings.append(Finding("b64-attached", "header", message))
    return findings
