"""SD-JWT (RFC 9901): what stands behind the issuer's JWT, after each `~`.

It is named and counted here. Whether a disclosure belongs to the JWT is the work of the room
`sd_jwt`.
"""

from __future__ import annotations

from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span


def disclosure_findings(text: str, span: Span) -> list[Finding]:
    """Returns findings on the disclosures, and perhaps a key-binding JWT, at ``span``.

    It begins with the first `~`.
    """
    *disclosures, last = text[span[0] + 1 : span[1]].split("~")
    binding = last.count(".") == 2
    count = sum(1 for each in disclosures if each)
    behind = f"{count} disclosure{'' if count == 1 else 's'}" + (
        " and a key-binding JWT" if binding else ""
    )
    stand = "stands" if behind == "1 disclosure" else "stand"
    findings = [
        Finding(
            "sd-jwt",
            "token",
            f"This is an SD-JWT (RFC 9901): behind the issuer's JWT {stand} {behind}, with “~” between them. The "
            "claims are those that are disclosed. A JWT library takes only what stands before the first “~”: "
            "verify the whole with a library for SD-JWT.",
            span,
        )
    ]
    fault = ""
    if not all(disclosures):
        fault = "Between two “~” stands nothing: a disclosure is empty or missing."
    elif last and not binding:
        fault = "Behind the last “~” stands something that is no key-binding JWT, or a “~” is missing at the end."
    if fault:
        message = f"{fault} Verifiers of SD-JWT refuse it (RFC 9901 section 7.1): copy it anew, or mend what writes it."
        findings.append(Finding("sd-jwt-malformed", "token", message, span))
    return findings
