"""What SD-JWT VC, the form of a credential, asks for beside RFC 9901 (draft-ietf-oauth-sd-jwt-vc)."""

from __future__ import annotations

from typing import Any, Literal

from ..text.words import listed, named
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .disclosure import Path

Kind = Literal["sd-jwt", "sd-jwt-vc"]

NEVER_SELECTIVE = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"})
"""Claims that the holder must not be able to leave out (section 3.2.2.2 there)."""
_TYPES = ("dc+sd-jwt", "vc+sd-jwt")


def kind_of(header: dict[str, Any]) -> Kind:
    """Returns the kind of an SD-JWT, by the `typ` of its header."""
    return "sd-jwt-vc" if _typ(header) in _TYPES else "sd-jwt"


def _typ(header: dict[str, Any]) -> str:
    typ = header.get("typ")
    return typ.lower().removeprefix("application/") if isinstance(typ, str) else ""


def credential_check(claims: dict[str, Any]) -> Check:
    """Checks that a credential says what it is: `vct` (section 3.2.2.1.1 there)."""
    vct = claims.get("vct")
    if isinstance(vct, str) and vct:
        return Check("vct", "pass", "present", "The credential names its type, vct.", "vct")
    if "vct" in claims:
        message = "vct, the type of the credential, must be a string."
        return Check("vct", "fail", "malformed", message, "vct")
    message = "A credential (SD-JWT VC) must name its type in vct, and this one does not."
    return Check("vct", "fail", "missing", message, "vct")


def credential_findings(header: dict[str, Any], disclosed: list[Path]) -> list[Finding]:
    """Returns findings on a credential whose claims at ``disclosed`` are disclosed selectively."""
    found: list[Finding] = []
    wrong = sorted({str(path[0]) for path in disclosed if path[0] in NEVER_SELECTIVE})
    if wrong:
        message = (
            f"A credential (SD-JWT VC) must always show {listed(wrong, named)}, but here the holder could leave "
            "it out. Verifiers refuse that: issue it without a disclosure for it."
        )
        found.append(Finding("claim-not-selective", "token", message))
    if _typ(header) == "vc+sd-jwt":
        message = (
            "typ is “vc+sd-jwt”, the old name. Credentials are now of typ “dc+sd-jwt”; verifiers take both "
            "for a while."
        )
        found.append(Finding("vc-typ-old", "header", message))
    return found
