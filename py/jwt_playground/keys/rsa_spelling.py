"""Names how the numbers of an RSA key are written in a JWK, where that is not base64url."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_DIGITS = re.compile(r"\s*+[0-9]++\s*+")
_HEX_DIGITS = re.compile(r"\s*+(?:0[xX])?[0-9A-Fa-f:]++\s*+")


def written_wrong(jwk: Mapping[str, Any]) -> str | None:
    """Returns how the numbers of an RSA key are written, if it is no base64url; else ``None``."""
    if isinstance(jwk["e"], int) and not isinstance(jwk["e"], bool):
        return "“e” is a number; write it as text in base64url: 65537 is “AQAB”"
    modulus = jwk["n"] if isinstance(jwk["n"], str) else str(jwk["n"])[:400]
    head = modulus.lstrip()[:60]
    if head.startswith(("-----BEGIN ", "LS0tLS1CRUdJTi", "MII")):
        what = "a key in DER" if head.startswith("MII") else "a PEM text"
        return f"“n” holds {what}, not the modulus alone: give what it holds as the key itself"
    if _DIGITS.fullmatch(modulus) and len(modulus) > 300:
        return (
            "“n” is a decimal number; it must be base64url of its bytes, the first one first (RFC 7518 "
            "section 6.3.1.1): convert it, or take the key from its issuer as JWK or PEM"
        )
    if _HEX_DIGITS.fullmatch(modulus) and len(modulus) > 250:
        return (
            "“n” is in hexadecimal; it must be base64url of its bytes (RFC 7518 section 6.3.1.1): "
            "convert it, or take the key from its issuer as JWK or PEM"
        )
    return None
