"""Checks of a JOSE header that do not look at the signature (RFC 7515 section 4)."""

from __future__ import annotations

from typing import Any

from ..text.lookalikes import difference
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from ..vocabulary.other_names import meant_by

REGISTERED = frozenset(
    {
        *("alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"),
        *("enc", "zip", "epk", "apu", "apv", "iv", "tag", "p2s", "p2c"),
    }
)
"""Names that `crit` must not contain (RFC 7515 section 4.1, RFC 7516, RFC 7518 section 4)."""

UNDERSTOOD = frozenset({"b64"})
"""The extensions that both PyJWT and this engine implement (RFC 7797)."""

_BRINGS_KEYS = {
    "jku": "a link to a key set",
    "x5u": "a link to a certificate",
    "jwk": "a key of its own",
    "x5c": "a certificate of its own",
}


def header_findings(header: dict[str, Any]) -> list[Finding]:
    """Returns findings about `alg`, `kid`, and the parameters that bring a key."""
    findings: list[Finding] = []
    alg = header.get("alg")
    if "alg" not in header:
        message = "The header has no alg. Every JOSE header must name its algorithm (RFC 7515 section 4.1.1)."
        findings.append(Finding("alg-missing", "header", message))
    elif not isinstance(alg, str):
        meant = meant_by(alg)
        hint = f" The number is COSE's for “{meant}”: let the issuer write that." if meant else ""
        message = f"alg must be a string such as “RS256”.{hint}"
        findings.append(Finding("alg-not-a-string", "header", message))
    elif alg not in ALGORITHMS and "enc" not in header:
        near = next((name for name in ALGORITHMS if name.lower() == alg.lower()), None)
        hint = difference(alg, ALGORITHMS, "known")
        hint = f" Names are case-sensitive; did the issuer mean “{near}”?" if near else hint
        meant = meant_by(alg)
        if meant and not near:
            hint = f" It is another name for what a JWT calls “{meant}”."
        if meant or near:
            hint += f" Let the issuer write “{near or meant}”."
        message = f"{quoted(alg)} is not a signature algorithm that this engine knows.{hint}"
        findings.append(Finding("alg-unknown", "header", message))
    if "kid" in header and not isinstance(header["kid"], str):
        findings.append(
            Finding("kid-not-a-string", "header", "kid must be a string (RFC 7515 section 4.1.4).")
        )
    for name, what in _BRINGS_KEYS.items():
        if name in header:
            message = (
                f"{name} brings {what}. It is not used: a token must not choose the key that "
                "verifies it, unless that key is known and trusted by other means."
            )
            findings.append(Finding("header-key-ignored", "header", message))
    return findings


def crit_check(header: dict[str, Any], unprotected: frozenset[str]) -> Check:
    """Returns the `crit` check (RFC 7515 section 4.1.11, for `b64` RFC 7797 section 6).

    It fails if `crit` is malformed, or if it lists an extension that is not understood.
    ``unprotected`` are the names of the parameters in the unprotected header.
    """

    def fail(code: str, message: str) -> Check:
        return Check("crit", "fail", code, message)

    if "b64" in unprotected:
        return fail(
            "crit-malformed", "b64 must stand in the protected header (RFC 7797 section 6)."
        )
    if not isinstance(header.get("b64", True), bool):
        return fail("crit-malformed", "b64 must be true or false (RFC 7797 section 3).")
    if "crit" not in header:
        if header.get("b64") is False:
            message = "b64 is false, so crit must list “b64” (RFC 7797 section 6)."
            return fail("crit-malformed", message)
        return Check("crit", "pass", "crit-none", "The header marks no extension as critical.")
    crit = header["crit"]
    if not isinstance(crit, list) or not crit or not all(isinstance(name, str) for name in crit):
        return fail("crit-malformed", "crit must be an array of at least one name.")
    if "crit" in unprotected:
        return fail("crit-malformed", "crit must stand in the protected header.")
    for name in crit:
        if crit.count(name) > 1:
            return fail("crit-malformed", f"crit lists {quoted(name)} twice.")
        if name in REGISTERED:
            return fail(
                "crit-malformed", f"crit must not list {quoted(name)}, which every verifier knows."
            )
        if name not in UNDERSTOOD:
            message = (
                f"The header marks {quoted(name)} as critical. A verifier that does not understand it, "
                "as this one and PyJWT, must refuse the token."
            )
            return fail("crit-not-understood", message)
        if name not in header:
            return fail(
                "crit-malformed", f"crit lists {quoted(name)}, but the header does not have it."
            )
    return Check("crit", "pass", "crit-understood", "Every critical extension is understood.")


def typ_check(header: dict[str, Any], expected: str | None) -> Check:
    """Returns the `typ` check (RFC 8725 section 3.11): does `typ` name the ``expected`` type?

    Upper and lower case do not matter, and “application/” may be left out (RFC 7515 section
    4.1.9). Without an expected type the check is skipped.
    """
    typ = header.get("typ")
    if "typ" in header and not isinstance(typ, str):
        return Check("typ", "fail", "typ-malformed", "typ must be a string such as “JWT”.")
    if expected is None:
        if typ is None:
            return Check("typ", "skip", "absent", "The header has no typ, and none is expected.")
        message = (
            f"typ is {quoted(typ)}. Give the expected type to check it (RFC 8725 section 3.11)."
        )
        return Check("typ", "skip", "no-expectation", message)
    if not isinstance(typ, str):
        return Check(
            "typ", "fail", "typ-missing", f"The header has no typ; {quoted(expected)} is expected."
        )
    if _media_type(typ) != _media_type(expected):
        return Check(
            "typ",
            "fail",
            "typ-mismatch",
            f"typ is {quoted(typ)}; {quoted(expected)} is expected.{difference(typ, [expected])}",
        )
    return Check("typ", "pass", "typ-matches", f"typ is {quoted(typ)}, as expected.")


def _media_type(name: str) -> str:
    return name.lower() if "/" in name else f"application/{name.lower()}"
