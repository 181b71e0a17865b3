"""Times with a fraction of a second, which PyJWT drops, where that decides."""

from __future__ import annotations

from ..vocabulary.findings import Finding
from .model import Claims, Criteria, seconds

_SAYS = {
    "exp": "says that the token has expired",
    "nbf": "takes the token already",
    "iat": "takes the token already",
}


def fraction_findings(claims: Claims, criteria: Criteria) -> list[Finding]:
    """Returns a finding per time for which PyJWT comes to another result. They have no span."""
    findings: list[Finding] = []
    now, leeway = criteria.now, criteria.leeway
    for name, says in _SAYS.items():
        value = seconds(claims.get(name))
        if now is None or value is None or value == int(value):
            continue
        whole = int(value)
        limit = now - leeway if name == "exp" else now + leeway
        if (value <= limit) == (whole <= limit):
            continue
        message = (
            f"{name} has a fraction of a second. PyJWT drops it, reads {whole}, and {says}. Let the "
            "issuer write whole seconds."
        )
        findings.append(Finding("date-fraction", "payload", message))
    return findings
