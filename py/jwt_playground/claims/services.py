"""Tokens of well-known services that people take for others, told by several signs at once.

Such a finding decides nothing: the token never chooses its key or its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..vocabulary.findings import Finding
from .model import Claims

_GRAPH = frozenset(
    {
        "00000003-0000-0000-c000-000000000000",
        "00000002-0000-0000-c000-000000000000",
        "https://graph.microsoft.com",
        "https://graph.windows.net",
    }
)
_ENTRA = ("https://sts.windows.net/", "https://login.microsoftonline.com/")
_FIREBASE_CUSTOM = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit."
_FIREBASE_SESSION = "https://session.firebase.google.com/"


def service_findings(header: Mapping[str, Any], claims: Claims) -> list[Finding]:
    """Returns a finding for a token of a service that others are not meant to verify."""
    iss, aud = claims.get("iss"), claims.get("aud")
    audience = aud.rstrip("/") if isinstance(aud, str) else ""
    issuer = iss if isinstance(iss, str) else ""
    if audience in _GRAPH and ("nonce" in header or issuer.startswith(_ENTRA)):
        why = ""
        if "nonce" in header:
            why = ", and its header has a nonce, which is hashed before the signature is made"
        message = (
            f"This access token is for Microsoft Graph{why}. Only Microsoft Graph can verify it. For your "
            "own API, ask for a token with a scope of that API (such as “api://…/.default”) and verify "
            "that one."
        )
        return [Finding("token-for-microsoft-graph", "payload", message)]
    if audience.startswith(_FIREBASE_CUSTOM):
        message = (
            "This is a custom token of Firebase, signed by the service account in iss, not with the "
            "keys of securetoken. It proves no sign-in: the app exchanges it with "
            "signInWithCustomToken for an ID token. Verify that ID token."
        )
        return [Finding("firebase-custom-token", "payload", message)]
    if issuer.startswith(_FIREBASE_SESSION):
        message = (
            "This is a session cookie of Firebase. It is signed with keys of its own, not with those of "
            "securetoken: take the certificates of "
            "https://www.googleapis.com/identitytoolkit/v3/relyingparty/publicKeys."
        )
        return [Finding("firebase-session-cookie", "payload", message)]
    return []
