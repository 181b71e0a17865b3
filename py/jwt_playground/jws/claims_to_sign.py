"""Claims that verifiers refuse, told while a token is made, when it is still easy to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..text.words import quoted
from ..vocabulary.findings import Finding

_REFUSES = {
    "iss": "PyJWT neither signs it nor takes it where an issuer is expected",
    "sub": "PyJWT refuses the token since 2.10 (Subject must be a string)",
    "aud": "PyJWT refuses the token (Invalid claim format in token)",
    "jti": "PyJWT refuses the token since 2.10 (JWT ID must be a string)",
}
"""Claims that must be a string (RFC 7519 section 4.1), and what PyJWT does if one is not."""
_DIGITS = 40
_ORIGIN = re.compile(r"https://[^/?#\s]{1,253}")


def claims_to_sign(claims: Mapping[str, Any]) -> list[Finding]:
    """Returns a finding per registered claim that is not the string that it must be."""
    findings = []
    for name, refuses in _REFUSES.items():
        if name not in claims:
            continue
        value = claims[name]
        values = value if name == "aud" and isinstance(value, list) else [value]
        wrong = [one for one in values if not isinstance(one, str)]
        if not wrong:
            continue
        number = wrong[0]
        is_number = isinstance(number, (int, float)) and not isinstance(number, bool)
        written = repr(number) if is_number and abs(number) < 10**_DIGITS else ""
        way_out = f'Write it in quotes: "{written}".' if written else "Write a string."
        kind = "a number here" if is_number else "none here"
        must = (
            "must hold strings" if isinstance(value, list) and name == "aud" else "must be a string"
        )
        message = f"{name} {must} (RFC 7519 section 4.1); it is {kind}. {refuses}. {way_out}"
        findings.append(Finding("claim-not-a-string", "payload", message))
    return findings + _vapid(claims)


def _vapid(claims: Mapping[str, Any]) -> list[Finding]:
    """Returns a finding if this is a token for Web Push whose `aud` is more than an origin."""
    aud, sub = claims.get("aud"), claims.get("sub")
    if not isinstance(sub, str) or not sub.startswith("mailto:") or not isinstance(aud, str):
        return []
    origin = _ORIGIN.match(aud)
    if origin is None or aud in (origin[0], origin[0] + "/"):
        return []
    message = (
        f"If this is for Web Push (VAPID, RFC 8292 section 2), aud is the origin of the push service alone: "
        f"{quoted(origin[0])}. Leave the path out, and let exp lie at most 24 hours ahead."
    )
    return [Finding("vapid-audience", "payload", message)]
