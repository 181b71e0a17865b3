"""HS256 by the standard library alone, to hold the command's answers against."""

from __future__ import annotations

import base64
import hashlib
import hmac

HEADER = '{"alg":"HS256"}'


def hs256(payload: str, secret: bytes) -> str:
    """The token that HS256 makes of `HEADER`, ``payload`` and ``secret``."""
    signed = f"{_base64url(HEADER.encode())}.{_base64url(payload.encode())}"
    return f"{signed}.{_base64url(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
