"""What was mixed up in a claim: a number for a string, a URL's ending, the client for the audience."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..text.words import quoted
from .model import Claims

_LONGEST = 40
"""A number with more digits is not written out."""
_MOST = 300
"""So much of a text is compared."""

_PYJWT: dict[str, str] = {
    "sub": 'PyJWT refuses it since 2.10 (Subject must be a string), unless options={"verify_sub": False}.',
    "jti": 'PyJWT refuses it since 2.10 (JWT ID must be a string), unless options={"verify_jti": False}.',
    "iss": "PyJWT refuses it where an issuer is expected, and does not sign it.",
    "aud": "PyJWT refuses it (Invalid claim format in token).",
}

_CLIENTS: tuple[tuple[str, str], ...] = (
    ("client_id", "Access tokens of Amazon Cognito have no aud: compare client_id there"),
    (
        "azp",
        "Keycloak puts an audience into aud only with an audience mapper: add one for the client",
    ),
    (
        "cid",
        "Okta names the client there: compare aud with the audience of the authorization server",
    ),
    ("appid", "Microsoft Entra ID names the client there: ask for a token for your own API"),
)
"""Claims that name the client that asked for the token, and what to do. The first one counts."""


def as_text(name: str, value: Any) -> str:
    """Returns what to do about a number where a string belongs, with a blank before it.

    Of any other value, or of a claim without a rule, the result is empty.
    """
    if isinstance(value, list):
        value = next((one for one in value if not isinstance(one, str)), None)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or name not in _PYJWT:
        return ""
    digits = _written(value)
    what = (
        f' Let the issuer write it in quotes: "{digits}".'
        if digits
        else " Let the issuer write a string."
    )
    return f"{what} {_PYJWT[name]}"


def _written(value: int | float) -> str:
    """Returns a number in digits; empty if there are too many."""
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return ""
    return repr(value)


def instead_of_audience(claims: Claims, wanted: frozenset[str]) -> str:
    """Returns a sentence if another claim names the client, with a blank before it.

    ``wanted`` are the audiences that are expected. A token that has an `aud` must name one of
    these in that claim, a token without one any client.
    """
    for name, what in _CLIENTS:
        value = claims.get(name)
        if isinstance(value, str) and (value in wanted or not claims.get("aud")):
            as_well = ", which is what you expect" if value in wanted else ""
            return f" {name} is {quoted(value)}{as_well}: it names the client, not the audience. {what}."
    return ""


def nearly(value: str, others: Iterable[str]) -> str:
    """Returns a sentence if ``value`` is nearly one of ``others``, with a blank before it."""
    for other in others:
        if value == other or max(len(value), len(other)) > _MOST:
            continue
        if value.rstrip("/") == other.rstrip("/"):
            return " Only the slash at the end differs. Expect it exactly as the token has it."
        if value.lower() == other.lower():
            return " Only upper and lower case differ. Expect it exactly as the token has it."
        if value.strip() == other.strip():
            return " Only the white space at the ends differs. Take it away."
        bare, schemes = zip(*(_without_scheme(one) for one in (value, other)), strict=True)
        if bare[0] == bare[1]:
            shown = " and ".join(quoted(f"{scheme}://") if scheme else "none" for scheme in schemes)
            return f" Only the scheme differs: {shown}. Expect it exactly as the token has it."
    return ""


def _without_scheme(text: str) -> tuple[str, str]:
    scheme, found, rest = text.partition("://")
    return (rest.rstrip("/"), scheme) if found else (text.rstrip("/"), "")
